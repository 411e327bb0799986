package import Domain
package import Store

/// T27: the manager is not satisfied, says why, and the contractor is asked again.
package struct SendBack: Verb {
    package let ticket: TicketID
    package let note: String
    package let origin: Origin

    package init(_ ticket: TicketID, note: String, origin: Origin) {
        self.ticket = ticket
        self.note = note
        self.origin = origin
    }

    package func perform(in transaction: Transaction) throws -> TicketID {
        var (act, ticket, order) = try transaction.act(origin, on: self.ticket, about: \.activeOrder)
        let note = try transaction.text(ofOptional: note)
        try transaction.carryOut(.sendBack(order.id, note: note, taskID: transaction.newID()), on: &ticket, as: act)
        return ticket.id
    }
}
