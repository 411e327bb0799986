import Intake

/// How many requests are in hand at a time. What is above it is refused at once: those inside are answered soon, and
/// memory has a bound.
package struct CrowdLimits: Sendable {
    /// Being answered: reads and acts.
    package var acts = 256
    /// Small bodies that are still coming in.
    package var arrivals = 1024
    /// Large ones, which are written to the disk while they come in.
    package var uploads = 256
    /// For a small body to come in whole, and bytes of the largest such.
    package var patience = Duration.seconds(30)
    package var smallBody = 300 * 1024
    /// For who was refused: seconds.
    package var retryAfter = 3...8

    package init() {}
}

/// Counts who is inside.
final class Crowd: Sendable {
    enum Room: Hashable { case acts, arrivals, uploads }

    let limits: CrowdLimits
    private let counts = Locked<[Room: Int]>([:])

    init(_ limits: CrowdLimits) { self.limits = limits }

    /// Runs `work` inside; nil where the room is full.
    func inside<T>(_ room: Room, _ work: () async throws -> T) async rethrows -> T? {
        guard enter(room) else { return nil }
        defer { leave(room) }
        return try await work()
    }

    private func enter(_ room: Room) -> Bool {
        counts.with { counts in
            let count = counts[room, default: 0]
            guard count < limit(of: room) else { return false }
            counts[room] = count + 1
            return true
        }
    }

    private func leave(_ room: Room) { counts.with { $0[room, default: 1] -= 1 } }

    private func limit(of room: Room) -> Int {
        switch room {
        case .acts: limits.acts
        case .arrivals: limits.arrivals
        case .uploads: limits.uploads
        }
    }
}
