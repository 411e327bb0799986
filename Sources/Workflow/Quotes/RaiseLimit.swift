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
        let (act, organization) = try transaction.act(origin)
        var ticket = try transaction.ticket(self.ticket, of: organization)
        guard let order = ticket.activeOrder else { throw Refusal.notFromHere(ticket.label) }
        try transaction.carryOut(.raiseLimit(order.id, amount), on: &ticket, as: act)
        return ticket.id
    }
}
