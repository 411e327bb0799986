import Domain
import GRDB

extension Transaction {
    /// Brings the words by which the ticket is found up to date.
    func index(_ ticket: TicketID, of organization: OrganizationID) throws {
        let texts: [String]? = try reader.first(
            """
            SELECT t.number, t.external_id, t.title, t.description, categories.name AS category,
                sites.name AS site, sites.address, customers.name AS customer, assets.name AS asset,
                requester.name AS requester, main.name AS main_contact, contractors.name AS contractor
            FROM tickets t
            LEFT JOIN categories ON categories.id = t.category LEFT JOIN sites ON sites.id = t.site
            LEFT JOIN customers ON customers.id = t.customer LEFT JOIN assets ON assets.id = t.asset
            LEFT JOIN persons requester ON requester.id = t.requester
            LEFT JOIN persons main ON main.id = t.main_contact
            LEFT JOIN contractors ON contractors.id = t.contractor
            WHERE t.id = :id
            """,
            ["id": ticket]
        ) { row in
            try [
                "number", "external_id", "title", "description", "category", "site", "address", "customer", "asset",
                "requester", "main_contact", "contractor",
            ].compactMap { try row.get($0) as String? }
        }
        var words = Folding.words((texts ?? []).joined(separator: "\n"))
        // The counter alone, as people say it: 417 of 2026-00417.
        if let counter = texts?.first?.split(separator: "-").last.flatMap({ Int($0) }) { words.append(String(counter)) }
        try run(SQLite.unindex, ["id": ticket])
        let scoped = SQLite.inScope(words, of: organization).joined(separator: " ")
        try run(SQLite.index, ["id": ticket, "words": scoped])
    }
}
