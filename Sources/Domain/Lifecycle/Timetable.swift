/// One thing that the clock is to do to a ticket as it stands.
package struct ClockAct: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case presence, late, quoteExpiry, quoteReminder, completionReminder, invoiceRequest, invoiceReminder
        case messageReminder, waitOver, feedbackOver
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

    /// T22: asked at the agreed minute, late when nobody has answered a while after it.
    private func visitActs(_ order: Order, _ rules: OrganizationRules) -> [ClockAct] {
        guard order.status == .accepted, let agreed = order.appointment?.instant, label == .dispatchConfirmed else {
            return []
        }
        let late = ClockAct(.late, order: order.id, due: agreed + .minutes(Int64(rules.lateAfterMinutes)))
        return order.presenceAskedAt == nil ? [ClockAct(.presence, order: order.id, due: agreed), late] : [late]
    }

    /// What a contractor owes is asked for again, a few times and at growing distances.
    private func reminders(of task: TicketTask, _ rules: OrganizationRules) -> [ClockAct] {
        guard case .contractor = task.assignee, let id = task.order, let order = order(id) else { return [] }
        let (kind, from): (ClockAct.Kind, Instant?) =
            switch task.kind {
            case .quote where order.isUnanswered: (.quoteReminder, nil)
            case .quote: (.quoteReminder, task.due ?? order.answeredAt)
            case .completion: (.completionReminder, order.appointment?.instant ?? task.due)
            case .invoice: (.invoiceReminder, task.due ?? order.completedAt)
            case .message: (.messageReminder, task.due)
            case .answer, .presence, .quoteDecision, .custom: (.messageReminder, nil)
            }
        guard let from else { return [] }
        let hours = rules.owedReminderHours[priority] ?? []
        let ladder = hours.enumerated().map { step, hours in
            ClockAct(kind, order: id, due: from + .hours(Int64(hours)), step: step + 1)
        }
        guard task.kind == .invoice, task.due == nil else { return ladder }
        let ask = from + .minutes(Int64(rules.invoiceAskMinutes))
        return [ClockAct(.invoiceRequest, order: id, due: ask)] + ladder
    }
}
