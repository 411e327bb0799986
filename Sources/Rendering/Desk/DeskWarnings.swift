import Domain

/// What stands in red above a ticket: a visit that is late, a date that was changed too often.
struct DeskWarnings {
    let ticket: DeskTicket
    let acts: DeskActs
    let words: Words
    let now: Instant

    func context() -> [[String: Any]] { [late, changes].compactMap { $0 } }

    /// A25: what has no answer or nobody on site may be given to somebody else.
    private var late: [String: Any]? {
        guard let order = ticket.order, let visit = order.appointment, ticket.ticket.isLate(order, at: now) else {
            return nil
        }
        return warning(words("desk.warning.late", ["time": words.formats.dateTime(visit.local)]))
    }

    /// A26, AF3.
    private var changes: [String: Any]? {
        guard let order = ticket.order, order.isAwaited, order.isActive,
            order.dateChanges >= ticket.dateChangesBeforeWarning, order.dateChanges > 0
        else { return nil }
        return warning(words.count("desk.warning.changes", order.dateChanges))
    }

    private func warning(_ text: String) -> [String: Any] {
        let canReassign = acts.contains(.withdrawJob)
        return [
            "warningText": text, "warningHref": canReassign ? "#withdrawal" : false,
            "warningLink": words["desk.giveToAnother"],
        ]
    }
}
