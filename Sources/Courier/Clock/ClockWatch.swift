import Domain

/// Notices a clock that was set back: what waits for a moment would wait for it once more.
actor ClockWatch {
    /// Less may be two threads that looked at the same time.
    private static let least = Span.seconds(2)
    private var latest: Instant?

    /// How far it was set back since the last call; nil where it was not.
    func setBack(at now: Instant) -> Span? {
        defer { latest = now }
        guard let latest, latest - now >= Self.least else { return nil }
        return latest - now
    }

    /// What was noticed could not be acted on: the next look notices it again.
    func again(from earlier: Instant) { latest = earlier }
}
