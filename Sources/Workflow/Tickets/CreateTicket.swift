import Domain
package import Store

/// T1, T2: a new ticket; with `submits`, straight to the queue, and with `offerTo`, straight to a contractor.
package struct CreateTicket: Verb {
    package let form: TicketForm
    package let files: [ReceivedFile]
    package let submits: Bool
    package let offer: OfferForm?
    package let origin: Origin

    package init(
        _ form: TicketForm, files: [ReceivedFile] = [], submits: Bool, offer: OfferForm? = nil, origin: Origin
    ) {
        self.form = form
        self.files = files
        self.submits = submits
        self.offer = offer
        self.origin = origin
    }

    package func perform(in transaction: Transaction) throws -> TicketReference {
        let (act, organization) = try transaction.act(origin)
        if let known = try existing(in: transaction, organization) { return known }
        let details = try makeDetails(in: transaction, organization)
        if submits, !details.missing.isEmpty { throw Refusal.incomplete(details.missing) }
        var ticket = Ticket(
            id: transaction.newID(), organization: organization.id, kind: form.kind,
            timeZone: details.site?.timeZone ?? organization.timeZone, priority: form.priority)
        try transaction.insertTicket(ticket, details: details)
        try transaction.attach(files, to: ticket.id)
        try transaction.record(Ticket.birth(.draft(by: act.manager)), on: &ticket, as: act)
        if submits {
            let description = try transaction.text(ofOptional: details.description)
            try transaction.carryOut(.submit(missing: [], description: description), on: &ticket, as: act)
        }
        if let offer {
            try offer.carryOut(on: &ticket, details: details, organization: organization, act: act, in: transaction)
        }
        return TicketReference(id: ticket.id, number: details.number, isNew: true)
    }

    private func existing(in transaction: Transaction, _ organization: Organization) throws -> TicketReference? {
        guard let externalID = form.externalID,
            let id = try transaction.reader.ticketID(externalID: externalID, of: organization.id),
            let details = try transaction.reader.details(id)
        else { return nil }
        return TicketReference(id: id, number: details.number, isNew: false)
    }

    private func makeDetails(in transaction: Transaction, _ organization: Organization) throws -> TicketDetails {
        let places = Places(transaction: transaction, organization: organization)
        let customer = try places.customer(form.customer)
        let site = try places.site(form.site, customer: customer)
        let year = Appointment(transaction.now, in: organization.timeZone).local.year
        var details = TicketDetails(
            number: try transaction.nextTicketNumber(of: organization.id, year: year), externalID: form.externalID,
            source: form.source, title: form.title, description: form.description, category: form.category,
            createdAt: transaction.now, updatedAt: transaction.now)
        details.customer = customer
        details.site = site
        details.asset = try places.asset(form.asset, site: site, customer: customer)
        details.requester = try places.person(form.requester)
        details.mainContact =
            form.mainContact == form.requester ? details.requester : try places.person(form.mainContact)
        details.notToExceed = form.notToExceed
        details.scheduledAt = try places.appointment(form.scheduledAt, at: site)
        return details
    }
}

extension Transaction {
    /// Files of the ticket itself, which every offer of it shows.
    func attach(_ files: [ReceivedFile], to ticket: TicketID) throws {
        for file in files {
            try attach(
                Attachment(id: newID(), sha256: file.sha256, name: file.name, type: file.type, size: file.size),
                to: ticket)
        }
    }
}
