import Domain

/// Whether what a notice says is still so when its turn comes: nobody is reminded of an offer that he has answered.
struct StillTrue {
    let ticket: Ticket
    let order: Order?
    /// What the notice tells of.
    let change: Change?
    /// The contractor's person who is told, if it is one.
    let reader: ContactID?
    let now: Instant

    func holds(_ kind: Notice.Kind) -> Bool {
        switch kind {
        case .signIn, .messageToContractor, .messageToManager, .notReached, .renewedLink: true
        case .ticketReceived: ticket.phase != .draft
        case .offer: !ticket.phase.isEnded && isOneOf([.offered, .lapsed])
        case .offerReminder: !ticket.phase.isEnded && isOneOf([.offered])
        case .offerLapsed, .offerLapsedAlert: !ticket.phase.isEnded && isOneOf([.lapsed])
        case .accepted, .answerAccepted: isOneOf([.accepted, .onSite, .incomplete, .done])
        case .declined, .answerDeclined, .givenBackAlert: isOneOf([.declined])
        case .answerUndone, .answerTakenBack: isOneOf([.offered, .lapsed])
        case .withdrawn: order.map { !$0.isActive } ?? false

        case .visitMoved: isAwaited && order?.awaitsConfirmation == true
        case .newVisitTime: isAwaited && order?.technician == reader
        case .presenceQuestion: isAwaited || isOwed(.presence)
        case .lateAlert: isAwaited && (order?.appointment.map { $0.instant <= now } ?? false)
        case .passedOn: order?.technician == reader
        case .takenBack: order?.technician != reader

        case .completionAsked: isOwed(.completion)
        case .quoteAsked: isOwed(.quote)
        case .invoiceAsked, .invoiceRejected: isOwed(.invoice)
        case .questionAsked: isOwed(.message)
        case .askCancelled: !(task.map { isOwed($0.kind) } ?? false)
        case .owedReminder: task.map { $0.status == .open && $0.isContractors } ?? false
        case .quoteApproved: order?.quote?.status == .approved
        case .quoteRefused: order?.quote?.status == .refused
        case .limitAlert: order?.status == .done
        case .quoteAlert: order?.quote?.status == .pending
        case .approvalAsked: isAskedOf
        case .quoteExpired: order?.isActive == true && order?.quote?.status == .expired
        case .quoteExpiredAlert: order?.quote?.status == .expired
        case .invoiceAlert: ticket.openTasks.contains { $0.kind == .invoice && isOfOrder($0) && !$0.isContractors }

        // What happened has happened.
        case .dateChangeReceived, .delayReceived, .arrivalReceived, .quoteReceived, .reportReceived, .invoiceReceived,
            .technicianReport, .gaveBackReceived, .limitReceived, .replyReceived, .limitRaised, .wrongNumberAlert,
            .dateChangedAlert,
            .delayedAlert,
            .arrivedAlert, .incompleteAlert, .completedAlert, .quoteApprovedAlert, .quoteRefusedAlert:
            true
        }
    }

    private var isAwaited: Bool { !ticket.phase.isEnded && order?.isActive == true && order?.isAwaited == true }

    private func isOneOf(_ statuses: Set<Order.Status>) -> Bool {
        order.map { statuses.contains($0.status) } ?? false
    }

    /// Whether the contractor still owes such a thing.
    private func isOwed(_ kind: TicketTask.Kind) -> Bool {
        ticket.openTasks.contains { $0.kind == kind && isOfOrder($0) && $0.isContractors }
    }

    /// Whether whoever was asked is still the one who may decide on the quote that he was asked about.
    private var isAskedOf: Bool {
        guard case .approverAsked(_, let id, let person, _) = change, let quote = order?.quote else { return false }
        // As his page has it: what nobody waits for any more is not asked (T17).
        let isWaiting = ticket.openTasks.contains { $0.kind == .quoteDecision && isOfOrder($0) }
        return isWaiting && order?.isActive == true && quote.id == id && quote.approver == person
            && quote.status == .pending && !quote.isExpired(at: now)
    }

    private func isOfOrder(_ task: TicketTask) -> Bool { task.order == order?.id }

    private var task: TicketTask? {
        let id: TaskID? =
            if case .askCancelled(let id) = change { id } else if case .taskReminded(let id, _) = change { id } else {
                nil
            }
        return ticket.tasks.first { $0.id == id }
    }
}

extension TicketTask {
    fileprivate var isContractors: Bool {
        switch assignee {
        case .contractor: true
        case .manager: false
        }
    }
}
