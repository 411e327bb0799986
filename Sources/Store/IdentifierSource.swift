import Domain

/// Makes the ids of everything but links: milliseconds since 2025 (41 bits), node (10), counter (12). They grow with
/// time, so that lists page by them, and no two nodes make the same.
final class IdentifierSource: Sendable {
    private static let epoch: Int64 = 1_735_689_600_000
    private let clock: Clock
    private let node: Int64
    /// Milliseconds and counter of the last id, as one number.
    private let last: Guarded<Int64>

    /// `highest` is the greatest id in use, so that a clock that was set back makes none twice.
    init(clock: Clock, node: Int, highest: Int64) {
        self.clock = clock
        self.node = Int64(node & 0x3FF)
        let count = highest > 0 ? (highest >> 22) << 12 | (highest & 0xFFF) : 0
        last = Guarded(count)
    }

    func next() -> Int64 {
        let now = max(1, clock.now().milliseconds - Self.epoch) << 12
        let count = last.with { last in
            last = max(now, last + 1)
            return last
        }
        return (count >> 12) << 22 | node << 12 | (count & 0xFFF)
    }
}
