package import Domain
package import Store

/// T16, T17: takes an offer or a job back; the contractor is told and may still write.
package struct WithdrawJob: Verb {
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
        guard !reason.isEmpty else { throw Refusal.reasonMissing }
        var ticket = try transaction.ticket(self.ticket, of: organization)
        guard let order = ticket.activeOrder else { throw Refusal.notFromHere(ticket.label) }
        let reason = try transaction.text(reason)
        try transaction.carryOut(.withdraw(order.id, reason: reason), on: &ticket, as: act)
        try transaction.cancelTimers(of: ticket.id, order: order.id)
        try transaction.cancelRequests(of: order.id)
        return ticket.id
    }
}
