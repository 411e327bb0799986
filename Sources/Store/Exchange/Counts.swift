package import Domain

// How often something was done lately, where that has a limit.
extension Reader {
    /// How often an order was passed on to a technician (T19).
    package func passOns(of order: OrderID, since: Instant) throws -> Int {
        try number(
            """
            SELECT count(*) AS n FROM events
            WHERE order_id = :order AND in_thread = 1 AND type = 'passedOn' AND at > :since
            """,
            ["order": order, "since": since])
    }

    /// How many new links a contact was sent on request (E2).
    package func renewals(for contact: ContactID, since: Instant) throws -> Int {
        try number(
            """
            SELECT count(*) AS n FROM notices
            WHERE recipient = 'contact' AND recipient_id = :contact AND kind = 'renewedLink' AND enqueued_at > :since
            """,
            ["contact": contact, "since": since])
    }
}
