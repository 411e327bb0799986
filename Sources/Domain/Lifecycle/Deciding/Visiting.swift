extension Deciding {
    /// T20. A reason note is compulsory (A21), but not for the first date, nor to confirm the manager's (T21).
    func changeDate(
        _ id: OrderID, _ date: Appointment, _ note: TextID?, _ told: ManagerID?, _ files: [AttachmentID]
    ) throws(Refusal) -> [Change] {
        let order = try order(id, where: \.isAwaited)
        let confirms = order.awaitsConfirmation && order.appointment == date
        if order.appointment != nil, !confirms { _ = try reason(note) }
        return [.dateChanged(id, to: date, note: note, told: told, attachments: files)]
    }

    /// T21.
    func moveVisit(_ id: OrderID, _ date: Appointment, _ note: TextID?) throws(Refusal) -> [Change] {
        _ = try order(id, where: \.isAwaited)
        return [.visitMoved(id, to: date, note: note)]
    }

    /// T22: asked once for each agreed date, that of a return visit too.
    func askPresence(_ id: OrderID) throws(Refusal) -> [Change] {
        let order = try order(id) { $0.isAwaited && $0.presenceAskedAt == nil && $0.appointment != nil }
        if let agreed = order.appointment, now < agreed.instant { throw .notYet(agreed.instant) }
        return [.presenceAsked(id)]
    }

    /// T22: nobody answered the presence question. How long silence may last is the timer's to know.
    func markLate(_ id: OrderID) throws(Refusal) -> [Change] {
        let order = try order(id) { $0.isAwaited && $0.appointment != nil }
        if let agreed = order.appointment, now < agreed.instant { throw .notYet(agreed.instant) }
        return [.late(id)]
    }

    /// T23.
    func arrive(_ id: OrderID, _ tolerance: Span) throws(Refusal) -> [Change] {
        let order = try order(id, where: \.isAwaited)
        if let earliest = order.appointment.map({ $0.instant - tolerance }), now < earliest { throw .notYet(earliest) }
        return [.arrived(id)]
    }

    /// T24. Another day is another date (T20), with its note and its count (A21, A26), and the office's to say (E1).
    /// Who cannot come at all gives the job back (T18).
    func announceDelay(_ id: OrderID, _ until: Appointment) throws(Refusal) -> [Change] {
        guard let agreed = try order(id, where: \.isAwaited).appointment else { throw .appointmentMissing }
        guard until.instant > agreed.instant else {
            throw .invalid([Problem(field: "time", key: "delay.notLater", arguments: ["time": agreed.local.timeText])])
        }
        guard agreed.mayBeDelayed(to: until) else { throw .invalid([Problem(field: "date", key: "delay.otherDay")]) }
        return [.delayed(id, until: until)]
    }

    /// T25; a missing authorization asks for a quote (T30).
    func leaveIncomplete(
        _ id: OrderID, _ outcome: VisitOutcome, _ next: Appointment?, _ note: TextID?, _ taskID: TaskID
    ) throws(Refusal) -> [Change] {
        let order = try order(id) { $0.status == .onSite }
        let left = Change.leftIncomplete(id, outcome, next: next, note: note)
        switch outcome {
        case .returnVisit, .parts: return [left]
        case .authorization:
            return [left, .quoteWanted(id, appointment: nil, task: quoteTask(of: order, taskID, due: nil))]
        }
    }

    /// T26. An invoice is owed unless it comes with the report (B27) or was asked for already (B28).
    func complete(
        _ id: OrderID, _ report: TextID?, _ files: [AttachmentID], _ withInvoice: Bool, _ taskID: TaskID
    ) throws(Refusal) -> [Change] {
        let order = try order(id) { $0.isAwaited || $0.status == .onSite }
        let task = withInvoice ? nil : owedInvoice(of: order, taskID)
        return [.completed(id, report: report, attachments: files, invoiceTask: task)]
    }

    /// T27.
    func sendBack(_ id: OrderID, _ note: TextID?, _ taskID: TaskID) throws(Refusal) -> [Change] {
        let order = try order(id) { $0.status == .done }
        let task = TicketTask(
            id: taskID, kind: .completion, order: id, assignee: .contractor(order.contractor), due: nil)
        return [.sentBack(id, note: try reason(note), task: task)]
    }

    /// T28, and T30 for a quote. What is asked for already is only asked for again.
    func ask(_ kind: TicketTask.Kind, _ text: TextID?, _ due: Instant?, _ taskID: TaskID) throws(Refusal) -> [Change] {
        guard let order = ticket.activeOrder else { throw notFromHere }
        switch kind {
        case .quote where ticket.openTask(.quote, of: order.id) == nil || order.isUnanswered:
            return try wantQuote(order.id, nil, taskID, due)
        // Only what his page has a button for.
        case .presence: guard Transition[.t23].isPossible(in: ticket), order.isAwaited else { throw notFromHere }
        case .completion: guard Transition[.t26].isPossible(in: ticket) else { throw notFromHere }
        case .quote: break
        case .invoice, .message: break
        case .answer, .quoteDecision, .custom: throw .notAllowed
        }
        if let open = ticket.openTask(kind, of: order.id) { return [.askedAgain(open.id, text: text)] }
        let task = TicketTask(
            id: taskID, kind: kind, order: order.id, assignee: .contractor(order.contractor), due: due)
        return [.asked(task, text: text)]
    }

    /// T29. An answer or a decision is not an ask: the offer is withdrawn, the quote refused.
    func cancelAsk(_ id: TaskID) throws(Refusal) -> [Change] {
        guard let task = ticket.openTasks.first(where: { $0.id == id }) else { throw .notFound }
        switch task.kind {
        case .presence, .completion, .invoice, .message: return [.askCancelled(id)]
        case .quote:
            guard ticket.kind == .order else { throw .notAllowed }
            return [.askCancelled(id)]
        case .answer, .quoteDecision, .custom: throw .notAllowed
        }
    }

    /// What the contractor owes; an offer has reminders of its own (T15), and a manager sees his tasks at the desk.
    func remindTask(_ id: TaskID) throws(Refusal) -> [Change] {
        guard let task = ticket.openTasks.first(where: { $0.id == id }) else { throw .notFound }
        guard case .contractor = task.assignee, task.kind != .answer else { throw .notAllowed }
        return [.taskReminded(id, order: task.order)]
    }

    func owedInvoice(of order: Order, _ taskID: TaskID) -> TicketTask? {
        let known = ticket.tasks.contains { $0.kind == .invoice && $0.order == order.id && $0.status != .cancelled }
        guard !known, order.invoiceWaivedAt == nil else { return nil }
        return TicketTask(
            id: taskID, kind: .invoice, order: order.id, assignee: .contractor(order.contractor), due: nil)
    }
}
