import Domain
import Gateways
package import Intake
package import Logging
package import Rendering
import ServiceLifecycle
package import Store
import Workflow

/// Sends what the verbs have enqueued, and lets the clock act. It wakes when something was enqueued and when the next
/// notice or timer is due. Nothing is lost when the process dies: a claim is a lease that ends.
package final class Courier: Service {
    /// Clocks that are set, and other processes on the same database, are noticed after this.
    private static let longestSleep = Span.seconds(15)
    private static let batch = 32

    private let store: Store
    private let configuration: CourierConfiguration
    private let timers: Timers
    private let lanes: [Contact.Way: Lane]
    private let dispatch: Dispatch
    private let bell = Bell()
    private let turns = Turns()
    private let clockWatch = ClockWatch()
    private let logger: Logger

    /// `chance` spreads the retries: a random number from 0 to 1.
    package init(
        store: Store, files: FileStore, renderer: Renderer, links: LinkKeyring, gateways: CourierGateways,
        configuration: CourierConfiguration, logger: Logger,
        chance: @escaping @Sendable () -> Double = { Double.random(in: 0...1) }
    ) {
        self.store = store
        self.configuration = configuration
        self.logger = logger
        let workflow = Workflow(store: store)
        timers = Timers(store: store, workflow: workflow, logger: logger)
        let limiter = gateways.sms.rate.map { RateLimiter($0, clock: store.clock) }
        lanes = [
            .sms: Lane(width: configuration.width[.sms] ?? 1, limiter: limiter),
            .email: Lane(width: configuration.width[.email] ?? 1, limiter: nil),
        ]
        dispatch = Dispatch(
            store: store, gateways: gateways,
            writer: LetterWriter(
                renderer: renderer, links: links, workflow: workflow, files: files, configuration: configuration),
            lookups: Lookups(store: store, renderer: renderer), outcomes: Outcomes(store: store, logger: logger),
            lanes: lanes,
            breakers: [.sms: Breaker(), .email: Breaker()], longestTransfer: configuration.longestTransfer,
            chance: chance, logger: logger)
    }

    /// Looks at once whether anything is due: for clocks that travel.
    package func wake() { bell.ring() }

    /// Runs every timer and sends every message that is due now, and returns when nothing is: for tests and tools. Of
    /// two callers the second waits for the first, so that both find everything done.
    package func drain() async throws {
        try await turns.take { try await self.sendAllDue() }
    }

    private func sendAllDue() async throws {
        while true {
            try await followClock()
            while try await timers.runSome() {}
            let claimed = try await claim(Contact.Way.allCases.map { ($0, Lane.Room(limit: Self.batch)) })
            if claimed.isEmpty { return }
            await withDiscardingTaskGroup { group in
                for notice in claimed { group.addTask { await self.dispatch.deliver(notice) } }
            }
        }
    }

    // MARK: Running

    package func run() async throws {
        try await store.write { try $0.releaseLeases() }
        // The clock may have been set back since the last start.
        if let last = try await store.read({ try $0.lastEnqueued() }) { _ = await clockWatch.setBack(at: last) }
        let wakes = store.wakes()
        let ear = Task { [bell] in
            for await _ in wakes { bell.ring() }
        }
        defer { ear.cancel() }
        bell.ring()
        await withTaskCancellationOrGracefulShutdownHandler {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await self.work() }
                group.addTask { await self.limitStop() }
                await group.next()
                group.cancelAll()
            }
        } onCancelOrGracefulShutdown: { [bell] in
            bell.silence()
        }
    }

    /// Returns when the bell was silenced and what is in hand is finished.
    private func work() async {
        await withDiscardingTaskGroup { group in
            var alarm: Task<Void, Never>?
            for await _ in bell.rings {
                alarm?.cancel()
                do {
                    try await followClock()
                    // Of many timers some at a time: what is due to be sent does not wait for all of them.
                    if try await timers.runSome() { bell.ring() }
                    for notice in try await claim(await rooms()) { await place(notice, in: &group) }
                    alarm = ring(after: try await sleep())
                } catch is CancellationError {
                    continue
                } catch {
                    logger.error("the courier stumbled and goes on: \(type(of: error))")
                    alarm = ring(after: .seconds(5))
                }
            }
            alarm?.cancel()
            for lane in lanes.values { await lane.clear() }
        }
    }

    /// What is to go at once or to be tried again does not wait twice.
    private func followClock() async throws {
        let now = store.clock.now()
        guard let span = await clockWatch.setBack(at: now) else { return }
        logger.warning("the clock was set back", metadata: ["seconds": "\(span.milliseconds / 1000)"])
        do {
            try await store.write { try $0.bringForward(by: span) }
        } catch {
            await clockWatch.again(from: now + span)
            throw error
        }
    }

    /// Ends some seconds after a stop was asked for, whatever is still under way then.
    private func limitStop() async {
        try? await gracefulShutdown()
        try? await Task.sleep(for: .milliseconds(configuration.patienceAtStop.milliseconds))
    }

    /// The lanes that take more, and how many.
    private func rooms() async -> [(Contact.Way, Lane.Room)] {
        var rooms: [(Contact.Way, Lane.Room)] = []
        for (way, lane) in lanes {
            if let room = await lane.room { rooms.append((way, room)) }
        }
        return rooms
    }

    /// Each way for itself: mails that wait for a slow server take no SMS's place.
    private func claim(_ rooms: [(Contact.Way, Lane.Room)]) async throws -> [ClaimedNotice] {
        guard !rooms.isEmpty else { return [] }
        let lease = configuration.lease
        return try await store.write { transaction in
            try rooms.flatMap { way, room in
                try transaction.claimNotices(
                    limit: room.limit, by: way, isUrgentOnly: room.isUrgentOnly, leaseFor: lease)
            }
        }
    }

    /// Starts a notice in its lane, where it is followed by what waits there.
    private func place(_ notice: ClaimedNotice, in group: inout DiscardingTaskGroup) async {
        guard let lane = lanes[notice.notice.way], case .start = await lane.admit(notice) else { return }
        group.addTask { [dispatch, bell] in
            var current: ClaimedNotice? = notice
            while let notice = current {
                await dispatch.deliver(notice)
                let next = await lane.next()
                if next.isLow { bell.ring() }
                current = next.notice
            }
        }
    }

    /// How long nothing will be due that a lane has room for; it rings when it has. Who becomes urgent does not wait for
    /// that.
    private func sleep() async throws -> Span {
        let ways = await rooms().filter { !$1.isUrgentOnly }.map(\.0)
        let longest = ways.count == lanes.count ? Self.longestSleep : .seconds(1)
        let next = try await store.read { [timers] in
            [try $0.nextNotice(by: ways), try timers.next(in: $0)].compactMap(\.self).min()
        }
        guard let next else { return longest }
        return min(max(next - store.clock.now(), .seconds(0)), longest)
    }

    private func ring(after span: Span) -> Task<Void, Never> {
        Task { [bell] in
            try? await Task.sleep(for: .milliseconds(max(20, span.milliseconds)))
            if !Task.isCancelled { bell.ring() }
        }
    }
}
