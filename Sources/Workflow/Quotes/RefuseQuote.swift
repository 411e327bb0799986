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
        let (act, organization) = try transaction.act(origin)
        var ticket = try transaction.ticket(self.ticket, of: organization)
        guard let order = ticket.activeOrder else { throw Refusal.notFromHere(ticket.label) }
        let reason = try transaction.text(ofOptional: reason)
        try transaction.carryOut(.refuseQuote(order.id, reason: reason), on: &ticket, as: act)
        return ticket.id
    }
}
