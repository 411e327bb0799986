extension Deciding {
    /// T30 (T11 of a lapsed request): "I will quote", or a price wanted before a job goes on.
    func wantQuote(
        _ id: OrderID, _ date: Appointment?, _ taskID: TaskID, _ due: Instant?
    ) throws(Refusal) -> [Change] {
        let order = try order(id, where: \.isActive)
        try checkUndecided(order)
        // Who was asked already knows; the manager asks again (`ask`).
        if actor.isContractor, ticket.openTask(.quote, of: id) != nil, !order.isUnanswered { return [] }
        if order.isUnanswered {
            guard actor.isContractor else { throw .notAllowed }
            return [.quoteWanted(id, appointment: date, task: nil)]
        }
        return [.quoteWanted(id, appointment: nil, task: quoteTask(of: order, taskID, due: due))]
    }

    func quoteTask(of order: Order, _ id: TaskID, due: Instant?) -> TicketTask? {
        guard ticket.openTask(.quote, of: order.id) == nil else { return nil }
        return TicketTask(id: id, kind: .quote, order: order.id, assignee: .contractor(order.contractor), due: due)
    }

    /// A quote that can still be decided on is not replaced (T30, T31); an expired one is.
    private func checkUndecided(_ order: Order) throws(Refusal) {
        guard ticket.openTask(.quoteDecision, of: order.id) != nil else { return }
        guard let quote = order.quote, quote.isExpired(at: now) else { throw notFromHere }
    }

    /// T31.
    func sendQuote(
        _ id: OrderID, _ quote: Quote, _ note: TextID?, _ files: [AttachmentID], _ taskID: TaskID
    ) throws(Refusal) -> [Change] {
        try checkUndecided(try order(id) { $0.isActive && $0.status != .done })
        guard quote.amount != nil || !files.isEmpty else {
            throw .invalid([Problem(field: "amount", key: "quote.empty")])
        }
        let task = TicketTask(
            id: taskID, kind: .quoteDecision, order: id, assignee: .manager(ticket.owner), due: quote.validUntil)
        return [.quoted(id, quote, note: note, attachments: files, task: task)]
    }

    /// T32: who is on site goes on, and with an agreed date the job does; without one the same firm is offered it, with
    /// as long to answer as the first time.
    func approveQuote(_ id: OrderID, _ amount: Money?, _ taskIDs: [TaskID]) throws(Refusal) -> [Change] {
        let order = try order(id, where: \.isActive)
        guard let quote = order.quote, quote.status == .pending, quote.validUntil.map({ now <= $0 }) ?? true else {
            throw notFromHere
        }
        let limit = try limit(of: quote, approvedAt: amount, for: order)
        let isThere = order.status == .onSite
        if isThere || order.appointment != nil {
            let open = visitTasks(of: order, at: order.appointment, ids: taskIDs).filter {
                ticket.openTask($0.kind, of: id) == nil && !(isThere && $0.kind == .presence)
            }
            return [.quoteApproved(id, quote.id, tasks: open, limit: limit)]
        }
        let due = order.answerBy.map { now + ($0 - order.offeredAt) }
        let answer = taskIDs.prefix(1).map {
            TicketTask(id: $0, kind: .answer, order: id, assignee: .contractor(order.contractor), due: due)
        }
        return [.quoteApproved(id, quote.id, tasks: answer, limit: limit)]
    }

    /// The quote's own amount. One that is only a file has none, and without a limit its invoice could not be held
    /// against anything: the manager names it.
    private func limit(of quote: Quote, approvedAt amount: Money?, for order: Order) throws(Refusal) -> Money {
        if let own = quote.amount {
            if let amount, amount != own { throw .invalid([Problem(field: "amount", key: "quote.otherAmount")]) }
            return own
        }
        guard let amount else { throw .invalid([Problem(field: "amount", key: "amount.missing")]) }
        guard amount.amount > 0 else { throw .invalid([Problem(field: "amount", key: "amount.zero")]) }
        if let currency = order.notToExceed?.currency, currency != amount.currency {
            throw .invalid([Problem(field: "amount", key: "amount.currency", arguments: ["currency": currency])])
        }
        return amount
    }

    /// T33; an expired quote can be refused too.
    func refuseQuote(_ id: OrderID, _ text: TextID?) throws(Refusal) -> [Change] {
        guard let quote = try order(id, where: \.isActive).quote else { throw .notFound }
        return [.quoteRefused(id, quote.id, reason: try reason(text))]
    }

    /// T32: somebody outside decides in the office's place; whoever was asked before is not asked any more.
    func askApprover(_ id: OrderID, _ person: PersonID, _ note: TextID?) throws(Refusal) -> [Change] {
        let order = try order(id, where: \.isActive)
        guard let quote = order.quote, quote.status == .pending, !quote.isExpired(at: now),
            ticket.openTask(.quoteDecision, of: id) != nil
        else { throw notFromHere }
        return [.approverAsked(id, quote.id, person, note: note)]
    }

    /// The office decides by itself again.
    func dismissApprover(_ id: OrderID) throws(Refusal) -> [Change] {
        guard let quote = try order(id, where: \.isActive).quote, quote.status == .pending, let asked = quote.approver
        else { throw notFromHere }
        return [.approverDismissed(id, quote.id, asked)]
    }

    /// E10: the work is done and costs more than was agreed. Before that it is a quote (T31).
    func askForLimit(_ id: OrderID, _ amount: Money, _ note: TextID?) throws(Refusal) -> [Change] {
        let order = try order(id) { $0.status == .done }
        try checkRaise(of: order, to: amount)
        return [.limitAsked(id, amount, note: note)]
    }

    func raiseLimit(_ id: OrderID, _ amount: Money) throws(Refusal) -> [Change] {
        let order = try order(id) { $0.status == .done }
        try checkRaise(of: order, to: amount)
        return [.limitRaised(id, amount)]
    }

    private func checkRaise(of order: Order, to amount: Money) throws(Refusal) {
        guard let limit = order.notToExceed else { throw notFromHere }
        guard limit.currency == amount.currency else {
            throw .invalid([
                Problem(field: "amount", key: "invoice.currency", arguments: ["currency": limit.currency])
            ])
        }
        guard amount.amount > limit.amount else { throw .invalid([Problem(field: "amount", key: "limit.notHigher")]) }
    }

    /// T34.
    func expireQuote(_ id: OrderID) throws(Refusal) -> [Change] {
        let order = try order(id, where: \.isActive)
        guard let quote = order.quote, quote.status == .pending, let until = quote.validUntil else {
            throw notFromHere
        }
        if now < until { throw .notYet(until) }
        return [.quoteExpired(id, quote.id)]
    }
}
