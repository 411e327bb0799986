import GRDB

/// One column of what a value is kept as. A value is inserted with all of them and updated with those that differ: SQLite
/// writes an index anew whenever one of its columns is set, whether to something else or not.
struct Column<Whole>: Sendable {
    private let name: String
    private let isSame: @Sendable (Whole, Whole) -> Bool
    private let value: @Sendable (Whole) throws -> (any DatabaseValueConvertible)?

    init<Part: Equatable & DatabaseValueConvertible & SendableMetatype>(
        _ name: String, _ part: @escaping @Sendable (Whole) -> Part?
    ) {
        self.name = name
        isSame = { part($0) == part($1) }
        value = { part($0) }
    }

    init<Part: Equatable & Encodable & SendableMetatype>(
        _ name: String, json part: @escaping @Sendable (Whole) -> Part?
    ) {
        self.name = name
        isSame = { part($0) == part($1) }
        value = { try part($0).map(JSON.encode) }
    }

    /// Those of the columns that differ; all of them where there was nothing before.
    static func values(_ columns: [Column], of after: Whole, since before: Whole?) throws -> ColumnValues {
        var values = ColumnValues()
        for column in columns {
            if let before, column.isSame(after, before) { continue }
            values.append(column.name, try column.value(after))
        }
        return values
    }
}

/// Columns and what to write into them.
struct ColumnValues: ExpressibleByDictionaryLiteral {
    private(set) var names: [String] = []
    private(set) var values: [(any DatabaseValueConvertible)?] = []

    init() {}

    init(dictionaryLiteral pairs: (String, (any DatabaseValueConvertible)?)...) {
        (names, values) = (pairs.map { $0.0 }, pairs.map { $0.1 })
    }

    var isEmpty: Bool { names.isEmpty }

    mutating func append(_ name: String, _ value: (any DatabaseValueConvertible)?) {
        names.append(name)
        values.append(value)
    }

    mutating func append(_ others: ColumnValues) {
        names += others.names
        values += others.values
    }
}
