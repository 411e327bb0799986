import GRDB

/// The SQL that writes these columns of a table, put together once for each list of columns.
final class ColumnSentences: Sendable {
    enum Verb: Hashable, Sendable {
        case insert
        case upsert
        /// By the first column.
        case update
        /// By `id` and `version`, which are none of the columns' values.
        case updateVersion
    }

    private struct Key: Hashable {
        let verb: Verb
        let table: String
    }

    private let known = Guarded<[Key: [(columns: [String], text: String)]]>([:])

    func text(_ verb: Verb, _ table: String, _ columns: [String]) -> String {
        known.with { known in
            let key = Key(verb: verb, table: table)
            // A table has one list of columns or a few: comparing them costs less than writing them out.
            if let text = known[key]?.first(where: { $0.columns == columns })?.text { return text }
            let text = Self.write(verb, table, columns)
            known[key, default: []].append((columns, text))
            return text
        }
    }

    private static func write(_ verb: Verb, _ table: String, _ columns: [String]) -> String {
        switch verb {
        case .insert: insertion(table, columns)
        case .upsert:
            insertion(table, columns) + " ON CONFLICT (id) DO UPDATE SET "
                + columns.dropFirst().map { "\($0) = excluded.\($0)" }.joined(separator: ", ")
        case .update: "UPDATE \(table) SET \(assignments(columns.dropFirst())) WHERE id = ?"
        case .updateVersion: "UPDATE \(table) SET \(assignments(columns)) WHERE id = ? AND version = ?"
        }
    }

    private static func assignments(_ columns: some Sequence<String>) -> String {
        columns.map { "\($0) = ?" }.joined(separator: ", ")
    }

    private static func insertion(_ table: String, _ columns: [String]) -> String {
        "INSERT INTO \(table) (" + columns.joined(separator: ", ") + ") VALUES ("
            + columns.map { _ in "?" }.joined(separator: ", ") + ")"
    }
}
