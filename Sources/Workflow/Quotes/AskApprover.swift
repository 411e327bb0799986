package import Domain
package import Store

/// Who is to decide on a quote in the office's place, and what is written to him.
package struct ApproverForm: Hashable, Sendable {
    package var name: String
    /// E.164.
    package var phone: String?
    package var email: String?
    package var language: Language
    package var note: String?

    package init(name: String, phone: String?, email: String?, language: Language, note: String? = nil) {
        self.name = name
        self.phone = phone
        self.email = email
        self.language = language
        self.note = note
    }
}

/// T32, B22: puts the quote that waits before somebody outside, who gets a link of his own. Whoever was asked before him
/// is not asked any more; the manager may still decide by himself.
package struct AskApprover: Verb {
    package let ticket: TicketID
    package let form: ApproverForm
    package let origin: Origin

    package init(_ ticket: TicketID, _ form: ApproverForm, origin: Origin) {
        self.ticket = ticket
        self.form = form
        self.origin = origin
    }

    package func perform(in transaction: Transaction) throws -> TicketID {
        let (act, organization) = try transaction.act(origin)
        var ticket = try transaction.ticket(self.ticket, of: organization)
        guard let order = ticket.activeOrder, let quote = order.quote else { throw Refusal.notFromHere(ticket.label) }
        guard form.phone != nil || form.email != nil else {
            throw Refusal.invalid([Problem(field: "email", key: "approver.unreachable")])
        }
        let person = Person(
            id: transaction.newID(), name: form.name, phone: form.phone, email: form.email, language: form.language)
        try transaction.save(person, of: organization.id)
        try transaction.revokeApproverLinks(of: order.id)
        // His link is there whatever becomes of the message that brings it, and as long as there is something to decide.
        let atLeast = transaction.now + .days(Int64(organization.rules.linkDaysAfterEnd))
        try transaction.insert(
            ApproverLink(
                id: transaction.newLinkID(), ticket: ticket.id, order: order.id, quote: quote.id, person: person.id,
                createdAt: transaction.now, expires: quote.validUntil ?? atLeast))
        let note = try transaction.text(ofOptional: form.note)
        try transaction.carryOut(.askApprover(order.id, person.id, note: note), on: &ticket, as: act)
        return ticket.id
    }
}

/// The office decides by itself again: the approver's link is dead.
package struct DismissApprover: Verb {
    package let ticket: TicketID
    package let origin: Origin

    package init(_ ticket: TicketID, origin: Origin) {
        self.ticket = ticket
        self.origin = origin
    }

    package func perform(in transaction: Transaction) throws -> TicketID {
        var (act, ticket, order) = try transaction.act(origin, on: ticket, about: \.activeOrder)
        try transaction.revokeApproverLinks(of: order.id)
        try transaction.carryOut(.dismissApprover(order.id), on: &ticket, as: act)
        return ticket.id
    }
}
