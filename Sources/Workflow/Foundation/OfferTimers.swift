import Domain
import Store

extension Transaction {
    /// The reminders before an offer's deadline, and the deadline (A15, T15).
    func scheduleAnswer(_ order: Order, of ticket: Ticket, organization: Organization) throws {
        try cancelAnswerTimers(order.id, of: ticket)
        guard let deadline = order.answerBy else { return }
        let reminders = organization.rules.reminders(from: order.offeredAt, until: deadline)
        for (step, due) in reminders.enumerated() where due > now {
            _ = try schedule(.answerReminder, for: ticket.id, order: order.id, due: due, step: step)
        }
        // An answer that is taken back after the deadline leaves an offer that has lapsed (T13, rule h).
        _ = try schedule(.answerDeadline, for: ticket.id, order: order.id, due: max(deadline, now))
    }

    func cancelAnswerTimers(_ order: OrderID, of ticket: Ticket) throws {
        try cancelTimers(of: ticket.id, order: order, kinds: [.answerReminder, .answerDeadline])
    }

    /// What is no longer true must not arrive any more.
    func cancelRequests(of order: OrderID) throws {
        try cancelNotices(of: order, kinds: [.offer, .offerReminder, .offerLapsed])
    }
}
