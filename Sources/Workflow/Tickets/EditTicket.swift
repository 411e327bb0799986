package import Domain
package import Store

/// C1, C14: changes what a ticket says. A draft stays one; an edit of submitted work takes it (T7).
package struct EditTicket: Verb {
    package let ticket: TicketID
    package let form: TicketForm
    package let files: [ReceivedFile]
    /// Also submits a draft (T4): one press for both.
    package let submits: Bool
    package let origin: Origin

    package init(
        _ ticket: TicketID, form: TicketForm, files: [ReceivedFile] = [], submits: Bool = false, origin: Origin
    ) {
        self.ticket = ticket
        self.form = form
        self.files = files
        self.submits = submits
        self.origin = origin
    }

    package func perform(in transaction: Transaction) throws -> TicketReference {
        let (act, organization) = try transaction.act(origin)
        var ticket = try transaction.ticket(self.ticket, of: organization)
        guard var details = try transaction.reader.details(ticket.id) else { throw Refusal.notFound }
        var fields = try change(&details, in: transaction, organization)
        if ticket.priority != form.priority { fields.append("priority") }
        if !files.isEmpty { fields.append("attachments") }
        try transaction.updateDetails(details, of: ticket.id)
        try transaction.setPriority(form.priority, of: &ticket)
        // Deadlines and visits are read by the clock of the site that the ticket has now (P28).
        try transaction.setTimeZone(details.site?.timeZone ?? organization.timeZone, of: &ticket)
        try transaction.attach(files, to: ticket.id)
        if !fields.isEmpty {
            try transaction.carryOut(.edit(fields: fields, by: act.manager), on: &ticket, as: act)
        }
        if submits {
            try SubmitTicket.submit(&ticket, details: details, act: act, in: transaction)
        }
        return TicketReference(id: ticket.id, number: details.number, isNew: false)
    }

    /// Sets what the form says and names what that changed.
    private func change(
        _ details: inout TicketDetails, in transaction: Transaction, _ organization: Organization
    ) throws -> [String] {
        let before = details
        let places = Places(transaction: transaction, organization: organization)
        details.title = form.title
        details.description = form.description
        details.category = form.category
        details.customer = try places.customer(form.customer)
        details.site = try places.site(form.site, customer: details.customer)
        details.asset = try places.asset(form.asset, site: details.site, customer: details.customer)
        details.requester = try places.person(form.requester, existing: before.requester)
        let sharesRequester = before.mainContact?.id == before.requester?.id
        details.mainContact =
            form.mainContact == form.requester
            ? details.requester
            : try places.person(form.mainContact, existing: sharesRequester ? nil : before.mainContact)
        details.notToExceed = form.notToExceed
        let timeZone = details.site?.timeZone ?? organization.timeZone
        let isMoved = before.scheduledAt.map { $0.timeZone != timeZone } ?? false
        if isMoved || form.scheduledAt != before.scheduledAt?.local {
            details.scheduledAt = try places.appointment(form.scheduledAt, at: details.site)
        }
        var changed: [String] = []
        if before.title != details.title { changed.append("title") }
        if before.description != details.description { changed.append("description") }
        if before.category != details.category { changed.append("category") }
        if before.customer != details.customer { changed.append("customer") }
        if before.site != details.site { changed.append("site") }
        if before.asset != details.asset { changed.append("asset") }
        if before.requester != details.requester { changed.append("requester") }
        if before.mainContact != details.mainContact { changed.append("mainContact") }
        if before.notToExceed != details.notToExceed { changed.append("notToExceed") }
        if before.scheduledAt != details.scheduledAt { changed.append("scheduledAt") }
        return changed
    }
}
