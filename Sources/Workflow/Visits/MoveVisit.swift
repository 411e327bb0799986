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
        var (act, ticket, order) = try transaction.act(origin, on: self.ticket, about: \.activeOrder)
        let appointment = try transaction.appointment(local, of: ticket, field: "appointment")
        let note = try transaction.text(ofOptional: note)
        try transaction.carryOut(.moveVisit(order.id, to: appointment, note: note), on: &ticket, as: act)
        return ticket.id
    }
}
