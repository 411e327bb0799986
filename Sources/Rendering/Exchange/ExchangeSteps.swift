import Domain

/// Where the job stands, as the five steps that the top of the page shows; a quote has steps of its own (B31).
struct ExchangeSteps {
    let keys: [String]
    /// Index of the step that is wanted now; past the end when all is done; nil when the job left this contractor.
    let current: Int?

    init(_ label: Label, kind: TicketKind) {
        let isQuote = kind == .quote
        keys =
            isQuote
            ? ["request", "quote", "decision", "onSite", "invoice"]
            : ["request", "appointment", "onSite", "done", "invoice"]
        switch label {
        case .draft, .toDoNew, .toDoOffered, .toDoLapsed, .inProgressOwn: current = 0
        case .toDoDeclined, .toDoReturned, .withdrawn: current = nil
        case .waitingQuote: current = isQuote ? 1 : 0
        case .waitingDecision: current = isQuote ? 2 : 0
        case .dispatchConfirmed, .waitingInformation, .waitingUntil, .waitingSplit, .waitingCase:
            current = isQuote ? 3 : 1
        case .onSite, .incomplete, .waitingParts: current = isQuote ? 3 : 2
        case .toCheck: current = isQuote ? 4 : 3
        case .resolved: current = 4
        case .closed: current = 5
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
