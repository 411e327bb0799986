package import Domain
import Foundation

/// "This ticket is at that version": all that a live page is told; it fetches what it shows.
package struct TicketChange: Hashable, Sendable {
    package let organization: OrganizationID
    package let ticket: TicketID
    package let version: Int

    package init(organization: OrganizationID, ticket: TicketID, version: Int) {
        self.organization = organization
        self.ticket = ticket
        self.version = version
    }
}

/// What a transaction has to tell once it is committed.
struct CommitNews {
    var changes: [TicketChange] = []
    var wakesCourier = false
    /// A file came that is to be made fit to be shown.
    var bringsPictures = false

    mutating func merge(_ other: CommitNews) {
        changes += other.changes
        wakesCourier = wakesCourier || other.wakesCourier
        bringsPictures = bringsPictures || other.bringsPictures
    }
}

final class ChangeFeed: Sendable {
    /// Who works in the background, and what wakes him.
    enum Worker { case courier, darkroom }

    private struct Listener {
        let wants: @Sendable (TicketChange) -> Bool
        let continuation: AsyncStream<TicketChange>.Continuation
    }

    private struct State {
        var nextKey = 0
        var listeners: [Int: Listener] = [:]
        var wakers: [Int: (worker: Worker, continuation: AsyncStream<Void>.Continuation)] = [:]
        var isFinished = false

        mutating func key() -> Int {
            nextKey += 1
            return nextKey
        }
    }

    /// A page that is this far behind fetches everything anyway.
    private static let buffered = 64
    private let state = Guarded(State())

    func changes(where wants: @escaping @Sendable (TicketChange) -> Bool) -> AsyncStream<TicketChange> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: TicketChange.self, bufferingPolicy: .bufferingNewest(Self.buffered))
        let key: Int? = state.with { state in
            guard !state.isFinished else { return nil }
            let key = state.key()
            state.listeners[key] = Listener(wants: wants, continuation: continuation)
            return key
        }
        guard let key else {
            continuation.finish()
            return stream
        }
        continuation.onTermination = { [state] _ in
            _ = state.with { $0.listeners.removeValue(forKey: key) }
        }
        return stream
    }

    func wakes(_ worker: Worker) -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let key: Int? = state.with { state in
            guard !state.isFinished else { return nil }
            let key = state.key()
            state.wakers[key] = (worker, continuation)
            return key
        }
        guard let key else {
            continuation.finish()
            return stream
        }
        continuation.onTermination = { [state] _ in
            _ = state.with { $0.wakers.removeValue(forKey: key) }
        }
        return stream
    }

    func publish(_ news: CommitNews) {
        guard !news.changes.isEmpty || news.wakesCourier || news.bringsPictures else { return }
        let (listeners, wakers) = state.with { (Array($0.listeners.values), Array($0.wakers.values)) }
        for change in news.changes {
            for listener in listeners where listener.wants(change) { listener.continuation.yield(change) }
        }
        for waker in wakers {
            switch waker.worker {
            case .courier: if news.wakesCourier { waker.continuation.yield() }
            case .darkroom: if news.bringsPictures { waker.continuation.yield() }
            }
        }
    }

    func finish() {
        // Outside the lock: finishing calls `onTermination`, which takes it.
        let (listeners, wakers) = state.with { state in
            state.isFinished = true
            return (Array(state.listeners.values), Array(state.wakers.values))
        }
        for listener in listeners { listener.continuation.finish() }
        for waker in wakers { waker.continuation.finish() }
    }
}
