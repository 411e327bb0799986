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
        var (act, ticket, order) = try transaction.act(origin, on: self.ticket, about: \.billedOrder)
        try transaction.carryOut(.acceptInvoice(order.id), on: &ticket, as: act)
        return ticket.id
    }
}
