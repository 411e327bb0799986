package import Domain
import Foundation

/// How much a provider takes.
package struct SendRate: Sendable, Hashable {
    package let perSecond: Double
    /// How many may go at once after a pause.
    package let burst: Int

    package init(perSecond: Double, burst: Int) {
        self.perSecond = perSecond
        self.burst = burst
    }
}

/// A token bucket: `burst` messages at once, then `perSecond`.
///
/// Unchecked: the mutable state is touched only under `lock`.
package final class RateLimiter: @unchecked Sendable {
    private let rate: SendRate
    private let clock: Clock
    private let lock = NSLock()
    private var tokens: Double
    private var filledAt: Instant
    private var pausedUntil: Instant
    private var seenAt: Instant

    package init(_ rate: SendRate, clock: Clock) {
        self.rate = rate
        self.clock = clock
        tokens = Double(max(1, rate.burst))
        filledAt = clock.now()
        pausedUntil = filledAt
        seenAt = filledAt
    }

    /// Nil when one message may go now, which is then counted; else how long to wait before asking again.
    package func take() -> Span? {
        lock.withLock {
            let now = clock.now()
            followClock(now)
            guard now >= pausedUntil else { return pausedUntil - now }
            fill(now)
            guard tokens < 1 else {
                tokens -= 1
                return nil
            }
            let missing = (1 - tokens) / rate.perSecond * 1000
            return Span(milliseconds: max(1, Int64(missing.rounded(.up))))
        }
    }

    /// The provider asked for a rest (`Retry-After`).
    package func pause(for span: Span) {
        lock.withLock {
            let now = clock.now()
            followClock(now)
            pausedUntil = max(pausedUntil, now + span)
        }
    }

    /// A clock that was set back makes no rest longer.
    private func followClock(_ now: Instant) {
        if now < seenAt { pausedUntil = pausedUntil - (seenAt - now) }
        seenAt = now
    }

    private func fill(_ now: Instant) {
        // A clock that was set back gives nothing, and must not take for ever to catch up.
        let elapsed = max(0, (now - filledAt).seconds)
        tokens = min(Double(max(1, rate.burst)), tokens + elapsed * rate.perSecond)
        filledAt = now
    }
}
