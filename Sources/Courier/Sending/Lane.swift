import Domain
import Gateways
import Store

/// The messages of one way: so many at a time, as many waiting. A slow mail server does not slow SMS.
actor Lane {
    enum Admission { case start, wait, full }

    private let width: Int
    private let limiter: RateLimiter?
    private var running = 0
    private var waiting: [ClaimedNotice] = []
    private var heldBack = 0

    init(width: Int, limiter: RateLimiter?) {
        self.width = max(1, width)
        self.limiter = limiter
    }

    /// How many more may be claimed for it.
    var room: Int { max(0, 2 * width - running - waiting.count) }

    func admit(_ notice: ClaimedNotice) -> Admission {
        guard running == width else {
            running += 1
            return .start
        }
        guard waiting.count < width else { return .full }
        waiting.append(notice)
        return .wait
    }

    /// What follows in the place that became free; nil gives the place back.
    func next() -> ClaimedNotice? {
        guard waiting.isEmpty else { return waiting.removeFirst() }
        running -= 1
        return nil
    }

    /// Nil when one message may go now; else how long it waits. Those held back together come back one by one.
    func held() -> Span? {
        guard let pause = limiter?.take() else {
            heldBack = 0
            return nil
        }
        heldBack += 1
        return pause * Double(heldBack)
    }

    /// The provider asked for a rest.
    func pause(for span: Span) { limiter?.pause(for: span) }

    /// Forgets what waits; its leases end.
    func clear() { waiting = [] }
}
