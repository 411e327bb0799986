import Intake

/// How many requests are in hand at a time. What is above it is refused at once: those inside are answered soon, and
/// memory has a bound.
package struct CrowdLimits: Sendable {
    /// Being answered: reads and acts.
    package var acts = 256
    /// Small bodies that are still coming in; the one that takes longest makes room for the next.
    package var arrivals = 1024
    /// Large ones, which are written to the disk while they come in.
    package var uploads = 256
    /// Of these, one link's, or one address's on the network: who holds his back leaves room for others.
    package var uploadsOfOne = 32
    /// For a small body to come in whole, and bytes of the largest such.
    package var patience = Duration.seconds(30)
    package var smallBody = 300 * 1024
    /// For who was refused: seconds.
    package var retryAfter = 3...8

    package init() {}
}

/// Counts who is inside.
final class Crowd: Sendable {
    enum Room: Hashable { case acts, uploads }

    /// One whose body is coming in.
    struct Arrival {
        fileprivate let id: UInt64
        /// Ends when its place is given to another.
        let end: AsyncStream<Never>
    }

    private struct Arrivals {
        var next: UInt64 = 0
        /// In the order in which they came, which is that of their ids.
        var inside: [(id: UInt64, end: AsyncStream<Never>.Continuation)] = []
    }

    let limits: CrowdLimits
    private struct Inside {
        var rooms: [Room: Int] = [:]
        /// Of the uploads: who sends how many.
        var senders: [String: Int] = [:]
    }

    private let counts = Locked(Inside())
    private let arrivals = Locked(Arrivals())

    init(_ limits: CrowdLimits) { self.limits = limits }

    /// Runs `work` inside; nil where the room is full, or `sender` has his share of it.
    func inside<T>(_ room: Room, of sender: String? = nil, _ work: () async throws -> T) async rethrows -> T? {
        guard enter(room, sender) else { return nil }
        defer { leave(room, sender) }
        return try await work()
    }

    /// Lets in whoever sends a small body. Where all places are taken, the first to come loses his: a body that is sent
    /// takes a moment, and one that is held back must keep nobody out. To be left with `leave`.
    func arrive() -> Arrival {
        let (stream, end) = AsyncStream.makeStream(of: Never.self)
        let (id, displaced) = arrivals.with { arrivals in
            arrivals.next += 1
            arrivals.inside.append((arrivals.next, end))
            let isFull = arrivals.inside.count > limits.arrivals
            return (arrivals.next, isFull ? arrivals.inside.removeFirst().end : nil)
        }
        displaced?.finish()
        return Arrival(id: id, end: stream)
    }

    func leave(_ arrival: Arrival) {
        arrivals.with { arrivals in arrivals.inside.removeAll { $0.id == arrival.id } }
    }

    private func enter(_ room: Room, _ sender: String?) -> Bool {
        counts.with { counts in
            let count = counts.rooms[room, default: 0]
            guard count < limit(of: room) else { return false }
            if let sender {
                let own = counts.senders[sender, default: 0]
                guard own < limits.uploadsOfOne else { return false }
                counts.senders[sender] = own + 1
            }
            counts.rooms[room] = count + 1
            return true
        }
    }

    private func leave(_ room: Room, _ sender: String?) {
        counts.with { counts in
            counts.rooms[room, default: 1] -= 1
            guard let sender, let own = counts.senders[sender] else { return }
            counts.senders[sender] = own > 1 ? own - 1 : nil
        }
    }

    private func limit(of room: Room) -> Int {
        switch room {
        case .acts: limits.acts
        case .uploads: limits.uploads
        }
    }
}
