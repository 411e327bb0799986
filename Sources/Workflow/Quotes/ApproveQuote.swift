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
        try transaction.carryOut(
            .approveQuote(order.id, amount: amount, taskIDs: [transaction.newID(), transaction.newID()]), on: &ticket,
            as: act)
        if let order = ticket.order(order.id), order.status == .offered {
            try transaction.scheduleAnswer(order, of: ticket, organization: organization)
        }
        return ticket.id
    }
}
