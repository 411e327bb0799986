package import Domain
import GRDB

extension Reader {
    /// Numbers and titles of those tickets, in that order; what is not the organization's is left out (C12).
    package func titles(
        of tickets: [TicketID], in organization: OrganizationID
    ) throws -> [(number: String, title: String)] {
        try tickets.compactMap { ticket in
            try first(
                "SELECT number, title FROM tickets WHERE id = :ticket AND organization = :organization",
                ["ticket": ticket, "organization": organization]
            ) { (number: try $0.get("number"), title: try $0.get("title")) }
        }
    }
}
