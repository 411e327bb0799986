/// Wakes one sleeper; rung ten times while it is awake, it wakes it once more.
struct Bell: Sendable {
    let rings: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    init() {
        (rings, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    }

    func ring() { continuation.yield() }

    /// No ring is heard any more: `rings` ends.
    func silence() { continuation.finish() }
}
