import Domain

/// When to try again: twice as long after each failure, up to a limit, spread so that a thousand messages that failed
/// together do not come back together.
enum Backoff {
    /// `attempt` counts from 1; `chance` is a random number from 0 to 1.
    static func delay(attempt: Int, isUrgent: Bool, chance: Double) -> Span {
        let first = isUrgent ? Span.seconds(5) : .seconds(10)
        let longest = isUrgent ? Span.minutes(2) : .minutes(30)
        let doublings = Double(1 << min(max(0, attempt - 1), 20))
        let plain = min(first * doublings, longest)
        return plain * (0.75 + chance / 2)
    }

    /// The moment after which a notice counts as not reached. Hours of quiet before it was due do not count.
    static func end(of notice: Notice, enqueuedAt: Instant) -> Instant {
        max(notice.due, enqueuedAt) + notice.kind.patience
    }
}
