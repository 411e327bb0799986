package import Domain
package import Store

/// T43: with the reason; it is asked for again, and its number is free.
package struct RejectInvoice: Verb {
    package let ticket: TicketID
    package let reason: String
    package let origin: Origin

    package init(_ ticket: TicketID, reason: String, origin: Origin) {
        self.ticket = ticket
        self.reason = reason
        self.origin = origin
    }

    package func perform(in transaction: Transaction) throws -> TicketID {
        var (act, ticket, order) = try transaction.act(origin, on: self.ticket, about: \.billedOrder)
        let reason = try transaction.text(ofOptional: reason)
        try transaction.carryOut(
            .rejectInvoice(order.id, reason: reason, taskID: transaction.newID()), on: &ticket, as: act)
        try transaction.forgetInvoice(of: order.id)
        return ticket.id
    }
}
