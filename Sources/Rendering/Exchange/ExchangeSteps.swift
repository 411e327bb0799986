import Domain

/// Where the job stands, as the five steps that the top of the page shows; a quote has steps of its own (B31).
struct ExchangeSteps {
    let keys: [String]
    /// Index of the step that is wanted now; past the end when all is done; nil when the job left this contractor.
    let current: Int?

    init(_ page: ExchangePage) {
        let isQuote = page.kind == .quote
        keys =
            isQuote
            ? ["request", "quote", "decision", "onSite", "invoice"]
            : ["request", "appointment", "onSite", "done", "invoice"]
        switch page.label {
        case .draft, .toDoNew, .inProgressOwn: current = 0
        case .toDoOffered, .toDoLapsed: current = isQuote && page.isQuoteApproved ? 3 : 0
        case .toDoDeclined, .toDoReturned, .withdrawn: current = nil
        case .waitingQuote: current = isQuote ? 1 : Self.work(page.status)
        case .waitingDecision: current = isQuote ? 2 : Self.work(page.status)
        case .dispatchConfirmed, .waitingInformation, .waitingUntil, .waitingSplit, .waitingCase:
            current = isQuote ? 3 : Self.work(page.status)
        case .onSite, .incomplete, .waitingParts: current = isQuote ? 3 : 2
        case .toCheck: current = isQuote || page.record.invoice != nil || page.record.isBillingOver ? 4 : 3
        case .resolved: current = page.record.isBillingOver ? 5 : 4
        case .closed: current = 5
        }
    }

    /// Where the work stands while a price or an answer is waited for.
    private static func work(_ status: Order.Status?) -> Int {
        switch status {
        case .offered, .lapsed, .declined, .withdrawn: 0
        case .accepted, nil: 1
        case .onSite, .incomplete: 2
        case .done: 3
        }
    }

    func context(_ words: Words) -> [[String: Any]] {
        guard let current else { return [] }
        return keys.enumerated().map { index, key in
            let state = index < current ? "done" : index == current ? "now" : "next"
            return [
                "step": words["exchange.step.\(key)"], "class": state, "isNow": state == "now",
                "isDone": state == "done",
            ]
        }
    }
}
