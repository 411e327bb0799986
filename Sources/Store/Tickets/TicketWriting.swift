package import Domain
import GRDB

extension Transaction {
    /// The organization's next number, such as `2026-00417`. `year` is the organization's own at creation.
    package func nextTicketNumber(of organization: OrganizationID, year: Int) throws -> String {
        let counter: Int? = try reader.first(
            """
            INSERT INTO ticket_counters (organization, year, last) VALUES (:organization, :year, 1)
            ON CONFLICT (organization, year) DO UPDATE SET last = ticket_counters.last + 1 RETURNING last
            """,
            ["organization": organization, "year": year]
        ) { try $0.get("last") }
        guard let counter else { throw StoreError.missing("ticket_counters") }
        return TicketNumber.text(year: year, counter: counter)
    }

    /// A ticket as it is before its first change. Saves the requester and the main contact and makes the category;
    /// site, customer and asset must be there.
    package func insertTicket(_ ticket: Ticket, details: TicketDetails) throws {
        let category = try saveReferences(of: details, organization: ticket.organization)
        try insert(
            into: "tickets",
            [
                "id": ticket.id, "organization": ticket.organization, "number": details.number,
                "external_id": details.externalID, "source": details.source, "kind": ticket.kind,
                "time_zone": ticket.timeZone, "priority": ticket.priority, "phase": ticket.phase.name,
                "phase_data": try JSON.encode(ticket.phase), "is_returned": ticket.isReturned,
                "version": ticket.version, "label": ticket.label, "folder": ticket.label.folder,
                "title": details.title, "description": details.description, "category": category,
                "site": details.site?.id, "customer": details.customer?.id, "asset": details.asset?.id,
                "requester": details.requester?.id, "main_contact": details.mainContact?.id,
                "limit_amount": details.notToExceed?.amount, "limit_currency": details.notToExceed?.currency,
                "scheduled": try details.scheduledAt.map(JSON.encode), "created_at": details.createdAt,
                "updated_at": details.updatedAt,
            ])
        try save(ticket, before: nil)
        try index(ticket.id, of: ticket.organization)
    }

    /// Everything but number, source and time of creation. The event that tells of it is the caller's to append.
    package func updateDetails(_ details: TicketDetails, of ticket: TicketID) throws {
        let organization = try organization(of: ticket)
        let category = try saveReferences(of: details, organization: organization)
        try update(
            "tickets",
            [
                "id": ticket, "external_id": details.externalID, "title": details.title,
                "description": details.description, "category": category, "site": details.site?.id,
                "customer": details.customer?.id, "asset": details.asset?.id, "requester": details.requester?.id,
                "main_contact": details.mainContact?.id, "limit_amount": details.notToExceed?.amount,
                "limit_currency": details.notToExceed?.currency,
                "scheduled": try details.scheduledAt.map(JSON.encode), "updated_at": now,
            ])
        try index(ticket, of: organization)
    }

    /// A field that the life cycle reads, but that no change carries; the caller appends `.edited(["priority"])`.
    package func setPriority(_ priority: Priority, of ticket: inout Ticket) throws {
        ticket.priority = priority
        try update("tickets", ["id": ticket.id, "priority": priority])
    }

    /// Where the site is, so that its clock counts; as with the priority, the caller appends `.edited(["site"])`.
    package func setTimeZone(_ timeZone: String, of ticket: inout Ticket) throws {
        ticket.timeZone = timeZone
        try update("tickets", ["id": ticket.id, "time_zone": timeZone])
    }

    /// Returns the category's id.
    private func saveReferences(
        of details: TicketDetails, organization: OrganizationID
    ) throws -> CategoryID? {
        for person in [details.requester, details.mainContact] {
            if let person { try save(person, of: organization) }
        }
        let name = details.category ?? ""
        return name.isEmpty ? nil : try category(named: name, of: organization).id
    }

    private func organization(of ticket: TicketID) throws -> OrganizationID {
        let organization: OrganizationID? = try reader.first(
            "SELECT organization FROM tickets WHERE id = :id", ["id": ticket]
        ) { try $0.get("organization") }
        guard let organization else { throw StoreError.missing("tickets") }
        return organization
    }
}
