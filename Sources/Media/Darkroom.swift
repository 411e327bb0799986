import Domain
package import Logging
import ServiceLifecycle
package import Store

/// Makes pictures fit to be shown, in the background: whoever sends them has had his answer. At most two at a time, and
/// one HEIC, which takes fifteen times as long as a JPEG and a fifth of a gigabyte.
package final class Darkroom: Service {
    /// What other processes brought is noticed after this.
    private static let pause = Duration.seconds(30)
    private static let lease = Span.minutes(5)
    private static let mostAttempts = 3
    /// One hand takes everything, the other leaves HEIC alone.
    private static let hands = [PendingRendition.types, PendingRendition.types.subtracting(["image/heic"])]

    private let store: Store
    private let developer: Developer
    private let logger: Logger

    package init(store: Store, developer: Developer, logger: Logger) {
        self.store = store
        self.developer = developer
        self.logger = logger
    }

    /// Develops what waits, and returns when nothing does: for tests and tools.
    package func drain() async throws { try await develop(Self.hands[0]) }

    package func run() async throws {
        try await store.write { try $0.releaseRenditions() }
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                for types in Self.hands { group.addTask { await self.work(types) } }
            }
        }
    }

    private func work(_ types: Set<String>) async {
        let (bell, ring) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let ear = Task { [arrivals = store.arrivals()] in
            for await _ in arrivals { ring.yield() }
        }
        let alarm = Task {
            while !Task.isCancelled {
                ring.yield()
                try await Task.sleep(for: Self.pause)
            }
        }
        defer {
            ear.cancel()
            alarm.cancel()
        }
        for await _ in bell {
            do {
                try await develop(types)
            } catch is CancellationError {
                return
            } catch {
                // A missing program says so by its path; other errors may carry more than a log should hold.
                let words = (error as? MediaUnavailable)?.description ?? "\(type(of: error))"
                logger.error("pictures cannot be made now: \(words)")
            }
        }
    }

    private func develop(_ types: Set<String>) async throws {
        while !Task.isCancelled {
            let now = store.clock.now()
            guard let pending = try await store.read({ try $0.nextRendition(of: types, at: now) }) else { return }
            let isOurs = try await store.write { try $0.claimRendition(pending, lease: Self.lease) }
            if isOurs { try await develop(pending) }
        }
    }

    private func develop(_ pending: PendingRendition) async throws {
        let sha256 = pending.sha256
        // Begun so often and never ended: whatever it does to us, it does not do it again.
        guard pending.attempts < Self.mostAttempts else { return try await fail(pending, .tooCostly) }
        let outcome: Developer.Outcome
        do {
            outcome = try await developer.develop(pending)
        } catch {
            try await store.write { try $0.postponeRendition(of: sha256, for: .minutes(5), isCounted: false) }
            throw error
        }
        switch outcome {
        case .ready(let shown, let files):
            try await store.write { try $0.finishRendition(of: sha256, .ready(shown), files: files) }
        case .failed(let failure): try await fail(pending, failure)
        case .collapsed where pending.attempts + 1 >= Self.mostAttempts: try await fail(pending, .tooCostly)
        case .collapsed:
            try await store.write { try $0.postponeRendition(of: sha256, for: .seconds(10), isCounted: true) }
        case .stopped:
            try await store.write { try $0.postponeRendition(of: sha256, for: .seconds(0), isCounted: false) }
        }
    }

    private func fail(_ pending: PendingRendition, _ failure: Rendition.Failure) async throws {
        logger.info("a file cannot be shown", metadata: ["type": "\(pending.type)", "why": "\(failure.rawValue)"])
        try await store.write { try $0.finishRendition(of: pending.sha256, .failed(failure)) }
    }
}
