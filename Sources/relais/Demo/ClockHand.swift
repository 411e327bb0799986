import Domain
import Foundation

/// The time of made-up days: it stands where it was put.
///
/// Unchecked: `moment` is touched only under `lock`.
final class ClockHand: @unchecked Sendable {
    private let lock = NSLock()
    private var moment: Instant

    init(_ start: Instant) { moment = start }

    var now: Instant { lock.withLock { moment } }

    func move(to instant: Instant) {
        lock.withLock { moment = max(moment, instant) }
    }

    var clock: Clock { Clock { [self] in now } }
}
