package import Domain
package import Store

/// T42: no invoice is wanted, whether one came or not.
package struct WaiveInvoice: Verb {
    package let ticket: TicketID
    package let origin: Origin

    package init(_ ticket: TicketID, origin: Origin) {
        self.ticket = ticket
        self.origin = origin
    }

    package func perform(in transaction: Transaction) throws -> TicketID {
        var (act, ticket, order) = try transaction.act(origin, on: self.ticket, about: \.billedOrder)
        try transaction.carryOut(.waiveInvoice(order.id), on: &ticket, as: act)
        return ticket.id
    }
}
