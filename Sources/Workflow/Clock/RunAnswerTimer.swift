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
            order.status == .offered, !ticket.phase.isEnded
        else { return false }
        switch timer.kind {
        case .answerReminder:
            // After a downtime both are due at once: nobody is reminded of a time that is over.
            guard order.answerBy.map({ transaction.now < $0 }) ?? true else { return false }
            try transaction.carryOut(.remind(id), on: &ticket, as: .clock)
        case .answerDeadline:
            try transaction.carryOut(.lapse(id), on: &ticket, as: .clock)
            try transaction.cancelNotices(of: id, kinds: [.offerReminder])
        case .presence, .late, .quoteExpiry, .quoteReminder, .completionReminder, .invoiceRequest, .invoiceReminder,
            .visitReminder, .messageReminder, .waitOver, .feedbackOver:
            return false
        }
        return true
    }
}
