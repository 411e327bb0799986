// The visit, and what is asked for.
extension NoticeRules {
    /// The manager whom the contractor chose, and no other; else the owner (A23, A24).
    func dateChanged(_ order: OrderID, told: ManagerID?) -> [NoticeIntent] {
        let reader = told.map { NoticeIntent.Addressee.manager($0) } ?? .owner
        return [
            toActor(.dateChangeReceived, order), NoticeIntent(.dateChangedAlert, to: reader, order: order),
            toTechnician(.newVisitTime, order),
        ].compactMap(\.self)
    }

    /// The office confirms it or not (T21); the technician only has to know.
    func visitMoved(_ order: OrderID) -> [NoticeIntent] {
        [toOffice(.visitMoved, order), toTechnician(.newVisitTime, order)].compactMap(\.self)
    }

    func delayed(_ order: OrderID) -> [NoticeIntent] {
        done(.delayReceived, .delayedAlert, order) + [toTechnician(.newVisitTime, order)].compactMap(\.self)
            + toOwnOffice(order)
    }

    /// Of an offer (T15), or of a date that is to be confirmed (T21).
    func reminder(of order: OrderID) -> Notice.Kind {
        ticket.order(order)?.isUnanswered ?? true ? .offerReminder : .visitMoved
    }

    func task(_ id: TaskID) -> TicketTask? { ticket.tasks.first { $0.id == id } }

    /// T28. An answer is asked for by its offer, a decision of the manager's at the desk.
    func asked(_ task: TicketTask?) -> [NoticeIntent] {
        guard let task, let order = task.order else { return [] }
        switch task.kind {
        case .presence: return [presenceQuestion(order)]
        case .completion: return [toOffice(.completionAsked, order)]
        case .quote: return [toOffice(.quoteAsked, order)]
        case .invoice: return [toOffice(.invoiceAsked, order)]
        case .message: return [toOffice(.questionAsked, order)]
        case .answer, .quoteDecision, .custom: return []
        }
    }

    /// T29.
    func askCancelled(_ task: TicketTask?) -> [NoticeIntent] {
        task?.order.map { [toOffice(.askCancelled, $0)] } ?? []
    }

    /// A task of the contractor's that belongs to no order is his latest's.
    func reminded(_ task: TicketTask?) -> [NoticeIntent] {
        guard let task, let order = task.order ?? ticket.activeOrder?.id else { return [] }
        switch task.kind {
        case .presence: return [toField(.owedReminder, order)]
        // The first of them is the question itself: until then nobody asked for the invoice (B28).
        case .invoice: return [toOffice(.invoiceAsked, order)]
        case .completion, .quote, .message, .custom: return [toOffice(.owedReminder, order)]
        case .answer, .quoteDecision: return []
        }
    }
}
