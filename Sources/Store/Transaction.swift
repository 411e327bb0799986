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
        try run(Self.insertion(table, columns), Self.values(columns))
    }

    /// Inserts, or overwrites the row with the same `id`.
    func upsert(into table: String, _ columns: Columns) throws {
        let updates = columns.dropFirst().map { "\($0.key) = excluded.\($0.key)" }.joined(separator: ", ")
        try run(Self.insertion(table, columns) + " ON CONFLICT (id) DO UPDATE SET \(updates)", Self.values(columns))
    }

    /// Overwrites the row whose `id` is the first column's value. Throws `StoreError.missing` if there is none.
    func update(_ table: String, _ columns: Columns) throws {
        let updates = columns.dropFirst().map { "\($0.key) = :\($0.key)" }.joined(separator: ", ")
        let changed = try run("UPDATE \(table) SET \(updates) WHERE id = :id", Self.values(columns))
        if changed == 0 { throw StoreError.missing(table) }
    }

    private static func insertion(_ table: String, _ columns: Columns) -> String {
        let names = columns.map(\.key)
        let places = names.map { ":\($0)" }
        return "INSERT INTO \(table) (\(names.joined(separator: ", "))) VALUES (\(places.joined(separator: ", ")))"
    }

    private static func values(_ columns: Columns) -> Reader.Values {
        Reader.Values(columns.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
    }
}
