import Domain
import Foundation
import GRDB

/// Asks questions of one snapshot of the database. Its methods stand beside their SQL, in the folder of their subject.
package struct Reader {
    let database: Database

    typealias Values = NamedValues

    func all<T>(_ sql: String, _ values: Values = [:], _ make: (Row) throws -> T) throws -> [T] {
        var found: [T] = []
        try each(sql, values) { row in
            found.append(try make(row))
            return true
        }
        return found
    }

    func first<T>(_ sql: String, _ values: Values = [:], _ make: (Row) throws -> T) throws -> T? {
        var found: T?
        try each(sql, values) { row in
            found = try make(row)
            return false
        }
        return found
    }

    private func each(_ sql: String, _ values: Values, _ read: (Row) throws -> Bool) throws {
        let statement = try database.cachedStatement(sql: sql)
        let shape = StatementShape.of(statement, sql: sql)
        try values.bind(to: statement, shape)
        try statement.forEach(shape, read)
    }

    func exists(_ sql: String, _ values: Values) throws -> Bool { try first(sql, values) { _ in true } ?? false }

    func number(_ sql: String, _ values: Values) throws -> Int { try first(sql, values) { try $0.get("n") } ?? 0 }
}

/// The JSON of columns that nothing is decided by.
enum JSON {
    private static let encoder: JSONEncoder = {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }()
    private static let decoder = JSONDecoder()

    static func encode(_ value: some Encodable) throws -> String {
        String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    static func decode<T: Decodable>(_ text: String, column: String) throws -> T {
        do {
            return try decoder.decode(T.self, from: Data(text.utf8))
        } catch {
            throw StoreError.damaged(column)
        }
    }
}

// Domain's values as columns.
extension Identifier: DatabaseValueConvertible, StatementColumnConvertible {}
extension Language: DatabaseValueConvertible, StatementColumnConvertible {}
extension Role: DatabaseValueConvertible, StatementColumnConvertible {}
extension Contact.Role: DatabaseValueConvertible, StatementColumnConvertible {}
extension Contact.Way: DatabaseValueConvertible, StatementColumnConvertible {}
extension TicketKind: DatabaseValueConvertible, StatementColumnConvertible {}
extension Priority: DatabaseValueConvertible, StatementColumnConvertible {}
extension Source: DatabaseValueConvertible, StatementColumnConvertible {}
extension Label: DatabaseValueConvertible, StatementColumnConvertible {}
extension Attention: DatabaseValueConvertible, StatementColumnConvertible {}
extension Order.Status: DatabaseValueConvertible, StatementColumnConvertible {}
extension TicketTask.Status: DatabaseValueConvertible, StatementColumnConvertible {}
extension Channel: DatabaseValueConvertible, StatementColumnConvertible {}
extension Notice.Kind: DatabaseValueConvertible, StatementColumnConvertible {}
extension Notice.Status: DatabaseValueConvertible, StatementColumnConvertible {}
extension Instant: DatabaseValueConvertible, StatementColumnConvertible {
    init(sqliteStatement: SQLiteStatement, index: CInt) {
        self.init(milliseconds: Int64(sqliteStatement: sqliteStatement, index: index))
    }
    func bind(to statement: SQLiteStatement, at index: CInt) -> CInt { milliseconds.bind(to: statement, at: index) }
    var databaseValue: DatabaseValue { milliseconds.databaseValue }
    static func fromDatabaseValue(_ value: DatabaseValue) -> Instant? {
        Int64.fromDatabaseValue(value).map(Instant.init(milliseconds:))
    }
}
