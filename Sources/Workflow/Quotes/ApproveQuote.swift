package import Domain
package import Store

/// T32: the quote becomes the limit. With a date the job goes on; without one the same firm is asked for a date.
package struct ApproveQuote: Verb {
    package let ticket: TicketID
    /// What a quote that is only a file comes to; nil where the quote names its amount.
    package let amount: Money?
    package let origin: Origin

    package init(_ ticket: TicketID, amount: Money? = nil, origin: Origin) {
        self.ticket = ticket
        self.amount = amount
        self.origin = origin
    }

    package func perform(in transaction: Transaction) throws -> TicketID {
        let (act, organization) = try transaction.act(origin)
        var ticket = try transaction.ticket(self.ticket, of: organization)
        guard let order = ticket.activeOrder else { throw Refusal.notFromHere(ticket.label) }
        try transaction.approveQuote(of: order.id, amount: amount, on: &ticket, as: act, organization: organization)
        return ticket.id
    }
}

extension Transaction {
    /// By a manager or by whoever he named (T32).
    func approveQuote(
        of order: OrderID, amount: Money?, on ticket: inout Ticket, as act: Act, organization: Organization
    ) throws {
        try carryOut(.approveQuote(order, amount: amount, taskIDs: [newID(), newID()]), on: &ticket, as: act)
        if let order = ticket.order(order), order.status == .offered {
            try scheduleAnswer(order, of: ticket, organization: organization)
        }
    }
}
