package import Domain
import Foundation

/// A clock that goes where it is sent; in between it stands still, or runs on if it was made so.
///
/// Unchecked: `moment` is touched only under `lock`.
package final class TravellingClock: @unchecked Sendable {
    private let lock = NSLock()
    private var moment: Instant
    private let startedAt: ContinuousClock.Instant?

    /// By default a Monday in November, ten in the morning in Paris: outside quiet hours, no clock change near.
    package init(_ start: Instant = Instant(milliseconds: 1_794_819_600_000), runs: Bool = false) {
        moment = start
        startedAt = runs ? .now : nil
    }

    package var now: Instant { lock.withLock { moment } + elapsed }

    package func advance(_ span: Span) {
        lock.withLock { moment = moment + span }
    }

    package var clock: Clock { Clock { [self] in now } }

    private var elapsed: Span {
        guard let startedAt else { return .seconds(0) }
        let (seconds, attoseconds) = startedAt.duration(to: .now).components
        return Span(milliseconds: seconds * 1000 + attoseconds / 1_000_000_000_000_000)
    }
}
