package import Domain
import GRDB

/// A ticket that another one is linked to, as far as a link to it says.
package struct LinkedTicket: Hashable, Sendable {
    package let number: String
    package let title: String
}

extension Reader {
    /// The ticket on whose visit this one was registered (D14).
    package func origin(of ticket: TicketID) throws -> LinkedTicket? {
        try first(
            """
            SELECT origin.number, origin.title FROM tickets t JOIN tickets origin ON origin.id = t.origin_ticket
            WHERE t.id = :ticket
            """,
            ["ticket": ticket], LinkedTicket.init)
    }

    /// What was registered on this ticket's visits, oldest first; at most 50.
    package func registered(on ticket: TicketID) throws -> [LinkedTicket] {
        try all(
            "SELECT number, title FROM tickets WHERE origin_ticket = :ticket ORDER BY id LIMIT 50", ["ticket": ticket],
            LinkedTicket.init)
    }
}

extension Transaction {
    package func setOrigin(_ origin: TicketID, of ticket: TicketID) throws {
        try update("tickets", ["id": ticket, "origin_ticket": origin])
    }
}

extension LinkedTicket {
    fileprivate init(_ row: Row) throws {
        number = try row.get("number")
        title = try row.get("title")
    }
}
