import Domain
import Gateways
import Store

/// The messages of one way: so many at a time, twice as many waiting. A slow mail server does not slow SMS.
actor Lane {
    enum Admission { case start, wait }

    struct Room {
        let limit: Int
        var isUrgentOnly = false
    }

    private let width: Int
    private let limiter: RateLimiter?
    private var running = 0
    private var waiting: [ClaimedNotice] = []
    private var heldBack = 0

    init(width: Int, limiter: RateLimiter?) {
        self.width = max(1, width)
        self.limiter = limiter
    }

    /// What may be claimed for it. While enough wait, so that a claim is worth its commit, only who is urgent.
    var room: Room? {
        if waiting.count <= low { return Room(limit: 3 * width - running - waiting.count) }
        return waiting.count(where: \.notice.isUrgent) < width ? Room(limit: width, isUrgentOnly: true) : nil
    }

    /// Who is urgent goes before those who wait already and are not.
    func admit(_ notice: ClaimedNotice) -> Admission {
        guard running == width else {
            running += 1
            return .start
        }
        let place = notice.notice.isUrgent ? waiting.firstIndex { !$0.notice.isUrgent } : nil
        waiting.insert(notice, at: place ?? waiting.endIndex)
        return .wait
    }

    /// What follows in the place that became free; nil gives the place back. `isLow`: from now on there is room.
    func next() -> (notice: ClaimedNotice?, isLow: Bool) {
        guard waiting.isEmpty else { return (waiting.removeFirst(), waiting.count == low) }
        running -= 1
        return (nil, running == 0)
    }

    private var low: Int { width / 2 }

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
