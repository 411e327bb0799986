package import Domain
package import Store

/// T40: the work is checked and over; an invoice that never came is asked for.
package struct ResolveTicket: Verb {
    package let ticket: TicketID
    package let method: Resolution
    package let note: String?
    package let origin: Origin

    package init(_ ticket: TicketID, method: Resolution, note: String?, origin: Origin) {
        self.ticket = ticket
        self.method = method
        self.note = note
        self.origin = origin
    }

    package func perform(in transaction: Transaction) throws -> TicketID {
        let (act, organization) = try transaction.act(origin)
        var ticket = try transaction.ticket(self.ticket, of: organization)
        let note = try transaction.text(ofOptional: note)
        try transaction.carryOut(
            .resolve(
                method, note: note, feedbackUntil: organization.rules.feedbackUntil(from: transaction.now),
                taskID: transaction.newID()),
            on: &ticket, as: act)
        return ticket.id
    }
}
