package import Domain
package import Store

/// T21: the manager moves the visit; the contractor is asked to confirm it.
package struct MoveVisit: Verb {
    package let ticket: TicketID
    package let local: LocalDateTime
    package let note: String?
    package let origin: Origin

    package init(_ ticket: TicketID, local: LocalDateTime, note: String?, origin: Origin) {
        self.ticket = ticket
        self.local = local
        self.note = note
        self.origin = origin
    }

    package func perform(in transaction: Transaction) throws -> TicketID {
        let (act, organization) = try transaction.act(origin)
        var ticket = try transaction.ticket(self.ticket, of: organization)
        guard let order = ticket.activeOrder else { throw Refusal.notFromHere(ticket.label) }
        let appointment = try transaction.appointment(local, of: ticket, field: "appointment")
        let note = try transaction.text(ofOptional: note)
        try transaction.carryOut(.moveVisit(order.id, to: appointment, note: note), on: &ticket, as: act)
        return ticket.id
    }
}
