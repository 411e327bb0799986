package import Domain
package import Store

/// T41: the invoice; what does not fit is named at once (E10).
package struct SendInvoice: Verb {
    package let link: LinkID
    package let invoice: InvoiceForm

    package init(link: LinkID, invoice: InvoiceForm) {
        self.link = link
        self.invoice = invoice
    }

    package func perform(in transaction: Transaction) throws -> StepOutcome {
        // Whoever lost a job may still bill an agreed call-out (T17).
        var (link, ticket) = try transaction.open(link)
        guard link.record.scope == .office else { throw Refusal.notAllowed }
        try invoice.send(for: link.order.id, on: &ticket, as: link, in: transaction)
        return try transaction.outcome(.invoiced, of: ticket)
    }
}
