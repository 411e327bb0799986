package import Domain
import GRDB

/// Lets somebody outside decide on one quote (T32), and nothing else: no verb of a contractor's ever sees one, because
/// `LinkRecord` is never read from such a row.
package struct ApproverLink: Hashable, Sendable {
    package let id: LinkID
    package let ticket: TicketID
    package let order: OrderID
    package let quote: QuoteID
    package let person: PersonID
    package let createdAt: Instant
    package let expires: Instant
    /// Another person was asked, or the manager decides by himself again.
    package var revokedAt: Instant?

    package init(
        id: LinkID, ticket: TicketID, order: OrderID, quote: QuoteID, person: PersonID, createdAt: Instant,
        expires: Instant, revokedAt: Instant? = nil
    ) {
        self.id = id
        self.ticket = ticket
        self.order = order
        self.quote = quote
        self.person = person
        self.createdAt = createdAt
        self.expires = expires
        self.revokedAt = revokedAt
    }

    package func isLive(at now: Instant) -> Bool { revokedAt == nil && expires > now }
}

extension Reader {
    package func approverLink(_ id: LinkID) throws -> ApproverLink? {
        try first("SELECT * FROM links WHERE id = :id AND scope = 'approver'", ["id": id], ApproverLink.init)
    }

    /// The one that a message to that person carries.
    package func approverLink(of person: PersonID) throws -> ApproverLink? {
        try first(
            "SELECT * FROM links WHERE person = :person AND scope = 'approver' ORDER BY created_at DESC, id DESC LIMIT 1",
            ["person": person], ApproverLink.init)
    }

    /// Whose idea it was to ask somebody outside about that order's quote, the latest time before that version.
    package func approverAsked(
        of order: OrderID, ticket: TicketID, before version: Int = .max
    ) throws -> TimelineEntry? {
        let id = try first(
            """
            SELECT id FROM events WHERE ticket = :ticket AND order_id = :order AND type = 'approverAsked'
            AND version < :version ORDER BY version DESC LIMIT 1
            """,
            ["ticket": ticket, "order": order, "version": version]
        ) { try $0.get("id") as EventID }
        return try id.flatMap { try event($0) }
    }

    /// The event by which the bearer was asked.
    package func approverAsked(of link: ApproverLink) throws -> TimelineEntry? {
        try lastEvent(of: link, ["approverAsked"]) { change in
            if case .approverAsked(_, _, link.person, _) = change { true } else { false }
        }
    }

    /// The event by which that quote came.
    package func quoted(_ quote: QuoteID, of link: ApproverLink) throws -> TimelineEntry? {
        try lastEvent(of: link, ["quoted"]) { change in
            if case .quoted(_, let sent, _, _, _) = change { sent.id == quote } else { false }
        }
    }

    /// Who decided on that quote, and how.
    package func decision(on link: ApproverLink) throws -> TimelineEntry? {
        try lastEvent(of: link, ["quoteApproved", "quoteRefused"]) { change in
            switch change {
            case .quoteApproved(_, link.quote, _, _), .quoteRefused(_, link.quote, _): true
            default: false  // about another quote
            }
        }
    }

    private func lastEvent(
        of link: ApproverLink, _ types: [String], where holds: (Change) -> Bool
    ) throws -> TimelineEntry? {
        for type in types {
            let ids = try all(
                """
                SELECT id FROM events WHERE ticket = :ticket AND order_id = :order AND type = :type
                ORDER BY version DESC
                """,
                ["ticket": link.ticket, "order": link.order, "type": type]
            ) { try $0.get("id") as EventID }
            for id in ids {
                if let entry = try event(id), holds(entry.event.change) { return entry }
            }
        }
        return nil
    }
}

extension Transaction {
    package func insert(_ link: ApproverLink) throws {
        try insert(
            into: "links",
            [
                "id": link.id, "ticket": link.ticket, "order_id": link.order, "person": link.person,
                "quote": link.quote, "scope": "approver", "created_at": link.createdAt, "expires": link.expires,
                "revoked_at": link.revokedAt,
            ])
    }

    /// Nobody outside decides on what is quoted for that order any more.
    package func revokeApproverLinks(of order: OrderID) throws {
        try run(
            """
            UPDATE links SET revoked_at = :now
            WHERE order_id = :order AND scope = 'approver' AND revoked_at IS NULL
            """,
            ["now": now, "order": order])
    }
}

extension ApproverLink {
    fileprivate init(_ row: Row) throws {
        id = try row.get("id")
        ticket = try row.get("ticket")
        order = try row.get("order_id")
        quote = try row.get("quote")
        person = try row.get("person")
        createdAt = try row.get("created_at")
        expires = try row.get("expires")
        revokedAt = try row.get("revoked_at")
    }
}
