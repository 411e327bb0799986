import Domain
import Foundation
import GRDB
import Store

/// Copies the rows of one office's work under ids, numbers and times of their own, whatever tables the schema has: an
/// id is known by its size, since ids grow with time and nothing else is as large.
struct RowCopier {
    /// Ids of the office itself: its people, firms and places.
    let office: Range<Int64>
    /// Ids of what it did.
    let work: Range<Int64>
    private let database: Database
    private var tables: [Table] = []

    /// One copy: the which it is, of which office, and how much later.
    struct Copy {
        let number: Int64
        let office: Int64
        /// Of the same office.
        let batch: Int64
        let later: Span
    }

    private struct Table {
        let name: String
        /// `INSERT … SELECT` from what was kept of the rows; nil where there are none.
        var office: String?
        var work: String?
    }

    /// Milliseconds between two offices' ids.
    private static let officeStep: Int64 = 10_000
    private static let linkMask = Int64(1) << 53 - 1

    init(_ database: Database, office: Range<Int64>, work: Range<Int64>) throws {
        (self.database, self.office, self.work) = (database, office, work)
        database.add(function: Self.moved(office: office, work: work))
        let organization = try Int64.fetchOne(database, sql: "SELECT min(id) FROM organizations") ?? 0
        database.add(function: Self.rescoped(OrganizationID(organization)))
        let names = try String.fetchAll(
            database,
            sql: """
                SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
                AND name NOT LIKE 'grdb_%' AND name NOT LIKE 'search_%'
                """)
        for name in names { tables.append(try table(name)) }
    }

    func copyOffice(_ copy: Copy) throws {
        for table in tables { if let sql = table.office { try run(sql, copy) } }
    }

    func copyWork(_ copy: Copy) throws {
        for table in tables { if let sql = table.work { try run(sql, copy) } }
    }

    private func run(_ sql: String, _ copy: Copy) throws {
        var values: [String: Int64] = [
            "number": copy.number, "office": copy.office, "officeStep": (copy.office * Self.officeStep) << 22,
            "step": copy.later.milliseconds << 22, "later": copy.later.milliseconds,
            "count": copy.batch * Int64(OfficeWork.tickets),
            "link": (copy.number &* 0x1E37_79B9_7F4A_7C15) & Self.linkMask,
        ]
        let statement = try database.cachedStatement(sql: sql)
        let wanted = Set(statement.sql.matches(of: /:([a-zA-Z]+)/).map { String($0.output.1) })
        values = values.filter { wanted.contains($0.key) }
        try statement.execute(arguments: StatementArguments(values))
    }

    // MARK: The statements

    private func table(_ name: String) throws -> Table {
        var table = Table(name: name)
        let columns = name == "search" ? ["rowid", "words"] : try database.columns(in: name).map(\.name)
        guard let key = Self.key(of: name, columns) else { return table }
        for part in ["office", "work"] {
            guard let rows = try keep(part, of: name, columns, key) else { continue }
            let values = try columns.map { try value(of: $0, in: name, rows: rows) }
            let sql = """
                INSERT INTO \(name) (\(columns.joined(separator: ", ")))
                SELECT \(values.joined(separator: ", ")) FROM \(rows)
                """
            if part == "office" { table.office = sql } else { table.work = sql }
        }
        return table
    }

    /// What tells by its size whose row it is.
    private static func key(of table: String, _ columns: [String]) -> String? {
        switch table {
        case "links": "ticket"
        case "search": "rowid"
        case "ticket_counters": "organization"
        case "submissions": "at"
        default: columns.contains("id") ? "id" : nil
        }
    }

    /// A temporary table of the rows as they were first; nil where there are none.
    private func keep(_ part: String, of table: String, _ columns: [String], _ key: String) throws -> String? {
        var range = part == "office" ? office : work
        if key == "at" { range = part == "office" ? 0..<1 : 1..<Int64.max }
        let name = "first_\(part)_\(table)"
        try database.execute(
            sql: """
                CREATE TEMPORARY TABLE \(name) AS SELECT \(columns.joined(separator: ", ")) FROM \(table)
                WHERE \(key) >= \(range.lowerBound) AND \(key) < \(range.upperBound) ORDER BY \(key)
                """)
        return try Int.fetchOne(database, sql: "SELECT count(*) FROM \(name)") == 0 ? nil : name
    }

    private func value(of column: String, in table: String, rows: String) throws -> String {
        switch (table, column) {
        case ("tickets", "number"): return "substr(number, 1, 5) || printf('%05d', substr(number, 6) + :count)"
        case ("organizations", "name"): return "name || ' ' || :office"
        case ("submissions", "scope"): return "scope || '-' || :number"
        case ("search", "words"): return "rescoped(words, :count, :officeStep)"
        default: break
        }
        if (table, column) == ("links", "id") || column == "link" {
            return "(\(column) | :link) - (\(column) & :link)"
        }
        let kinds = try Set(String.fetchAll(database, sql: "SELECT DISTINCT typeof(\(column)) FROM \(rows)"))
        if kinds.contains("integer") {
            return """
                CASE WHEN \(column) >= \(work.lowerBound) AND \(column) < \(work.upperBound) THEN \(column) + :step + :officeStep
                WHEN \(column) >= \(office.lowerBound) AND \(column) < \(office.upperBound) THEN \(column) + :officeStep
                WHEN \(column) BETWEEN 1000000000000 AND 9999999999999 THEN \(column) + :later ELSE \(column) END
                """
        }
        let hasIds = try Bool.fetchOne(
            database,
            sql:
                "SELECT EXISTS (SELECT 1 FROM \(rows) WHERE \(column) GLOB '*\(String(repeating: "[0-9]", count: 15))*')"
        )
        return kinds.contains("text") && hasIds == true ? "moved(\(column), :step, :officeStep)" : column
    }

    /// The words by which a ticket is found begin with its number and end with the counter alone; before each stands
    /// what means its organization.
    private static func rescoped(_ organization: OrganizationID) -> DatabaseFunction {
        DatabaseFunction("rescoped", argumentCount: 3, pure: true) { values in
            guard let text = String.fromDatabaseValue(values[0]), let count = Int.fromDatabaseValue(values[1]),
                let officeStep = Int64.fromDatabaseValue(values[2])
            else { return values[0] }
            let scope = Store.searchScope(of: organization).count
            var words = text.split(separator: " ").map { String($0.dropFirst(scope)) }
            guard words.count > 2, let counter = words.last.flatMap({ Int($0) }) else { return text }
            let digits = String(counter + count)
            words[1] = String(repeating: "0", count: max(0, 5 - digits.count)) + digits
            words[words.count - 1] = digits
            let moved = Store.searchScope(of: OrganizationID(organization.rawValue + officeStep))
            return words.map { moved + $0 }.joined(separator: " ")
        }
    }

    /// Ids within a text, such as an event's JSON.
    private static func moved(office: Range<Int64>, work: Range<Int64>) -> DatabaseFunction {
        DatabaseFunction("moved", argumentCount: 3, pure: true) { values in
            guard let text = String.fromDatabaseValue(values[0]), let step = Int64.fromDatabaseValue(values[1]),
                let officeStep = Int64.fromDatabaseValue(values[2])
            else { return values[0] }
            var result: [UInt8] = []
            var digits: [UInt8] = []
            func flush() {
                let id = digits.count > 14 ? Int64(String(decoding: digits, as: UTF8.self)) ?? 0 : 0
                if work.contains(id) {
                    result += String(id + step + officeStep).utf8
                } else if office.contains(id) {
                    result += String(id + officeStep).utf8
                } else {
                    result += digits
                }
                digits.removeAll(keepingCapacity: true)
            }
            for byte in text.utf8 {
                if (48...57).contains(byte) {
                    digits.append(byte)
                } else {
                    if !digits.isEmpty { flush() }
                    result.append(byte)
                }
            }
            flush()
            return String(decoding: result, as: UTF8.self)
        }
    }
}
