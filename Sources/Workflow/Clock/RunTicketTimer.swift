import Domain
package import Store

/// What the clock does to a ticket by itself, but for offers (T22, T34, T37 to T39, T45, B24, B28, and reminders of what
/// is owed). A timer that comes too late, or twice, does nothing.
package struct RunTicketTimer: Verb {
    package let timer: TicketTimer

    package init(_ timer: TicketTimer) { self.timer = timer }

    /// Whether anything was done.
    package func perform(in transaction: Transaction) throws -> Bool {
        guard try transaction.finishTimer(timer.id), var ticket = try transaction.reader.ticket(timer.ticket),
            let organization = try transaction.reader.organization(ticket.organization)
        else { return false }
        if try act(on: &ticket, in: transaction) { return true }
        // What comes after it is written down only now.
        try transaction.keepClock(of: ticket, organization: organization)
        return false
    }

    private func act(on ticket: inout Ticket, in transaction: Transaction) throws -> Bool {
        guard let command = command(for: ticket, transaction) else { return false }
        do {
            return try !transaction.carryOut(command, on: &ticket, as: .clock).isEmpty
        } catch is Refusal {
            // The ticket went on since the timer was set; what it needs now has a timer of its own.
            return false
        }
    }

    private func command(for ticket: Ticket, _ transaction: Transaction) -> Command? {
        switch timer.kind {
        case .presence: timer.order.map(Command.askPresence)
        case .late: timer.order.map(Command.markLate)
        case .quoteExpiry: timer.order.map(Command.expireQuote)
        case .waitOver: .waitIsOver
        case .feedbackOver: .windowIsOver
        case .quoteReminder: reminder(.quote, ticket)
        case .completionReminder: reminder(.completion, ticket)
        case .invoiceRequest, .invoiceReminder: reminder(.invoice, ticket)
        case .visitReminder: timer.order.map(Command.remind)
        case .messageReminder: reminder(.message, ticket)
        case .answerReminder, .answerDeadline: nil
        }
    }

    private func reminder(_ kind: TicketTask.Kind, _ ticket: Ticket) -> Command? {
        guard let task = ticket.openTask(kind, of: timer.order), case .contractor = task.assignee else { return nil }
        return .remindTask(task.id)
    }
}
