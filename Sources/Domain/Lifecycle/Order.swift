/// One contractor asked to do the job: the second of the three things stored. One order is active at a time, but for
/// quotes asked of several (E13).
package struct Order: Hashable, Sendable, Codable {
    package enum Status: String, Hashable, Sendable, Codable, CaseIterable {
        case offered, accepted, declined, lapsed, withdrawn, onSite, incomplete, done
    }

    package let id: OrderID
    package let contractor: ContractorID
    package var status: Status
    package var offeredAt: Instant
    package var answerBy: Instant?
    /// When the client expects the contractor on site (A9), as the offer said it.
    package var scheduledAt: Appointment?
    /// Not to exceed, tax and all charges included (A8); nil means that no limit was set.
    package var notToExceed: Money?
    package var answeredAt: Instant?
    package var answeredBy: ContactID?
    /// The ticket's version just after the answer: an undo (T13) needs that nobody has acted since.
    package var answerVersion: Int?
    /// The agreed visit.
    package var appointment: Appointment?
    package var dateChanges: Int
    /// The manager moved the visit and the contractor has not confirmed it yet (T21).
    package var awaitsConfirmation: Bool
    /// When the manager moved it, while it is not confirmed.
    package var movedAt: Instant?
    package var technician: ContactID?
    package var presenceAskedAt: Instant?
    /// The visit ended for want of parts (T25).
    package var awaitsParts: Bool
    package var completedAt: Instant?
    /// The ticket ended and was reopened: what comes now is a new piece of work, and needs a new order.
    package var isOver: Bool
    /// Since when the office wants no invoice for it (T42), also once the ticket is resolved.
    package var invoiceWaivedAt: Instant?
    package var quote: Quote?

    package init(
        id: OrderID, contractor: ContractorID, offeredAt: Instant, answerBy: Instant?, scheduledAt: Appointment?,
        notToExceed: Money?
    ) {
        self.id = id
        self.contractor = contractor
        self.offeredAt = offeredAt
        self.answerBy = answerBy
        self.scheduledAt = scheduledAt
        self.notToExceed = notToExceed
        status = .offered
        dateChanges = 0
        awaitsConfirmation = false
        awaitsParts = false
        isOver = false
    }

    /// The contractor has said yes to the date, or another date has taken its place.
    mutating func confirm() {
        awaitsConfirmation = false
        movedAt = nil
    }

    /// Whether this order is the contractor's to act on: neither refused, nor taken away, nor over.
    package var isActive: Bool {
        switch status {
        case .offered, .lapsed, .accepted, .onSite, .incomplete, .done: !isOver
        case .declined, .withdrawn: false
        }
    }

    /// Whether it still waits for the contractor's answer, in time or late: a lapsed offer's link still answers (T15).
    package var isUnanswered: Bool {
        switch status {
        case .offered, .lapsed: true
        case .accepted, .declined, .withdrawn, .onSite, .incomplete, .done: false
        }
    }

    /// Whether the contractor agreed to the visit and it is not over: what dates and asks for presence are about.
    package var isAwaited: Bool {
        switch status {
        case .accepted, .incomplete: true
        case .offered, .lapsed, .declined, .withdrawn, .onSite, .done: false
        }
    }
}

/// A contractor's price, tax included.
package struct Quote: Hashable, Sendable, Codable {
    package enum Status: String, Hashable, Sendable, Codable { case pending, approved, refused, expired }
    package let id: QuoteID
    package let amount: Money?
    package let validUntil: Instant?
    package var status: Status
    /// Who else than a manager may decide on it, if somebody was asked (T32).
    package var approver: PersonID?

    package init(id: QuoteID, amount: Money?, validUntil: Instant?, status: Status = .pending) {
        self.id = id
        self.amount = amount
        self.validUntil = validUntil
        self.status = status
    }

    /// Nobody may approve it any more, whether the clock has said so or not (T34).
    package func isExpired(at now: Instant) -> Bool {
        switch status {
        case .expired: true
        case .pending: validUntil.map { now >= $0 } ?? false
        case .approved, .refused: false
        }
    }
}
