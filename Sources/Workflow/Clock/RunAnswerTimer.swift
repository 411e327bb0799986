import Domain
package import Store

/// T15: what the answer's timers do. A timer that comes too late, or twice, does nothing.
package struct RunAnswerTimer: Verb {
    package let timer: TicketTimer

    package init(_ timer: TicketTimer) { self.timer = timer }

    /// Whether anything was done.
    package func perform(in transaction: Transaction) throws -> Bool {
        guard try transaction.finishTimer(timer.id), let id = timer.order,
            var ticket = try transaction.reader.ticket(timer.ticket), let order = ticket.order(id),
            order.status == .offered, !ticket.phase.isEnded,
            let organization = try transaction.reader.organization(ticket.organization)
        else { return false }
        if timer.kind == .answerReminder {
            try transaction.scheduleNextAnswer(order, of: ticket, organization: organization)
        }
        do {
            return try act(on: order, of: &ticket, in: transaction)
        } catch is Refusal {
            // The ticket went on since the timer was set.
            return false
        }
    }

    private func act(on order: Order, of ticket: inout Ticket, in transaction: Transaction) throws -> Bool {
        switch timer.kind {
        case .answerReminder:
            // After a downtime both are due at once: nobody is reminded of a time that is over.
            guard order.answerBy.map({ transaction.now < $0 }) ?? true else { return false }
            try transaction.carryOut(.remind(order.id), on: &ticket, as: .clock)
        case .answerDeadline:
            try transaction.carryOut(.lapse(order.id), on: &ticket, as: .clock)
            try transaction.cancelNotices(of: order.id, kinds: [.offerReminder])
        case .presence, .late, .quoteExpiry, .quoteReminder, .completionReminder, .invoiceRequest, .invoiceReminder,
            .visitReminder, .messageReminder, .waitOver, .feedbackOver:
            return false
        }
        return true
    }
}
