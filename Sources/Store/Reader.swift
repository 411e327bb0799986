import Domain
import Foundation
import GRDB

/// Asks questions of one snapshot of the database. Its methods stand beside their SQL, in the folder of their subject.
package struct Reader {
    let database: Database

    typealias Values = [String: (any DatabaseValueConvertible)?]

    func all<T>(_ sql: String, _ values: Values = [:], _ make: (Row) throws -> T) throws -> [T] {
        let statement = try database.cachedStatement(sql: sql)
        let rows = try Row.fetchCursor(statement, arguments: StatementArguments(values))
        var found: [T] = []
        while let row = try rows.next() { found.append(try make(row)) }
        return found
    }

    func first<T>(_ sql: String, _ values: Values = [:], _ make: (Row) throws -> T) throws -> T? {
        // Not `fetchOne`: it copies the row, and then looks for each column by comparing names.
        let statement = try database.cachedStatement(sql: sql)
        let rows = try Row.fetchCursor(statement, arguments: StatementArguments(values))
        // The row lives only as long as its cursor.
        return try withExtendedLifetime(rows) { try rows.next().map(make) }
    }

    func exists(_ sql: String, _ values: Values) throws -> Bool { try first(sql, values) { _ in true } ?? false }

    func number(_ sql: String, _ values: Values) throws -> Int { try first(sql, values) { try $0.get("n") } ?? 0 }
}

extension Row {
    /// A column's value. Throws `StoreError.damaged` with the column's name; never traps, never tells the value.
    func get<T: DatabaseValueConvertible & StatementColumnConvertible>(_ column: String) throws -> T {
        do {
            return try decode(T.self, forColumn: column)
        } catch {
            throw StoreError.damaged(column)
        }
    }

    func get<T: DatabaseValueConvertible>(_ column: String) throws -> T {
        do {
            return try decode(T.self, forColumn: column)
        } catch {
            throw StoreError.damaged(column)
        }
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
extension Identifier: DatabaseValueConvertible {}
extension Language: DatabaseValueConvertible {}
extension Role: DatabaseValueConvertible {}
extension Contact.Role: DatabaseValueConvertible {}
extension Contact.Way: DatabaseValueConvertible {}
extension TicketKind: DatabaseValueConvertible {}
extension Priority: DatabaseValueConvertible {}
extension Source: DatabaseValueConvertible {}
extension Label: DatabaseValueConvertible {}
extension Attention: DatabaseValueConvertible {}
extension Order.Status: DatabaseValueConvertible {}
extension TicketTask.Status: DatabaseValueConvertible {}
extension Channel: DatabaseValueConvertible {}
extension Notice.Kind: DatabaseValueConvertible {}
extension Notice.Status: DatabaseValueConvertible {}
extension Instant: DatabaseValueConvertible {
    var databaseValue: DatabaseValue { milliseconds.databaseValue }
    static func fromDatabaseValue(_ value: DatabaseValue) -> Instant? {
        Int64.fromDatabaseValue(value).map(Instant.init(milliseconds:))
    }
}
