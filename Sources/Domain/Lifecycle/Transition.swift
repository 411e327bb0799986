/// One row of docs/lifecycle.md, as data: the words that the document prints and the guard that deciding uses.
/// What is not in this table does not exist.
package struct Transition: Hashable, Sendable, Identifiable {
    /// What must hold of the ticket beside its label.
    package enum Requirement: Hashable, Sendable {
        case nothing
        case noActiveOrder
        /// An order on a ticket that is not closed: after that the job is read-only.
        case activeOrder
        case task
        case openTask
        /// From `to-do/offered` only where the offer asks for a quote.
        case quoteKindIfOffered
    }

    /// The cells of the row after its id, word for word.
    package struct Text: Hashable, Sendable {
        package let from: String
        package let act: String
        package let condition: String
        package let to: String
        package let effect: String

        init(_ from: String, _ act: String, if condition: String, to: String, and effect: String) {
            self.from = from
            self.act = act
            self.condition = condition
            self.to = to
            self.effect = effect
        }
    }

    package let id: ID
    package let from: Set<Label>
    package let requirement: Requirement
    package let text: Text

    init(_ id: ID, from: Set<Label>, needs requirement: Requirement = .nothing, text: Text) {
        self.id = id
        self.from = from
        self.requirement = requirement
        self.text = text
    }

    package func isPossible(in ticket: Ticket) -> Bool {
        guard from.contains(ticket.label) else { return false }
        return switch requirement {
        case .nothing: true
        case .noActiveOrder: ticket.activeOrder == nil
        case .activeOrder: ticket.activeOrder != nil && ticket.label != .closed
        case .task: !ticket.tasks.isEmpty
        case .openTask: !ticket.openTasks.isEmpty
        case .quoteKindIfOffered: ticket.label != .toDoOffered || ticket.kind == .quote
        }
    }
}

extension Transition {
    package enum ID: Int, Hashable, Sendable, CaseIterable {
        case t1 = 1
        case t2, t3, t4, t5, t6, t7, t8, t9, t10, t11, t12, t13, t14, t15, t16, t17, t18, t19, t20, t21, t22, t23, t24
        case t25, t26, t27, t28, t29, t30, t31, t32, t33, t34, t35, t36, t37, t38, t39, t40, t41, t42, t43, t44, t45
        case t46, t47, t48, t49, t50, t51, t52, t53, t54, t55

        package var name: String { "T\(rawValue)" }
    }

    /// The table, group by group, as the document has it.
    package static let groups: [(name: String, rows: [Transition])] = [
        ("Birth", birth),
        ("The owner's work", ownersWork),
        ("Offer and answer", offerAndAnswer),
        ("The visit", visit),
        ("Quote", quote),
        ("Waiting", waiting),
        ("The end", ending),
        ("At any time", anyTime),
    ]

    package static let all: [Transition] = groups.flatMap(\.rows)

    /// Rows stand in the order of their ids.
    package static subscript(id: ID) -> Transition { all[id.rawValue - 1] }

    /// The whole table in Markdown, spelled as docs/lifecycle.md spells it.
    package static func markdownTable() -> String {
        var lines = ["| id | from | who does what | if | to | and |", "|---|---|---|---|---|---|"]
        for group in groups {
            lines.append("| | **\(group.name)** | | | | |")
            for row in group.rows {
                let text = row.text
                let cells = [text.from, text.act, text.condition, text.to, text.effect]
                let spelled = cells.map { $0.isEmpty ? " " : $0 }.joined(separator: "|")
                lines.append("|\(row.id.name)|\(spelled)|")
            }
        }
        return lines.joined(separator: "\n")
    }
}

extension Label {
    package static let toDo: Set<Label> = [.toDoNew, .toDoOffered, .toDoDeclined, .toDoLapsed, .toDoReturned]
    package static let inProgress: Set<Label> = [.inProgressOwn, .dispatchConfirmed, .onSite, .incomplete, .toCheck]
    package static let waiting: Set<Label> = [
        .waitingInformation, .waitingUntil, .waitingQuote, .waitingDecision, .waitingParts, .waitingSplit, .waitingCase,
    ]
    /// Where there is still work to do: neither a draft nor over.
    package static let open: Set<Label> = toDo.union(inProgress).union(waiting)
    /// Every label that a ticket can have; `withdrawn` is only ever an order's.
    package static let any: Set<Label> = open.union([.draft, .resolved, .closed])

    package var isOpen: Bool { Self.open.contains(self) }
}
