package import Domain
package import Store

/// T7, C13: a manager picks a ticket from the queue and owns it.
package struct TakeTicket: Verb {
    package let ticket: TicketID
    package let manager: ManagerID

    package init(_ ticket: TicketID, manager: ManagerID) {
        self.ticket = ticket
        self.manager = manager
    }

    package func perform(in transaction: Transaction) throws -> TicketID {
        let (act, organization) = try transaction.act(.manager(manager))
        var ticket = try transaction.ticket(self.ticket, of: organization)
        try transaction.carryOut(.take(manager), on: &ticket, as: act)
        return ticket.id
    }
}
