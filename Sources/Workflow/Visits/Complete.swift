package import Domain
package import Store

/// T26: the work is finished, with photos as proofs (B26), the occupant's signature where it is wanted (E9), and the
/// invoice if it is ready (B27).
package struct Complete: Verb {
    package let link: LinkID
    package let report: String?
    package let files: [ReceivedFile]
    package let signature: ReceivedFile?
    package let signedBy: String?
    package let invoice: InvoiceForm?
    package let place: PlaceShare?

    package init(
        link: LinkID, report: String?, files: [ReceivedFile], signature: ReceivedFile?, signedBy: String?,
        invoice: InvoiceForm?, place: PlaceShare? = nil
    ) {
        self.link = link
        self.report = report
        self.files = files
        self.signature = signature
        self.signedBy = signedBy
        self.invoice = invoice
        self.place = place
    }

    package func perform(in transaction: Transaction) throws -> StepOutcome {
        var (link, ticket) = try transaction.openAnswerable(link, by: [.office, .technician])
        guard invoice == nil || link.record.scope == .office else { throw Refusal.notAllowed }
        let (order, rules) = (link.order.id, link.organization.rules)
        let isSigned = signature != nil || !(signedBy ?? "").isEmpty
        var problems: [Problem] = []
        if rules.needsProofs, files.isEmpty { problems.append(Problem(field: "files", key: "proofs.missing")) }
        if rules.wantsSignature, !isSigned { problems.append(Problem(field: "signedBy", key: "signature.missing")) }
        guard problems.isEmpty else { throw Refusal.invalid(problems) }
        let attachments = try transaction.attach(files, to: ticket, order: order)
        let report = try transaction.text(ofOptional: report)
        try transaction.carryOut(
            .complete(
                order, report: report, attachments: attachments, withInvoice: invoice != nil,
                taskID: transaction.newID()),
            on: &ticket, as: link.act)
        if isSigned {
            let drawn = try transaction.attach([signature].compactMap(\.self), to: ticket, order: order)
            let name = try transaction.text(ofOptional: signedBy)
            try transaction.record([.signed(order, by: name, attachments: drawn)], on: &ticket, as: link.act)
        }
        let isPlaced = try transaction.share(place, on: &ticket, as: link)
        try invoice?.send(for: order, on: &ticket, as: link, in: transaction)
        return try transaction.outcome(.completed, of: ticket, isPlaced: isPlaced)
    }
}
