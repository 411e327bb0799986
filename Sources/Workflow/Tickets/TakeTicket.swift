package import Domain
package import Store

/// T7, C13: a manager picks a ticket from the queue and owns it, or a program gives it to one.
package struct TakeTicket: Verb {
    package let ticket: TicketID
    package let manager: ManagerID
    package let origin: Origin

    /// Without `origin` the manager acts himself.
    package init(_ ticket: TicketID, manager: ManagerID, origin: Origin? = nil) {
        self.ticket = ticket
        self.manager = manager
        self.origin = origin ?? .manager(manager)
    }

    package func perform(in transaction: Transaction) throws -> TicketID {
        let (act, organization) = try transaction.act(origin)
        var ticket = try transaction.ticket(self.ticket, of: organization)
        guard let owner = try transaction.reader.manager(manager), owner.organization == organization.id,
            owner.role.mayDispatch
        else { throw Refusal.invalid([Problem(field: "manager", key: "choice.unknown")]) }
        try transaction.carryOut(.take(manager), on: &ticket, as: act)
        return ticket.id
    }
}
