package import Domain
package import Store

/// E10: the office agrees to a higher limit for work that is done.
package struct RaiseLimit: Verb {
    package let ticket: TicketID
    package let amount: Money
    package let origin: Origin

    package init(_ ticket: TicketID, amount: Money, origin: Origin) {
        self.ticket = ticket
        self.amount = amount
        self.origin = origin
    }

    package func perform(in transaction: Transaction) throws -> TicketID {
        var (act, ticket, order) = try transaction.act(origin, on: self.ticket, about: \.activeOrder)
        try transaction.carryOut(.raiseLimit(order.id, amount), on: &ticket, as: act)
        return ticket.id
    }
}
