package import Domain
import GRDB

extension Reader {
    /// What the life cycle decides by: the ticket with its orders and tasks.
    package func ticket(_ id: TicketID) throws -> Ticket? {
        guard var ticket = try first("SELECT * FROM tickets WHERE id = :id", ["id": id], Ticket.init) else {
            return nil
        }
        ticket.orders = try all(
            "SELECT * FROM orders WHERE ticket = :id ORDER BY position", ["id": id], Order.init)
        ticket.tasks = try all(
            "SELECT * FROM tasks WHERE ticket = :id ORDER BY position", ["id": id], TicketTask.init)
        return ticket
    }

    /// What the ticket says: texts, places and people.
    package func details(_ id: TicketID) throws -> TicketDetails? {
        try first(
            """
            SELECT tickets.*, categories.name AS category_name
            FROM tickets LEFT JOIN categories ON categories.id = tickets.category WHERE tickets.id = :id
            """,
            ["id": id], details)
    }

    private func details(_ row: Row) throws -> TicketDetails {
        let organization: OrganizationID = try row.get("organization")
        let site: SiteID? = try row.get("site")
        let customer: CustomerID? = try row.get("customer")
        let asset: AssetID? = try row.get("asset")
        let requester: PersonID? = try row.get("requester")
        let mainContact: PersonID? = try row.get("main_contact")
        return TicketDetails(
            number: try row.get("number"), externalID: try row.get("external_id"), source: try row.get("source"),
            title: try row.get("title"), description: try row.get("description"),
            category: try row.get("category_name"), site: try site.flatMap { try self.site($0, of: organization) },
            customer: try customer.flatMap(self.customer), asset: try asset.flatMap(self.asset),
            requester: try requester.flatMap(person), mainContact: try mainContact.flatMap(person),
            notToExceed: try row.money("limit"), scheduledAt: try row.jsonIfPresent("scheduled"),
            createdAt: try row.get("created_at"), updatedAt: try row.get("updated_at"))
    }

    /// As people read it: `2026-00042`.
    package func number(of ticket: TicketID) throws -> String? {
        try first("SELECT number FROM tickets WHERE id = :id", ["id": ticket]) { try $0.get("number") }
    }

    package func ticketID(number: String, of organization: OrganizationID) throws -> TicketID? {
        try first(
            "SELECT id FROM tickets WHERE organization = :organization AND number = :number",
            ["organization": organization, "number": number]
        ) { try $0.get("id") }
    }

    /// The number as people paste it: spaces, `#`, "No." and missing zeros do not matter (A20).
    package func ticketID(pasted: String, of organization: OrganizationID) throws -> TicketID? {
        guard let number = TicketNumber.read(pasted) else { return nil }
        return try ticketID(number: number, of: organization)
    }

    package func ticketID(externalID: String, of organization: OrganizationID) throws -> TicketID? {
        try first(
            "SELECT id FROM tickets WHERE organization = :organization AND external_id = :external",
            ["organization": organization, "external": externalID]
        ) { try $0.get("id") }
    }

    /// Every ticket of every organization, in the order of their ids.
    package func ticketIDs(after: TicketID?, limit: Int) throws -> [TicketID] {
        try all(
            "SELECT id FROM tickets WHERE id > :after ORDER BY id LIMIT :limit",
            ["after": after ?? TicketID(0), "limit": limit]
        ) { try $0.get("id") }
    }
}
