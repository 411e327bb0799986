import Domain

extension TicketTask.Kind? {
    /// The last part of a key: what is asked for, or that something is.
    var owedName: String {
        guard let kind = self else { return "any" }
        return switch kind {
        case .quote, .presence, .completion, .invoice, .message, .custom: kind.name
        case .answer, .quoteDecision: "any"
        }
    }
}
