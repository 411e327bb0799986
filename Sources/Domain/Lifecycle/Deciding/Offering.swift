extension Deciding {
    /// T10. The offerer of an unowned ticket owns it (T7). Who let an earlier offer lapse is told that it is over,
    /// but for the firm that is asked once more: its new offer replaces the old.
    func offer(
        _ order: Order, _ taskID: TaskID, _ isReachable: Bool, _ manager: ManagerID?
    ) throws(Refusal) -> [Change] {
        guard isReachable else { throw .unreachable }
        var changes: [Change] = []
        if let lapsed = ticket.activeOrder, lapsed.contractor != order.contractor {
            changes.append(.offerWithdrawn(lapsed.id, reason: nil))
        }
        if ticket.owner == nil, let manager { changes.append(.taken(by: manager)) }
        let task = TicketTask(
            id: taskID, kind: ticket.kind == .quote ? .quote : .answer, order: order.id,
            assignee: .contractor(order.contractor), due: order.answerBy)
        return changes + [.offered(order, task: task)]
    }

    /// T11, and T30 where a price was asked for. Without a date of its own the answer means the printed one (rule 4),
    /// unless that has passed (P42). That the form has a date is the form's to check (B13).
    func accept(
        _ id: OrderID, _ contact: ContactID, _ date: Appointment?, _ comment: TextID?, _ taskIDs: [TaskID]
    ) throws(Refusal) -> [Change] {
        let order = try order(id, where: \.isUnanswered)
        if ticket.asksForQuote(id) {
            let wanted = Change.quoteWanted(id, appointment: date, task: nil)
            guard let comment else { return [wanted] }
            // The answer comes last: it, and not its comment, is why the ticket stands in the Inbox.
            return [.messageWritten(comment, attachments: [], order: id, isInternal: false), wanted]
        }
        let printed = order.scheduledAt.flatMap { $0.instant > now ? $0 : nil }
        let agreed = date ?? printed
        return [
            .accepted(
                id, by: contact, appointment: agreed, comment: comment,
                tasks: visitTasks(of: order, at: agreed, ids: taskIDs))
        ]
    }

    /// What an agreed visit owes: presence and completion, in the order of `ids`.
    func visitTasks(of order: Order, at agreed: Appointment?, ids: [TaskID]) -> [TicketTask] {
        let owed: [(TicketTask.Kind, Instant?)] = [(.presence, agreed?.instant), (.completion, nil)]
        return zip(ids, owed).map { id, task in
            TicketTask(id: id, kind: task.0, order: order.id, assignee: .contractor(order.contractor), due: task.1)
        }
    }

    /// T12.
    func decline(
        _ id: OrderID, _ contact: ContactID, _ key: String?, _ reason: TextID?
    ) throws(Refusal) -> [Change] {
        _ = try order(id, where: \.isUnanswered)
        return [.declined(id, by: contact, reasonKey: key, reason: reason)]
    }

    /// T13: within ten minutes, by the same contact, and only if nobody has acted on it since.
    func undoAnswer(_ id: OrderID, _ contact: ContactID, _ taskID: TaskID) throws(Refusal) -> [Change] {
        let order = try order(id)
        guard let answeredAt = order.answeredAt else { throw notFromHere }
        guard order.answeredBy == contact else { throw .notAllowed }
        guard now <= answeredAt + Order.undoWindow, order.answerVersion == ticket.version else { throw .undoTooLate }
        let task = TicketTask(
            id: taskID, kind: ticket.asksForQuote(id) ? .quote : .answer, order: id,
            assignee: .contractor(order.contractor), due: order.answerBy)
        return [.answerUndone(id, task: task)]
    }

    /// T14.
    func notUnderstood(_ id: OrderID, _ text: TextID) throws(Refusal) -> [Change] {
        _ = try order(id, where: \.isUnanswered)
        return [.notUnderstood(id, text: text)]
    }

    /// T15, before the deadline, and T21, before the visit.
    func remind(_ id: OrderID) throws(Refusal) -> [Change] {
        _ = try order(id) { $0.status == .offered || ($0.isAwaited && $0.awaitsConfirmation) }
        return [.reminded(id)]
    }

    /// T15, at the deadline. The order stays active: its link still answers.
    func lapse(_ id: OrderID) throws(Refusal) -> [Change] {
        let order = try order(id) { $0.status == .offered && $0.answerBy != nil }
        if let answerBy = order.answerBy, now < answerBy { throw .notYet(answerBy) }
        return [.lapsed(id)]
    }

    /// T16 and T17.
    func withdraw(_ id: OrderID, _ reason: TextID?) throws(Refusal) -> [Change] {
        let order = try order(id, where: \.isActive)
        return [taken(order, reason: try self.reason(reason))]
    }

    /// How an order is taken from its contractor: an offer that nobody answered, or a job.
    func taken(_ order: Order, reason: TextID?) -> Change {
        order.isUnanswered ? .offerWithdrawn(order.id, reason: reason) : .jobWithdrawn(order.id, reason: reason)
    }

    /// T18.
    func giveBack(_ id: OrderID, _ reason: TextID?) throws(Refusal) -> [Change] {
        _ = try order(id, where: \.isAwaited)
        return [.givenBack(id, reason: try self.reason(reason))]
    }

    /// T19. Allowed countries and the daily number are the verb's to check.
    func passOn(_ id: OrderID, _ technician: ContactID) throws(Refusal) -> [Change] {
        _ = try order(id, where: \.isActive)
        return [.passedOn(id, to: technician)]
    }

    /// T19.
    func takeBack(_ id: OrderID) throws(Refusal) -> [Change] {
        guard let technician = try order(id, where: \.isActive).technician else { throw .notFound }
        return [.takenBack(id, from: technician)]
    }
}

extension Order {
    /// How long after an answer its giver may take it back (T13).
    package static let undoWindow = Span.minutes(10)
}
