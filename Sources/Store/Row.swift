import GRDB
import GRDBSQLite

/// One row of an answer, read where it stands: it lives until the next one is asked for.
///
/// GRDB's own `Row` makes a dictionary of lowercased column names for each answer, which takes longer than most of our
/// queries; here a statement's columns are listed once.
struct Row {
    let statement: SQLiteStatement
    let columns: [String: CInt]

    /// A column's value. Throws `StoreError.damaged` with the column's name; never traps, never tells the value.
    func get<T: StatementColumnConvertible>(_ column: String) throws -> T {
        guard let index = columns[column], let value = T.fromStatement(statement, atUncheckedIndex: index) else {
            throw StoreError.damaged(column)
        }
        return value
    }

    func json<T: Decodable>(_ column: String) throws -> T {
        let text: String = try get(column)
        return try JSON.decode(text, column: column)
    }

    /// For what is read often: an event, which never changes, or one of a handful of states.
    func json<T: Decodable & Sendable>(_ column: String, known: Known<T>) throws -> T {
        let text: String = try get(column)
        return try known.value(of: text) { try JSON.decode($0, column: column) }
    }

    func jsonIfPresent<T: Decodable>(_ column: String) throws -> T? {
        let text: String? = try get(column)
        return try text.map { try JSON.decode($0, column: column) }
    }

    func jsonIfPresent<T: Decodable & Sendable>(_ column: String, known: Known<T>) throws -> T? {
        let text: String? = try get(column)
        return try text.map { try known.value(of: $0) { try JSON.decode($0, column: column) } }
    }
}

/// A statement's values by the names of its parameters, without the colon.
struct NamedValues: ExpressibleByDictionaryLiteral {
    typealias Value = (any DatabaseValueConvertible)?

    private var pairs: [(name: String, value: Value)]

    init(dictionaryLiteral pairs: (String, Value)...) { self.pairs = pairs.map { ($0.0, $0.1) } }

    /// Nil for what is not there.
    subscript(_ name: String) -> Value {
        get { pairs.first { $0.name == name }?.value }
        set {
            if let index = pairs.firstIndex(where: { $0.name == name }) {
                pairs[index].value = newValue
            } else {
                pairs.append((name, newValue))
            }
        }
    }

    func bind(to statement: Statement, _ shape: StatementShape) throws {
        statement.clear()
        for (position, name) in shape.parameters.enumerated() {
            guard let pair = pairs.first(where: { $0.name == name }) else { throw StoreError.missing(":\(name)") }
            try statement.bind(pair.value, at: position)
        }
    }
}

/// What is the same whenever a statement runs.
struct StatementShape: Sendable {
    private static let known = Known<StatementShape>(most: 2000)

    /// By position, without the colon; a parameter without a name is empty.
    let parameters: [String]
    let columns: [String: CInt]

    /// `sql` is what the statement was made of: asking the statement for it costs more than most queries.
    static func of(_ statement: Statement, sql: String) -> StatementShape {
        known.value(of: sql) { _ in StatementShape(statement) }
    }

    private init(_ statement: Statement) {
        let count = sqlite3_bind_parameter_count(statement.sqliteStatement)
        parameters = (0..<count).map { position in
            guard let name = sqlite3_bind_parameter_name(statement.sqliteStatement, position + 1) else { return "" }
            return String(String(cString: name).dropFirst())
        }
        // Of two columns of one name the first counts.
        columns = Dictionary(zip(statement.columnNames, 0...), uniquingKeysWith: { first, _ in first })
    }
}

extension Statement {
    /// GRDB's own arguments are left empty: values are bound where SQLite wants them, without a dictionary in between.
    func clear() { setUncheckedArguments(StatementArguments()) }

    /// `position` counts from zero.
    func bind(_ value: (any DatabaseValueConvertible)?, at position: Int) throws {
        let index = CInt(position + 1)
        let code = value?.bind(to: sqliteStatement, at: index) ?? sqlite3_bind_null(sqliteStatement, index)
        if code != SQLITE_OK { throw DatabaseError(resultCode: ResultCode(rawValue: code), sql: sql) }
    }

    /// Shows each row in turn; values were bound before.
    func forEach(_ shape: StatementShape, _ read: (Row) throws -> Bool) throws {
        let row = Row(statement: sqliteStatement, columns: shape.columns)
        // Only to step through the rows: what a cursor of flags reads of each costs nothing.
        let steps = try Bool?.fetchCursor(self)
        // The row lives only as long as its cursor.
        try withExtendedLifetime(steps) {
            while try steps.next() != nil, try read(row) {}
        }
    }
}
