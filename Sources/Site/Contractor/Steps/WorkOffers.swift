import Domain
import Rendering

/// The end of a visit: finished or not (T25, T26).
extension StepOffers {
    func completion() -> ExchangePage.StepForm? {
        guard isPossible(.t26), order.isAwaited || order.status == .onSite else { return nil }
        let rules = exchange.organization.rules
        let asked = ticket.openTask(.completion, of: order.id).flatMap { history.asked[$0.id] }
        let isWanted = order.status == .onSite || history.isSentBack || asked != nil
        var fields = [
            StepField("act", .fixed, value: "done"), StepField("report", .area(rows: 3), isOptional: true), files(),
        ]
        if rules.wantsSignature {
            fields += [
                StepField("signature", .signature),
                StepField("signedBy", .text(type: "text", mode: nil, autocomplete: "off")),
            ]
        }
        if order.status == .onSite { fields += place() }
        // A job that was billed already is not billed again with its corrected report.
        if isOffice, owedInvoice != nil || !history.isBilled { fields += invoiceFields(isExtra: true) }
        var form = form(.completion, isWanted: isWanted, fields)
        form.note = history.sentBackNote ?? asked.flatMap { $0.isEmpty ? nil : $0 }
        if history.isSentBack { form.variant = "again" }
        return form
    }

    func departure() -> ExchangePage.StepForm? {
        guard isPossible(.t25), order.status == .onSite else { return nil }
        let outcomes = [VisitOutcome.returnVisit, .parts, .authorization].map { StepField.Option($0.rawValue) }
        var fields = [StepField("act", .fixed, value: "left"), StepField("outcome", .pills(outcomes))]
        // Dates are the office's (E1).
        if isOffice {
            fields += [
                StepField("date", .date(earliest: today), label: "nextDate", isOptional: true),
                StepField("time", .time, label: "nextTime", isOptional: true),
            ]
        }
        fields += [StepField("note", .area(rows: 2), isOptional: true), files()] + place()
        var form = form(.departure, isWanted: true, fields)
        form.isFolded = true
        return form
    }
}
