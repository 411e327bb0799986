extension Deciding {
    /// T40. Whether a note or a mail is compulsory is a setting, and the verb's to check (C31).
    func resolve(
        _ resolution: Resolution, _ note: TextID?, _ feedbackUntil: Instant, _ taskID: TaskID
    ) throws(Refusal) -> [Change] {
        try checkMethod(resolution)
        try checkWorkIsOver()
        let done = ticket.activeOrder.flatMap { $0.status == .done ? $0 : nil }
        return [
            .resolved(
                resolution, note: note, feedbackUntil: feedbackUntil,
                invoiceTask: done.flatMap { owedInvoice(of: $0, taskID) })
        ]
    }

    /// The methods that a person may choose (C30); the others have rows of their own.
    func checkMethod(_ resolution: Resolution) throws(Refusal) {
        switch resolution {
        case .communicated, .noResponse, .rejected: return
        case .spam, .unknownAddress, .merged, .split: throw .notAllowed
        }
    }

    /// T44 and T52. Automated mail never changes a state (rule e); a reply after the window opens a new ticket (C42).
    func reopen(_ text: TextID?, _ isAutomated: Bool) throws(Refusal) -> [Change] {
        if isAutomated { return [] }
        if ticket.label == .closed {
            guard !actor.isContractor, actor != .clock else { throw .notAllowed }
            return [.reopened(reason: try reason(text))]
        }
        guard actor.isManager || isInFeedbackWindow else { throw notFromHere }
        return [.reopened(reason: text)]
    }

    var isInFeedbackWindow: Bool {
        guard case .resolved(let resolution) = ticket.phase, let until = ticket.feedbackUntil else { return false }
        // What is written to a merged ticket follows it to the other (T48).
        if case .merged = resolution { return false }
        return now < until
    }

    /// T45.
    func windowIsOver() throws(Refusal) -> [Change] {
        guard case .resolved(let resolution) = ticket.phase else { throw notFromHere }
        if let until = ticket.feedbackUntil, now < until { throw .notYet(until) }
        let open = ticket.openTasks
        return [open.isEmpty ? .closed(resolution) : .closingHeldBack(openTasks: open.map(\.id))]
    }

    /// T47: what was offered is taken back in the same act, with its tasks.
    func reject(_ note: TextID?, _ feedbackUntil: Instant) throws(Refusal) -> [Change] {
        let note = try reason(note)
        try checkWorkIsOver(besides: ticket.activeOrder?.id)
        let withdrawn = ticket.activeOrder.map { [taken($0, reason: note)] } ?? []
        return withdrawn + [.resolved(.rejected, note: note, feedbackUntil: feedbackUntil, invoiceTask: nil)]
    }

    /// T48. An offer without an answer, or only for a price, is withdrawn; a job that somebody does must end first.
    /// With an invoice still open the ticket is only resolved, for closing needs every task.
    func merge(_ target: TicketID, _ targetIsClosed: Bool) throws(Refusal) -> [Change] {
        guard !targetIsClosed, target != ticket.id else { throw .notAllowed }
        let offer = ticket.activeOrder.flatMap { $0.isUnanswered || ticket.asksForQuote($0.id) ? $0 : nil }
        try checkWorkIsOver(besides: offer?.id)
        let withdrawn = offer.map { [taken($0, reason: nil)] } ?? []
        let owesInvoice = ticket.openTasks.contains { !$0.kind.isWork && $0.order != offer?.id }
        let ended: Change =
            owesInvoice
            ? .resolved(.merged(into: target), note: nil, feedbackUntil: now, invoiceTask: nil)
            : .closed(.merged(into: target))
        return withdrawn + [ended]
    }
}
