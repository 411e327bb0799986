import Domain

/// Gives a gateway that serves nobody a rest. After five failures of its own in a row nothing is sent for half a minute;
/// then one message is tried, and all the others wait for what becomes of it. If it fails, the rest is twice as long,
/// up to five minutes; if it goes through, so does everything. Messages held back lose no attempt.
actor Breaker {
    enum Admission: Sendable, Equatable {
        case go
        /// This message is the one that is tried: say what became of it, or `abandon()` it.
        case probe
        case wait(Span)
    }

    private enum State {
        case closed(failures: Int)
        case open(until: Instant)
        case probing(since: Instant)
    }

    private static let limit = 5
    private static let firstRest = Span.seconds(30)
    private static let longestRest = Span.minutes(5)
    /// How soon those who wait for a probe ask again.
    private static let afterProbe = Span.seconds(5)
    /// A probe of which nothing was heard for so long is taken for lost.
    private static let longestProbe = Span.minutes(2)
    private var state = State.closed(failures: 0) {
        didSet {
            if case .probing = state { return }
            let waiting = watchers
            watchers = []
            for watcher in waiting { watcher.resume() }
        }
    }
    private var watchers: [CheckedContinuation<Void, Never>] = []
    private var rest = firstRest

    /// How long nothing may be sent; nil when it is worth asking for admission.
    func pause(at now: Instant) -> Span? {
        switch state {
        case .closed: nil
        // Longer than any rest, or in the future: the clock was set back.
        case .open(let until): now < until && until - now <= Self.longestRest ? until - now : nil
        case .probing(let since): since <= now && now < since + Self.longestProbe ? Self.afterProbe : nil
        }
    }

    /// Returns when it is known what became of the message that is being tried; false where none is. Who waits here
    /// goes on in the order in which he came, the urgent first.
    func probeEnd() async -> Bool {
        guard case .probing = state else { return false }
        await withCheckedContinuation { watchers.append($0) }
        return true
    }

    /// Call it right before sending.
    func admit(at now: Instant) -> Admission {
        if let pause = pause(at: now) { return .wait(pause) }
        if case .closed = state { return .go }
        state = .probing(since: now)
        Task { [weak self] in
            try? await Task.sleep(for: .milliseconds(Self.longestProbe.milliseconds))
            await self?.giveUp(probeOf: now)
        }
        return .probe
    }

    /// Nothing was heard of it: who waits goes on, the first of them as the next probe.
    private func giveUp(probeOf since: Instant) {
        if case .probing(let begun) = state, begun == since { state = .open(until: since) }
    }

    /// The probe was not sent after all: the next message takes its place.
    func abandon(at now: Instant) {
        if case .probing = state { state = .open(until: now) }
    }

    /// The gateway did its work, be it by a refusal. True when an outage ends with it.
    func succeeded() -> Bool {
        defer {
            state = .closed(failures: 0)
            rest = Self.firstRest
        }
        if case .closed = state { return false }
        return true
    }

    /// True when an outage begins with it. `isEverybodys`: it concerns every message, such as wrong credentials;
    /// `atLeast`: the rest that the gateway asked for.
    func failed(at now: Instant, isEverybodys: Bool = false, atLeast: Span? = nil) -> Bool {
        switch state {
        case .closed(let failures):
            let count = failures + (isEverybodys ? Self.limit : 1)
            guard count >= Self.limit else {
                state = .closed(failures: count)
                return false
            }
            open(at: now, atLeast)
            return true
        case .open:
            // It left before the rest began and says nothing new.
            return false
        case .probing:
            open(at: now, atLeast)
            return false
        }
    }

    private func open(at now: Instant, _ atLeast: Span?) {
        state = .open(until: now + max(rest, min(atLeast ?? rest, Self.longestRest)))
        rest = min(rest * 2, Self.longestRest)
    }
}
