package import Domain
package import Store

/// T1, D14: who is on site, technician or office, registers what else is broken there: a draft at the same site, linked
/// to the job, which the dispatchers find in their Inbox.
package struct RegisterTicket: Verb {
    package let link: LinkID
    package let title: String
    package let description: String
    package let files: [ReceivedFile]

    package init(link: LinkID, title: String, description: String, files: [ReceivedFile]) {
        self.link = link
        self.title = title
        self.description = description
        self.files = files
    }

    package func perform(in transaction: Transaction) throws -> StepOutcome {
        let (link, origin) = try transaction.openAnswerable(link, by: [.office, .technician])
        guard link.order.status == .onSite else { throw Refusal.notFromHere(origin.label(for: link.order)) }
        guard let seen = try transaction.reader.details(origin.id) else { throw Refusal.notFound }
        let year = Appointment(transaction.now, in: link.organization.timeZone).local.year
        var details = TicketDetails(
            number: try transaction.nextTicketNumber(of: origin.organization, year: year), source: .technician,
            title: title, description: description, createdAt: transaction.now, updatedAt: transaction.now)
        (details.site, details.customer) = (seen.site, seen.customer)
        var ticket = Ticket(
            id: transaction.newID(), organization: origin.organization, kind: .order, timeZone: origin.timeZone,
            priority: .normal)
        try transaction.insertTicket(ticket, details: details)
        try transaction.setOrigin(origin.id, of: ticket.id)
        try transaction.attach(files, to: ticket.id)
        try transaction.record(Ticket.birth(.draft(by: nil)), on: &ticket, as: link.act)
        return try transaction.outcome(.registered, of: ticket)
    }
}
