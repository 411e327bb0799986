import Domain

/// Where the sample ticket may stand: every label that a manager sees, and what looks different within one.
extension DeskSamples {
    enum State: CaseIterable {
        case draft, new, offered, accepted, declined, resolved, late, quoted, expired, reported, invoiced
        case lapsed, returned, own, onSite, incomplete, parts, quoteAsked, waiting, deferred, closed

        /// Where the order stands; nil without one.
        var order: Order.Status? {
            switch self {
            case .draft, .new, .resolved, .own, .waiting, .deferred: nil
            case .offered: .offered
            case .declined: .declined
            case .lapsed: .lapsed
            case .returned: .withdrawn
            case .accepted, .late, .quoted, .expired, .quoteAsked: .accepted
            case .onSite: .onSite
            case .incomplete, .parts: .incomplete
            case .reported, .invoiced, .closed: .done
            }
        }
    }

    func phase(_ state: State) -> Phase {
        switch state {
        case .draft: .draft
        case .new, .offered, .declined, .lapsed, .returned: .toDo
        case .accepted, .late, .quoted, .expired, .reported, .invoiced, .own, .onSite, .incomplete, .parts,
            .quoteAsked:
            .inProgress
        case .waiting: .waiting(.moreInformation(until: now + .days(4), closeIfSilent: true))
        case .deferred: .waiting(.until(now + .days(30)))
        case .resolved: .resolved(.communicated)
        case .closed: .closed(.communicated)
        }
    }

    func order(_ state: State) -> Order? {
        guard let status = state.order else { return nil }
        var order = order
        order.status = status
        switch status {
        case .accepted, .onSite, .incomplete, .done: order.appointment = visit(state == .late ? -1 : 1)
        case .offered, .declined, .lapsed, .withdrawn: break
        }
        if state == .late { order.dateChanges = 3 }
        if state == .parts { order.awaitsParts = true }
        if state == .quoted || state == .expired { order.quote = quote(isOver: state == .expired) }
        if status == .done { order.completedAt = ago(5) }
        return order
    }

    func quote(isOver: Bool) -> Quote {
        var quote = Quote(
            id: QuoteID(55), amount: Money(amount: 52_000, currency: "EUR"),
            validUntil: isOver ? ago(60) : now + .days(20), status: isOver ? .expired : .pending)
        if !isOver { quote.approver = PersonID(45) }
        return quote
    }

    func tasks(_ state: State) -> [TicketTask] {
        let firm = TicketTask.Assignee.contractor(ContractorID(31))
        func task(_ id: Int64, _ kind: TicketTask.Kind, _ status: TicketTask.Status, _ due: Instant?) -> TicketTask {
            let isOurs = kind == .quoteDecision || (kind == .invoice && state == .invoiced)
            var task = TicketTask(
                id: TaskID(id), kind: kind, order: OrderID(51), assignee: isOurs ? .manager(ManagerID(3)) : firm,
                due: due)
            task.status = status
            task.endedAt = status == .open ? nil : ago(8)
            return task
        }
        switch state {
        case .draft, .new, .resolved, .own, .waiting, .deferred: return []
        case .offered: return [task(61, .answer, .open, now + .minutes(25))]
        case .declined: return [task(61, .answer, .done, now + .minutes(25))]
        case .lapsed: return [task(61, .answer, .open, ago(15))]
        case .returned: return [task(61, .answer, .done, nil), task(63, .completion, .cancelled, nil)]
        case .accepted, .late:
            return [
                task(61, .answer, .done, nil), task(62, .presence, .open, visit(state == .late ? -1 : 1).instant),
                task(63, .completion, .open, nil), task(64, .message, .cancelled, nil),
            ]
        case .onSite, .incomplete, .parts: return [task(62, .presence, .done, nil), task(63, .completion, .open, nil)]
        case .quoteAsked: return [task(67, .quote, .open, now + .days(2))]
        case .quoted, .expired: return [task(65, .quoteDecision, .open, now + .days(20))]
        case .reported, .invoiced: return [task(66, .invoice, .open, nil)]
        case .closed: return [task(63, .completion, .done, nil), task(66, .invoice, .done, nil)]
        }
    }
}
