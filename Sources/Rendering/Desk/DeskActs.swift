package import Domain

/// What a manager may do with a ticket now; the handlers ask the life cycle.
package struct DeskActs: OptionSet, Hashable, Sendable {
    package let rawValue: Int
    package init(rawValue: Int) { self.rawValue = rawValue }

    package static let message = Self(rawValue: 1 << 0)
    package static let offer = Self(rawValue: 1 << 1)
    package static let withdrawOffer = Self(rawValue: 1 << 2)
    package static let withdrawJob = Self(rawValue: 1 << 3)
    package static let edit = Self(rawValue: 1 << 4)
    package static let submit = Self(rawValue: 1 << 5)
    package static let take = Self(rawValue: 1 << 6)
    /// The text of a message may go to the contractor, not only into the timeline.
    package static let writeToContractor = Self(rawValue: 1 << 7)
    package static let askQuote = Self(rawValue: 1 << 8)
    package static let askPresence = Self(rawValue: 1 << 9)
    package static let askCompletion = Self(rawValue: 1 << 10)
    package static let askInvoice = Self(rawValue: 1 << 11)
    package static let askMessage = Self(rawValue: 1 << 12)
    package static let approveQuote = Self(rawValue: 1 << 13)
    package static let refuseQuote = Self(rawValue: 1 << 14)
    package static let sendBack = Self(rawValue: 1 << 15)
    package static let resolve = Self(rawValue: 1 << 16)
    package static let acceptInvoice = Self(rawValue: 1 << 17)
    package static let rejectInvoice = Self(rawValue: 1 << 18)
    package static let waiveInvoice = Self(rawValue: 1 << 19)
    package static let raiseLimit = Self(rawValue: 1 << 20)
    package static let moveVisit = Self(rawValue: 1 << 21)

    /// What can be asked of a contractor, in the order of its buttons.
    static let asks: [(act: Self, kind: TicketTask.Kind)] = [
        (.askQuote, .quote), (.askPresence, .presence), (.askCompletion, .completion), (.askInvoice, .invoice),
        (.askMessage, .message),
    ]

    /// What docs/lifecycle.md has from where the ticket stands; nothing for a viewer (D10).
    package init(_ ticket: Ticket, mayAct: Bool, at now: Instant) {
        self = []
        guard mayAct else { return }
        func may(_ row: Transition.ID) -> Bool { Transition[row].isPossible(in: ticket) }
        if may(.t4) { insert(.submit) }
        if ticket.label == .draft || ticket.label.isOpen { insert(.edit) }
        if may(.t7), ticket.owner == nil { insert(.take) }
        if may(.t10) { insert(.offer) }
        if may(.t16) { insert(.withdrawOffer) }
        if may(.t17) { insert(.withdrawJob) }
        if may(.t53) { insert(.message) }
        if contains(.message), !ticket.orders.isEmpty { insert(.writeToContractor) }
        insertAsks(of: ticket, at: now)
        insertDecisions(on: ticket, at: now)
    }

    private mutating func insertAsks(of ticket: Ticket, at now: Instant) {
        guard let order = ticket.activeOrder else { return }
        for ask in Self.asks where order.canUsefully(be: ask.kind, in: ticket) {
            let command = Command.ask(ask.kind, text: anyText, due: nil, taskID: anyTask)
            if ticket.takes(command, at: now) { insert(ask.act) }
        }
        let visit = Command.moveVisit(order.id, to: Appointment(now, in: ticket.timeZone), note: nil)
        if ticket.takes(visit, at: now) { insert(.moveVisit) }
    }

    private mutating func insertDecisions(on ticket: Ticket, at now: Instant) {
        var decisions: [(Self, Command)] = [
            (.resolve, .resolve(.communicated, note: anyText, feedbackUntil: now, taskID: anyTask))
        ]
        if let order = ticket.activeOrder {
            let price = order.quote?.amount ?? Money(amount: 1, currency: order.notToExceed?.currency ?? "EUR")
            decisions += [
                (.approveQuote, .approveQuote(order.id, amount: price, taskIDs: [anyTask, anyTask])),
                (.refuseQuote, .refuseQuote(order.id, reason: anyText)),
                (.sendBack, .sendBack(order.id, note: anyText, taskID: anyTask)),
            ]
            if let limit = order.notToExceed {
                let more = Money(amount: limit.amount + 1, currency: limit.currency)
                decisions.append((.raiseLimit, .raiseLimit(order.id, more)))
            }
        }
        if let order = ticket.billedOrder {
            decisions += [
                (.acceptInvoice, .acceptInvoice(order.id)), (.waiveInvoice, .waiveInvoice(order.id)),
                (.rejectInvoice, .rejectInvoice(order.id, reason: anyText, taskID: anyTask)),
            ]
        }
        for (act, command) in decisions where ticket.takes(command, at: now) { insert(act) }
    }
}

extension Ticket {
    /// Whether the life cycle has that act from here, for a manager. Who it is and what he writes make no difference.
    func takes(_ command: Command, at now: Instant) -> Bool {
        do {
            _ = try decide(command, by: .manager(ManagerID(1)), at: now)
            return true
        } catch {
            return false
        }
    }
}

extension Order {
    /// Some asks are taken, and would help nobody: for presence where he has reported it, for an invoice that cannot be
    /// sent yet (T41), that lies with the manager, or that was accepted.
    fileprivate func canUsefully(be kind: TicketTask.Kind, in ticket: Ticket) -> Bool {
        switch kind {
        case .presence: status != .onSite
        case .invoice:
            status == .done
                && ticket.tasks.allSatisfy { task in
                    guard task.kind == .invoice, task.order == id else { return true }
                    if case .manager = task.assignee { return task.status == .cancelled }
                    return task.status != .done
                }
        case .answer, .quote, .quoteDecision, .completion, .message, .custom: true
        }
    }
}

// Asking whether an act is possible needs no ids of its own.
private let anyText = TextID(1)
private let anyTask = TaskID(1)
