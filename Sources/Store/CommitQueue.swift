import Domain
import GRDB

/// One caller's verb, with what to tell the caller.
struct WriteJob: Sendable {
    /// Runs the verb; what it returns tells the caller of success, once that is on disk.
    let run: @Sendable (Transaction) throws -> @Sendable () -> Void
    let fail: @Sendable (any Error) -> Void

    init<T: Sendable>(
        _ verb: @escaping @Sendable (Transaction) throws -> T,
        tell: @escaping @Sendable (Result<T, any Error>) -> Void
    ) {
        run = { transaction in
            let value = try verb(transaction)
            return { tell(.success(value)) }
        }
        fail = { tell(.failure($0)) }
    }
}

/// Group commit: while one transaction goes to disk, the next verbs gather and then share one. The work is done on
/// the database's own queue, never on Swift's cooperative threads.
final class CommitQueue: Sendable {
    private struct State {
        var waiting: [WriteJob] = []
        var isDraining = false
        var isClosed = false
        var commits = 0
    }

    /// Keeps one transaction short enough that nobody waits long for it.
    private static let largestBatch = 128

    private let pool: DatabasePool
    private let clock: Clock
    private let identifiers: IdentifierSource
    private let feed: ChangeFeed
    private let state = Guarded(State())

    init(pool: DatabasePool, clock: Clock, identifiers: IdentifierSource, feed: ChangeFeed) {
        self.pool = pool
        self.clock = clock
        self.identifiers = identifiers
        self.feed = feed
    }

    var count: Int { state.with { $0.commits } }

    /// What was added is still done; what comes later is refused.
    func close() { state.with { $0.isClosed = true } }

    func add(_ job: WriteJob) {
        let isClosed = state.with(\.isClosed)
        if isClosed { return job.fail(StoreError.closed) }
        let mustStart = state.with { state in
            state.waiting.append(job)
            defer { state.isDraining = true }
            return !state.isDraining
        }
        guard mustStart else { return }
        pool.asyncWriteWithoutTransaction { [self] in drain($0) }
    }

    private func drain(_ database: Database) {
        while let batch = nextBatch() {
            commit(batch, in: database)
        }
    }

    private func nextBatch() -> [WriteJob]? {
        state.with { state in
            guard !state.waiting.isEmpty else {
                state.isDraining = false
                return nil
            }
            let batch = Array(state.waiting.prefix(Self.largestBatch))
            state.waiting.removeFirst(batch.count)
            return batch
        }
    }

    private func commit(_ batch: [WriteJob], in database: Database) {
        var outcomes: [() -> Void] = []
        var news = CommitNews()
        do {
            try database.inTransaction(.immediate) {
                for job in batch {
                    outcomes.append(try outcome(of: job, in: database, news: &news))
                }
                return .commit
            }
        } catch {
            let reason = StoreError.explaining(error)
            for job in batch { job.fail(reason) }
            return
        }
        state.with { $0.commits += 1 }
        feed.publish(news)
        for tell in outcomes { tell() }
    }

    /// Throws only if the whole transaction is lost, as on a full disk.
    private func outcome(of job: WriteJob, in database: Database, news: inout CommitNews) throws -> () -> Void {
        let transaction = Transaction(database: database, now: clock.now(), identifiers: identifiers)
        var success: (@Sendable () -> Void)?
        do {
            try database.inSavepoint {
                success = try job.run(transaction)
                return .commit
            }
        } catch {
            guard database.isInsideTransaction else { throw error }
            let reason = StoreError.explaining(error)
            return { job.fail(reason) }
        }
        news.merge(transaction.news)
        return success ?? {}
    }
}
