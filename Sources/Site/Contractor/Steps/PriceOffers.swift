import Domain
import Rendering

/// What is about money: the office's alone (E1).
extension StepOffers {
    /// Asked for, or of the contractor's own accord (T31).
    func quote() -> ExchangePage.StepForm? {
        guard isOffice, isPossible(.t31), order.status != .done else { return nil }
        let task = ticket.openTask(.quote, of: order.id)
        let isUndecided = ticket.openTask(.quoteDecision, of: order.id) != nil
        let isExpired = isUndecided && order.quote?.isExpired(at: now) == true
        guard !isUndecided || isExpired else { return nil }
        let isWanted = isExpired || (task != nil && !order.isUnanswered)
        let days = exchange.organization.rules.quoteValidDays
        let until = Appointment(now, in: ticket.timeZone).later(days: days).local.dateText
        var form = form(
            .quote, isWanted: isWanted,
            [
                StepField("amount", .amount(currency: exchange.currency)),
                StepField("validUntil", .date(earliest: today), value: until),
                StepField("note", .area(rows: 2), isOptional: true), files(),
            ])
        if isWanted { form.variant = isExpired ? "expired" : "asked" }
        let asked = task.flatMap { history.asked[$0.id] }.flatMap { $0.isEmpty ? nil : $0 }
        form.note = asked ?? history.quoteRefusal
        return form
    }

    /// The invoice that the contractor still owes (T41, B28).
    var owedInvoice: TicketTask? {
        ticket.openTask(.invoice, of: order.id).flatMap { task in
            if case .contractor = task.assignee { task } else { nil }
        }
    }

    /// Owed, or sent and not accepted yet: then a corrected one takes its place.
    func invoice() -> ExchangePage.StepForm? {
        guard isOffice, Transition[.t41].isPossible(in: ticket), order.status == .done, !history.isBillingOver else {
            return nil
        }
        var form = form(.invoice, isWanted: owedInvoice != nil, invoiceFields())
        form.set("date", to: today)
        if history.isInvoiceRejected {
            form.variant = "again"
            form.note = history.invoiceRejection
        } else if let asked = owedInvoice.flatMap({ history.asked[$0.id] }), !asked.isEmpty {
            form.note = asked
        } else if owedInvoice == nil, history.invoice != nil {
            form.variant = "corrected"
        }
        return form
    }

    func invoiceFields(isExtra: Bool = false) -> [StepField] {
        [
            StepField("number", .text(type: "text", mode: nil, autocomplete: "off"), isExtra: isExtra),
            StepField("date", .date(earliest: nil), label: "invoiceDate", isExtra: isExtra),
            StepField("total", .amount(currency: exchange.currency), isExtra: isExtra),
            files("invoiceFile", isSingle: true, isExtra: isExtra),
        ]
    }

    /// E10: once the work is done a higher price is asked for before it is billed; before that it is a quote.
    func limit() -> ExchangePage.StepForm? {
        guard isOffice, isPossible(.t53), order.status == .done, let limit = order.notToExceed, !history.isBillingOver
        else { return nil }
        var form = form(
            .limit, isWanted: owedInvoice != nil,
            [
                StepField("amount", .amount(currency: limit.currency)),
                StepField("note", .area(rows: 2), isOptional: true),
            ])
        form.isFolded = true
        form.arguments["limit"] = words.formats.money(limit)
        return form
    }
}
