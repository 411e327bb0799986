import Domain

extension TicketTask.Kind? {
    /// The last part of a key: what is asked for, or that something is.
    var owedName: String {
        guard let kind = self else { return "any" }
        return switch kind {
        case .quote: "quote"
        case .presence: "presence"
        case .completion: "completion"
        case .invoice: "invoice"
        case .message: "message"
        case .custom: "custom"
        case .answer, .quoteDecision: "any"
        }
    }
}
