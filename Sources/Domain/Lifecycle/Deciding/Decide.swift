extension Ticket {
    /// What `command` changes, or why it cannot be done: docs/lifecycle.md as a function. Nothing is changed here;
    /// the changes are applied by `evolve`, in order. An empty answer means that there is rightly nothing to do.
    package func decide(_ command: Command, by actor: Actor, at now: Instant) throws(Refusal) -> [Change] {
        let deciding = Deciding(ticket: self, actor: actor, now: now)
        try deciding.checkRights(command)
        try deciding.checkOrder(command)
        try deciding.checkRow(command)
        return try deciding.changes(for: command)
    }
}

/// One act on one ticket at one moment; its extensions hold the rules, a file for each group of rows.
struct Deciding {
    let ticket: Ticket
    let actor: Actor
    let now: Instant

    /// The table as a guard: what is not in it is refused.
    func checkRow(_ command: Command) throws(Refusal) {
        // A reminder goes with its task, wherever the ticket stands: an invoice is owed beyond the end (T45).
        if case .remindTask = command { return }
        if let row = command.transition(in: ticket) {
            guard Transition[row].isPossible(in: ticket) else { throw notFromHere }
        } else {
            guard ticket.label == .draft || ticket.label.isOpen else { throw notFromHere }
        }
    }

    /// Says to a contractor why his order is not his to act on any more, before the label says it less kindly.
    func checkOrder(_ command: Command) throws(Refusal) {
        guard let id = command.order, let order = ticket.order(id) else { return }
        switch command {
        case .writeMessage, .reportNotReached, .reportWrongNumber, .sendInvoice, .acceptInvoice, .waiveInvoice,
            .rejectInvoice:
            // Whoever lost a job may still write and bill an agreed call-out (T17).
            return
        case .accept, .decline:
            if order.status == .withdrawn { throw .withdrawn }
            if !order.isUnanswered {
                throw .alreadyAnswered(order.status, by: order.answeredBy, at: order.answeredAt)
            }
        case .undoAnswer, .answerOutsideGrammar, .remind, .lapse, .withdraw, .giveBack, .passOn, .takeBack,
            .changeDate, .moveVisit, .askPresence, .markLate, .arrive, .announceDelay, .leaveIncomplete, .complete,
            .sendBack, .wantQuote, .sendQuote, .approveQuote, .refuseQuote, .expireQuote, .askApprover,
            .dismissApprover, .askForLimit, .raiseLimit:
            if order.status == .withdrawn { throw .withdrawn }
        case .submit, .mailFromDraft, .resolveDraft, .edit, .take, .unassign, .handOver, .offer, .ask, .cancelAsk,
            .remindTask, .wait, .endWait, .waitIsOver, .resolve, .reopen, .windowIsOver, .markSpam, .reject, .merge,
            .split,
            .startCase, .partsDone, .followUp, .addTask, .finishTask, .reassignTask, .cancelTask:
            return
        }
        if let active = ticket.activeOrder, active.id != id { throw .withdrawn }
    }

    var notFromHere: Refusal { .notFromHere(ticket.label) }

    func order(_ id: OrderID) throws(Refusal) -> Order {
        guard let order = ticket.order(id) else { throw .notFound }
        return order
    }

    /// The order, if it stands where the row needs it; on a ticket that waits, the label alone does not say.
    func order(_ id: OrderID, where holds: (Order) -> Bool) throws(Refusal) -> Order {
        let order = try order(id)
        guard order.isActive, holds(order) else { throw notFromHere }
        return order
    }

    func reason(_ text: TextID?) throws(Refusal) -> TextID {
        guard let text else { throw .reasonMissing }
        return text
    }

    /// Work tasks must be over before a ticket is resolved (rule 3).
    func checkWorkIsOver(besides order: OrderID? = nil) throws(Refusal) {
        let open = ticket.openTasks.filter { $0.kind.isWork && (order == nil || $0.order != order) }
        if !open.isEmpty { throw .tasksOpen(open.map(\.id)) }
    }
}
