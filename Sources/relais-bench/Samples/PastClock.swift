import Domain
import Foundation

/// A clock that runs behind, and can be moved on: for what an office did long ago.
/// Unchecked: `behind` is touched only under `lock`.
final class PastClock: @unchecked Sendable {
    private let lock = NSLock()
    private var behind: Span

    /// Begins at eleven in the morning, which is nobody's night.
    init(daysAgo: Int64) {
        let now = Instant(Date()).milliseconds
        behind = Span(milliseconds: daysAgo * 86_400_000 + now % 86_400_000 - 11 * 3_600_000)
    }

    var clock: Clock { Clock { [self] in Instant(Date()) - lock.withLock { behind } } }

    func skip(_ span: Span) { lock.withLock { behind = Span(milliseconds: behind.milliseconds - span.milliseconds) } }
}
