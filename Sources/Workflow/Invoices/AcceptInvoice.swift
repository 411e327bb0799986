package import Domain
package import Store

/// T42: the invoice is in order.
package struct AcceptInvoice: Verb {
    package let ticket: TicketID
    package let origin: Origin

    package init(_ ticket: TicketID, origin: Origin) {
        self.ticket = ticket
        self.origin = origin
    }

    package func perform(in transaction: Transaction) throws -> TicketID {
        let (act, organization) = try transaction.act(origin)
        var ticket = try transaction.ticket(self.ticket, of: organization)
        guard let order = ticket.billedOrder else { throw Refusal.notFromHere(ticket.label) }
        try transaction.carryOut(.acceptInvoice(order.id), on: &ticket, as: act)
        return ticket.id
    }
}
