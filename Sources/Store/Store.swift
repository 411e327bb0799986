package import Domain
import Foundation
import GRDB

/// The database: one writer, many readers, and a feed of what was committed.
package final class Store: Sendable {
    package let clock: Clock
    private let pool: DatabasePool
    private let commits: CommitQueue
    private let feed = ChangeFeed()
    private let identifiers: IdentifierSource
    /// Deleted with the store: tests only.
    private let temporaryFolder: String?

    /// Opens the database file at `path`, makes it and its folder if they are missing, and brings the schema up to
    /// date. `node` (0 to 1023) tells apart processes that make ids at the same time.
    package static func open(_ path: String, clock: Clock = .system, node: Int = 0) throws -> Store {
        try Store(path: path, clock: clock, node: node, temporaryFolder: nil)
    }

    /// A database in a folder of its own that goes when the store does: for tests.
    package static func temporary(
        clock: Clock = .system, onStatement: (@Sendable (String) -> Void)? = nil
    ) throws -> Store {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("store-\(UUID().uuidString)").path
        return try Store(
            path: folder + "/relais.sqlite", clock: clock, node: 0, temporaryFolder: folder, onStatement: onStatement)
    }

    private init(
        path: String, clock: Clock, node: Int, temporaryFolder: String?,
        onStatement: (@Sendable (String) -> Void)? = nil
    ) throws {
        self.clock = clock
        self.temporaryFolder = temporaryFolder
        let highest: Int64
        do {
            pool = try SQLite.open(path, onStatement: onStatement)
            try SQLite.migrator.migrate(pool)
            highest = try pool.read { try SQLite.highestIdentifier($0) }
        } catch {
            throw StoreError.explaining(error)
        }
        identifiers = IdentifierSource(clock: clock, node: node, highest: highest)
        commits = CommitQueue(pool: pool, clock: clock, identifiers: identifiers, feed: feed)
    }

    deinit {
        feed.finish()
        guard let temporaryFolder else { return }
        try? pool.close()
        try? FileManager.default.removeItem(atPath: temporaryFolder)
    }

    /// Runs `verb` in a transaction that it may share with others (one savepoint each), and returns when it is on disk.
    /// Throws what the verb threw, whose writes alone are then undone, or why the commit failed.
    package func write<T: Sendable>(_ verb: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            commits.add(WriteJob(verb) { continuation.resume(with: $0) })
        }
    }

    /// Runs `query` on one snapshot. Several questions belong into one call: the hop costs more than a query.
    package func read<T: Sendable>(_ query: @escaping @Sendable (Reader) throws -> T) async throws -> T {
        do {
            return try await pool.read { try query(Reader(database: $0)) }
        } catch {
            throw StoreError.explaining(error)
        }
    }

    /// Says "this ticket is at that version" after each commit; a slow listener loses the oldest.
    package func changes(of organization: OrganizationID) -> AsyncStream<TicketChange> {
        feed.changes { $0.organization == organization }
    }

    package func changes(of ticket: TicketID) -> AsyncStream<TicketChange> {
        feed.changes { $0.ticket == ticket }
    }

    /// Fires after each commit that enqueued a notice or a timer; several may come as one.
    package func wakes() -> AsyncStream<Void> { feed.wakes(.courier) }

    /// Fires after each commit that brought a file to be made fit to be shown; several may come as one.
    package func arrivals() -> AsyncStream<Void> { feed.wakes(.darkroom) }

    package func newID<S>() -> Identifier<S> { Identifier(identifiers.next()) }

    /// Copies the database, as it is now, into a new file while work goes on.
    package func backup(to path: String) async throws {
        try SQLite.makeFile(path)
        let pool = pool
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            DispatchQueue.global().async {
                continuation.resume(
                    with: Result {
                        let copy = try DatabaseQueue(path: path)
                        try pool.backup(to: copy)
                        try copy.close()
                    })
            }
        }
    }

    /// Throws where nothing could be read, or nothing be written: a full disk, a lock of another program's, a folder
    /// that is read-only. Writes nothing that stays.
    package func checkReadiness() async throws {
        try await write { try $0.probe() }
    }

    /// Waits for what is under way and lets the file go. Later calls throw.
    package func close() throws {
        commits.close()
        feed.finish()
        try pool.close()
    }

    /// How many transactions were committed since opening: what group commit saves shows here.
    package var commitCount: Int { commits.count }

    /// How the database would go about a statement, a line for each step: whether it reads an index or a whole table.
    package func plan(of sql: String) async throws -> [String] {
        try await pool.read { database in
            let statement = try database.makeStatement(sql: "EXPLAIN QUERY PLAN " + sql)
            // Values that are not bound are NULL: the plan is the same.
            statement.setUncheckedArguments(StatementArguments())
            return try GRDB.Row.fetchAll(statement).map { $0["detail"] }
        }
    }

    /// What the writer's connection says about one of SQLite's settings.
    package func setting(_ pragma: String) throws -> String? {
        try pool.writeWithoutTransaction { try String.fetchOne($0, sql: "PRAGMA \(pragma)") }
    }
}
