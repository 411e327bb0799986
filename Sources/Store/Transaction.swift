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

    typealias Columns = KeyValuePairs<String, (any DatabaseValueConvertible)?>

    /// Returns the number of rows changed.
    @discardableResult
    func run(_ sql: String, _ values: Reader.Values = [:]) throws -> Int {
        try database.cachedStatement(sql: sql).execute(arguments: StatementArguments(values))
        return database.changesCount
    }

    func insert(into table: String, _ columns: Columns) throws {
        try run(Self.insertion(table, columns), columns.map(\.value))
    }

    /// Inserts, or overwrites the row with the same `id`.
    func upsert(into table: String, _ columns: Columns) throws {
        var sql = Self.insertion(table, columns)
        sql += " ON CONFLICT (id) DO UPDATE SET "
        for (position, column) in columns.dropFirst().enumerated() {
            if position > 0 { sql += ", " }
            sql += column.key
            sql += " = excluded."
            sql += column.key
        }
        try run(sql, columns.map(\.value))
    }

    /// Overwrites the row whose `id` is the first column's value. Throws `StoreError.missing` if there is none.
    func update(_ table: String, _ columns: Columns) throws {
        var sql = "UPDATE \(table) SET "
        for (position, column) in columns.dropFirst().enumerated() {
            if position > 0 { sql += ", " }
            sql += column.key
            sql += " = ?"
        }
        sql += " WHERE id = ?"
        let values = columns.map(\.value)
        if try run(sql, Array(values.dropFirst() + values.prefix(1))) == 0 { throw StoreError.missing(table) }
    }

    private static func insertion(_ table: String, _ columns: Columns) -> String {
        var sql = "INSERT INTO \(table) ("
        for (position, column) in columns.enumerated() {
            if position > 0 { sql += ", " }
            sql += column.key
        }
        sql += ") VALUES (?"
        for _ in columns.dropFirst() { sql += ", ?" }
        sql += ")"
        return sql
    }

    @discardableResult
    private func run(_ sql: String, _ values: [(any DatabaseValueConvertible)?]) throws -> Int {
        try database.cachedStatement(sql: sql).execute(arguments: StatementArguments(values))
        return database.changesCount
    }
}
