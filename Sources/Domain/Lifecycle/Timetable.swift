/// One thing that the clock is to do to a ticket as it stands.
package struct ClockAct: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case presence, late, quoteExpiry, quoteReminder, completionReminder, invoiceRequest, invoiceReminder
        case visitReminder, messageReminder, waitOver, feedbackOver

        /// Whether it is of use at its own moment only: what would have been due before it was set is not made up for.
        package var passes: Bool {
            switch self {
            case .presence, .quoteReminder, .completionReminder, .invoiceReminder, .visitReminder, .messageReminder:
                true
            case .late, .quoteExpiry, .invoiceRequest, .waitOver, .feedbackOver: false
            }
        }
    }

    package let kind: Kind
    package let order: OrderID?
    package let due: Instant
    /// Which of several of its kind: the first reminder, the second.
    package let step: Int

    package init(_ kind: Kind, order: OrderID?, due: Instant, step: Int = 0) {
        self.kind = kind
        self.order = order
        self.due = due
        self.step = step
    }
}

extension Ticket {
    /// What the clock has to do, as it follows from the ticket as it stands (T22, T34, T37, T39, T45, and reminders of
    /// what is owed). Offers have timers of their own, for these move with every offer (T15).
    package func timetable(_ rules: OrganizationRules) -> [ClockAct] {
        var acts: [ClockAct] = []
        for order in orders where !phase.isEnded && order.isActive {
            acts += visitActs(order, rules)
            if let quote = order.quote, quote.status == .pending, let until = quote.validUntil {
                acts.append(ClockAct(.quoteExpiry, order: order.id, due: until))
            }
        }
        for task in openTasks { acts += reminders(of: task, rules) }
        switch phase {
        case .waiting(.moreInformation(let until, _)), .waiting(.until(let until)):
            acts.append(ClockAct(.waitOver, order: nil, due: until))
        case .resolved:
            if let feedbackUntil { acts.append(ClockAct(.feedbackOver, order: nil, due: feedbackUntil)) }
        case .waiting(.split), .waiting(.caseStarted), .draft, .toDo, .inProgress, .closed: break
        }
        return acts
    }

    /// T22: asked at the agreed minute, late when nobody has answered a while after it; a return visit as the first.
    private func visitActs(_ order: Order, _ rules: OrganizationRules) -> [ClockAct] {
        guard order.isAwaited, let agreed = order.appointment?.instant, label.expectsVisit else { return [] }
        let question = order.presenceAskedAt == nil ? [ClockAct(.presence, order: order.id, due: agreed)] : []
        let late = ClockAct(.late, order: order.id, due: agreed + .minutes(Int64(rules.lateAfterMinutes)))
        return question + [late] + confirmation(of: order, before: agreed, rules)
    }

    /// T21: a date that the manager set is asked for again while it is to come, also where it comes soon.
    private func confirmation(of order: Order, before visit: Instant, _ rules: OrganizationRules) -> [ClockAct] {
        guard order.awaitsConfirmation, let moved = order.movedAt, moved < visit else { return [] }
        let ladder = (rules.owedReminderHours[priority] ?? []).map { moved + .hours(Int64($0)) }.filter { $0 < visit }
        let moments = ladder.isEmpty ? [moved + (visit - moved) * 0.5] : ladder
        return moments.enumerated().map { ClockAct(.visitReminder, order: order.id, due: $1, step: $0 + 1) }
    }

    /// What a contractor owes is asked for again, a few times and at growing distances.
    private func reminders(of task: TicketTask, _ rules: OrganizationRules) -> [ClockAct] {
        guard case .contractor = task.assignee, let id = task.order, let order = order(id),
            let (kind, from) = reminding(of: task, order)
        else { return [] }
        let hours = rules.owedReminderHours[priority] ?? []
        let ladder = hours.enumerated().map { step, hours in
            ClockAct(kind, order: id, due: from + .hours(Int64(hours)), step: step + 1)
        }
        guard isUnaskedInvoice(task) else { return ladder }
        let ask = from + .minutes(Int64(rules.invoiceAskMinutes))
        return [ClockAct(.invoiceRequest, order: id, due: ask)] + ladder
    }

    /// What reminds of a task, and from when its hours count. Nil where nothing does: an offer has timers of its own,
    /// and nobody is reminded of what his page has no button for.
    private func reminding(of task: TicketTask, _ order: Order) -> (ClockAct.Kind, Instant)? {
        switch task.kind {
        case .quote:
            guard label(for: order) == .waitingQuote, let from = task.due ?? task.owedSince ?? order.answeredAt else {
                return nil
            }
            // A request that was answered after its time is not owed before the answer.
            return (.quoteReminder, max(from, order.answeredAt ?? from))
        case .completion:
            guard Transition[.t26].isPossible(in: self) else { return nil }
            return reportDue(task, order).map { (.completionReminder, $0) }
        case .invoice:
            guard Transition[.t41].isPossible(in: self), let done = order.completedAt else { return nil }
            return (.invoiceReminder, max(task.due ?? task.owedSince ?? done, done))
        case .message: return task.due.map { (.messageReminder, $0) }
        case .answer, .presence, .quoteDecision, .custom: return nil
        }
    }

    /// A report is due at the visit, or when somebody said; without either only from who was there already, and does
    /// not wait for parts.
    private func reportDue(_ task: TicketTask, _ order: Order) -> Instant? {
        let said = [order.appointment?.instant, task.due].compactMap(\.self).max()
        let isOpen = order.status == .accepted || order.awaitsParts
        guard let from = said ?? (isOpen ? nil : task.owedSince) else { return nil }
        return max(from, task.owedSince ?? from)
    }

    /// The invoice that is owed with the report nobody has asked for yet (B28). One that was rejected, or is wanted
    /// anew, was asked for in the same breath.
    private func isUnaskedInvoice(_ task: TicketTask) -> Bool {
        guard task.kind == .invoice, task.due == nil else { return false }
        return tasks.first { $0.kind == .invoice && $0.order == task.order }?.id == task.id
    }
}
