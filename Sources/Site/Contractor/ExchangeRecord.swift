import Domain
import Rendering
import Store

/// What was sent and told so far, with what became of it.
extension ExchangeModel {
    func record(_ history: StepHistory) -> ExchangePage.Record {
        var record = ExchangePage.Record()
        record.report = history.report.map { report($0, signature: history.signature) }
        guard exchange.isOffice else { return record }
        record.quote = history.quote.flatMap { quote($0, history) }
        record.invoice = history.invoice.flatMap { billed($0, history) }
        record.isBillingOver = history.isBillingOver
        record.limitAsked = history.limitAsked
        return record
    }

    /// What the manager asked and is still open: it is answered by a message (T28).
    func questions(_ history: StepHistory) -> [String] {
        exchange.ticket.openTasks.filter { $0.kind == .message && $0.order == exchange.order.id }
            .compactMap { history.asked[$0.id] }.filter { !$0.isEmpty }
    }

    private func quote(_ entry: TimelineEntry, _ history: StepHistory) -> ExchangePage.Quoted? {
        guard case .quoted(_, let sent, _, _, _) = entry.event.change else { return nil }
        let now = exchange.order.quote
        var quote = ExchangePage.Quoted(
            amount: sent.amount, validUntil: sent.validUntil,
            fate: now?.id == sent.id ? now?.status ?? .pending : .pending)
        quote.reason = history.quoteRefusal
        quote.files = files(of: entry)
        return quote
    }

    private func report(_ entry: TimelineEntry, signature: TimelineEntry?) -> ExchangePage.Report {
        var report = ExchangePage.Report(
            by: entry.actorName, at: entry.event.at, text: entry.texts.values.first { !$0.isEmpty })
        report.files = files(of: entry) + (signature.map { files(of: $0) } ?? [])
        if let signature { report.signedBy = signature.texts.values.first ?? "" }
        return report
    }

    private func billed(_ entry: TimelineEntry, _ history: StepHistory) -> ExchangePage.Billed? {
        guard case .invoiced(_, let invoice, _, _) = entry.event.change else { return nil }
        let fate: ExchangePage.Billed.Fate =
            history.isInvoiceRejected
            ? .rejected : history.isInvoiceAccepted ? .accepted : history.isInvoiceWaived ? .waived : .sent
        var billed = ExchangePage.Billed(invoice, fate: fate)
        billed.reason = history.invoiceRejection
        billed.files = files(of: entry)
        return billed
    }
}
