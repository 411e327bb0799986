package import Domain
import GRDB

extension Reader {
    /// The order for which this firm sent an invoice with that number, unless it was rejected (T41).
    package func order(ofInvoice number: String, from contractor: ContractorID) throws -> OrderID? {
        try first(
            """
            SELECT order_id FROM invoices
            WHERE contractor = :contractor AND number_key = :key AND rejected_at IS NULL
            """,
            ["contractor": contractor, "key": Folding.invoice(number)]
        ) { try $0.get("order_id") }
    }

    /// What became of an order's invoices, oldest first: sent, accepted, rejected, waived, and higher limits between.
    package func billing(of order: OrderID, ticket: TicketID) throws -> [Change] {
        try all(
            """
            SELECT data FROM events WHERE ticket = :ticket AND order_id = :order
            AND type IN (
                'invoiced', 'invoiceAccepted', 'invoiceRejected', 'invoiceWaived', 'limitAsked', 'limitRaised')
            ORDER BY version
            """,
            ["ticket": ticket, "order": order]
        ) { try $0.json("data") }
    }
}

extension Transaction {
    /// One invoice counts for each order: a corrected one takes the place of what was sent before.
    package func remember(
        invoice number: String, of order: OrderID, ticket: TicketID, contractor: ContractorID
    ) throws {
        try forgetInvoice(of: order)
        try insert(
            into: "invoices",
            [
                "id": newID() as InvoiceID, "contractor": contractor, "number_key": Folding.invoice(number),
                "ticket": ticket, "order_id": order, "sent_at": now,
            ])
    }

    /// A rejected one frees its number (T43).
    package func forgetInvoice(of order: OrderID) throws {
        try run(
            "UPDATE invoices SET rejected_at = :now WHERE order_id = :order AND rejected_at IS NULL",
            ["now": now, "order": order])
    }
}

extension Folding {
    /// "F 2026/17" and "f2026/17" are one number.
    static func invoice(_ number: String) -> String { fold(number).filter { !$0.isWhitespace } }
}
