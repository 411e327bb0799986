package import Domain
package import Store

/// T29: what was asked for is not wanted any more.
package struct CancelAsk: Verb {
    package let ticket: TicketID
    package let task: TaskID
    package let origin: Origin

    package init(_ ticket: TicketID, task: TaskID, origin: Origin) {
        self.ticket = ticket
        self.task = task
        self.origin = origin
    }

    package func perform(in transaction: Transaction) throws -> TicketID {
        let (act, organization) = try transaction.act(origin)
        var ticket = try transaction.ticket(self.ticket, of: organization)
        try transaction.carryOut(.cancelAsk(task), on: &ticket, as: act)
        return ticket.id
    }
}
