import Domain
import Foundation

/// Counts what only a guesser does (forged links, wrong sign-ins) per address, in windows of a minute (P16). Memory is
/// bounded: when too many addresses are known, all are forgotten at once.
final class GuessLimiter: @unchecked Sendable {
    // @unchecked: every access to `counts` is under `lock`.
    private let lock = NSLock()
    private var counts: [String: Int] = [:]
    private var window: Int64 = 0
    private static let mostAddresses = 50_000

    /// Counts one guess; false when `address` has made more than `limit` in this minute.
    func allows(_ address: String, limit: Int, at now: Instant) -> Bool {
        lock.lock()
        defer { lock.unlock() }
        let minute = now.milliseconds / 60_000
        if minute != window || counts.count > Self.mostAddresses {
            counts = [:]
            window = minute
        }
        counts[address, default: 0] += 1
        return counts[address, default: 0] <= limit
    }
}
