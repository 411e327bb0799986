package import Domain
import GRDB

/// One verb's writes: all of them or none. Lives only as long as the verb's closure.
package final class Transaction {
    /// Frozen: everything that one verb does happens at one moment.
    package let now: Instant
    /// Sees what this transaction wrote.
    package let reader: Reader
    let database: Database
    var news = CommitNews()
    private let identifiers: IdentifierSource

    init(database: Database, now: Instant, identifiers: IdentifierSource) {
        self.database = database
        self.now = now
        self.identifiers = identifiers
        reader = Reader(database: database)
    }

    package func newID<S>() -> Identifier<S> { Identifier(identifiers.next()) }

    /// Returns the number of rows changed.
    @discardableResult
    func run(_ sql: String, _ values: Reader.Values = [:]) throws -> Int {
        let statement = try database.cachedStatement(sql: sql)
        try values.bind(to: statement, .of(statement, sql: sql))
        try statement.execute()
        return database.changesCount
    }

    func insert(into table: String, _ columns: ColumnValues) throws {
        try run(Self.sentences.text(.insert, table, columns.names), columns.values)
    }

    /// Inserts, or overwrites the row with the same `id`.
    func upsert(into table: String, _ columns: ColumnValues) throws {
        try run(Self.sentences.text(.upsert, table, columns.names), columns.values)
    }

    /// Overwrites the row whose `id` is the first column's value. Throws `StoreError.missing` if there is none.
    func update(_ table: String, _ columns: ColumnValues) throws {
        let values = columns.values.dropFirst() + columns.values.prefix(1)
        let changed = try run(Self.sentences.text(.update, table, columns.names), values)
        if changed == 0 { throw StoreError.missing(table) }
    }

    /// The same for a ticket, if nobody has written since it was read: whether it was.
    func updateTicket(_ id: TicketID, version: Int, _ columns: ColumnValues) throws -> Bool {
        try run(Self.sentences.text(.updateVersion, "tickets", columns.names), columns.values + [id, version]) == 1
    }

    /// Writes a row and takes it away again, so that a disk that takes nothing is noticed.
    func probe() throws {
        let scope = "readiness"
        try insert(
            into: "submissions",
            ["scope": scope, "id": newID() as NoticeID, "fingerprint": "", "outcome": "", "at": now])
        try run("DELETE FROM submissions WHERE scope = :scope", ["scope": scope])
    }

    private static let sentences = ColumnSentences()

    @discardableResult
    private func run(_ sql: String, _ values: some Sequence<(any DatabaseValueConvertible)?>) throws -> Int {
        let statement = try database.cachedStatement(sql: sql)
        statement.clear()
        for (position, value) in values.enumerated() { try statement.bind(value, at: position) }
        try statement.execute()
        return database.changesCount
    }
}
