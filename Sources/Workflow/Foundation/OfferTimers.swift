import Domain
import Store

extension Transaction {
    /// The reminders before an offer's deadline, and the deadline (A15, T15).
    func scheduleAnswer(_ order: Order, of ticket: Ticket, organization: Organization) throws {
        try cancelAnswerTimers(order.id, of: ticket)
        try scheduleNextAnswer(order, of: ticket, organization: organization)
    }

    /// Of those only the next: most offers are answered before the one after it. A reminder that was missed is not made
    /// up for when there was a later one.
    func scheduleNextAnswer(_ order: Order, of ticket: Ticket, organization: Organization) throws {
        guard let deadline = order.answerBy else { return }
        let reminders = organization.rules.reminders(from: order.offeredAt, until: deadline)
        if let next = reminders.enumerated().filter({ $1 > now }).min(by: { $0.element < $1.element }) {
            try schedule(.answerReminder, for: ticket.id, order: order.id, due: next.element, step: next.offset)
        } else {
            // An answer that is taken back after the deadline leaves an offer that has lapsed (T13, rule h).
            try schedule(.answerDeadline, for: ticket.id, order: order.id, due: max(deadline, now))
        }
    }

    func cancelAnswerTimers(_ order: OrderID, of ticket: Ticket) throws {
        try cancelTimers(of: ticket.id, order: order, kinds: [.answerReminder, .answerDeadline])
    }

    /// What is no longer true must not arrive any more.
    func cancelRequests(of order: OrderID) throws {
        try cancelNotices(of: order, kinds: [.offer, .offerReminder, .offerLapsed])
    }
}
