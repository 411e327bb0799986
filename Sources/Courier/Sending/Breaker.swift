import Domain

/// Gives a gateway that answers nobody a rest: after five failures in a row nothing is sent for half a minute, then one
/// failure more is enough for a longer rest, up to five minutes. Messages held back by it lose no attempt.
actor Breaker {
    private static let limit = 5
    private static let longestRest = Span.minutes(5)
    private var failures = 0
    private var rest = Span.seconds(30)
    private var closedUntil: Instant?

    /// How long nothing may be sent; nil when the way is open.
    func pause(at now: Instant) -> Span? {
        guard let closedUntil, now < closedUntil else { return nil }
        return closedUntil - now
    }

    func succeeded() {
        failures = 0
        rest = .seconds(30)
        closedUntil = nil
    }

    /// `isEverybodys`: it concerns every message, such as wrong credentials.
    func failed(at now: Instant, isEverybodys: Bool) {
        if let closedUntil, now < closedUntil { return }
        failures += isEverybodys ? Self.limit : 1
        guard failures >= Self.limit else { return }
        closedUntil = now + rest
        rest = min(rest * 2, Self.longestRest)
    }
}
