/// Something that somebody owes: the third of the three things stored. Named `TicketTask` because Swift's own `Task`
/// is in every file.
package struct TicketTask: Hashable, Sendable, Codable {
    package enum Kind: Hashable, Sendable, Codable {
        case answer, quote, quoteDecision, presence, completion, invoice, message
        case custom(title: TextID)

        /// As the store keeps it and the API says it: it never changes.
        package var name: String {
            switch self {
            case .answer: "answer"
            case .quote: "quote"
            case .quoteDecision: "quoteDecision"
            case .presence: "presence"
            case .completion: "completion"
            case .invoice: "invoice"
            case .message: "message"
            case .custom: "custom"
            }
        }

        /// What a task that somebody made up is called.
        package var title: TextID? {
            switch self {
            case .custom(let title): title
            case .answer, .quote, .quoteDecision, .presence, .completion, .invoice, .message: nil
            }
        }

        /// Work tasks must be over before a ticket is resolved; all tasks before it is closed.
        package var isWork: Bool {
            switch self {
            case .invoice: false
            case .answer, .quote, .quoteDecision, .presence, .completion, .message, .custom: true
            }
        }
    }

    package enum Status: String, Hashable, Sendable, Codable { case open, done, cancelled }

    package enum Assignee: Hashable, Sendable, Codable {
        case manager(ManagerID?)
        case contractor(ContractorID)
    }

    package let id: TaskID
    package let kind: Kind
    /// The order that it belongs to, if it is a contractor's or about one.
    package let order: OrderID?
    package var status: Status
    package var assignee: Assignee
    package var due: Instant?
    /// Since when it is owed, where reminders count from without a due time: its birth, and for a report the visit that
    /// it is about. Set by `evolve`.
    package var owedSince: Instant?
    package var endedAt: Instant?

    package init(id: TaskID, kind: Kind, order: OrderID?, assignee: Assignee, due: Instant?) {
        self.id = id
        self.kind = kind
        self.order = order
        self.assignee = assignee
        self.due = due
        status = .open
    }
}
