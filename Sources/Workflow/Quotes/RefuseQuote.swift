package import Domain
package import Store

/// T33: with the reason, which the contractor is told.
package struct RefuseQuote: Verb {
    package let ticket: TicketID
    package let reason: String
    package let origin: Origin

    package init(_ ticket: TicketID, reason: String, origin: Origin) {
        self.ticket = ticket
        self.reason = reason
        self.origin = origin
    }

    package func perform(in transaction: Transaction) throws -> TicketID {
        var (act, ticket, order) = try transaction.act(origin, on: self.ticket, about: \.activeOrder)
        let reason = try transaction.text(ofOptional: reason)
        try transaction.carryOut(.refuseQuote(order.id, reason: reason), on: &ticket, as: act)
        return ticket.id
    }
}
