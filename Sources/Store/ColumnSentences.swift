import GRDB

/// The SQL that writes these columns of a table, put together once for each list of columns.
final class ColumnSentences: Sendable {
    enum Verb: Hashable, Sendable { case insert, upsert, update }

    private struct Key: Hashable {
        let verb: Verb
        let table: String
    }

    private let known = Guarded<[Key: [(columns: [String], text: String)]]>([:])

    func text(_ verb: Verb, _ table: String, _ columns: Transaction.Columns) -> String {
        known.with { known in
            let key = Key(verb: verb, table: table)
            // A table has one list of columns or a few: comparing them costs less than writing them out.
            if let text = known[key]?.first(where: { $0.columns.elementsEqual(columns, by: { $0 == $1.key }) })?.text {
                return text
            }
            let names = columns.map(\.key)
            let text = Self.write(verb, table, names)
            known[key, default: []].append((names, text))
            return text
        }
    }

    private static func write(_ verb: Verb, _ table: String, _ columns: [String]) -> String {
        let others = columns.dropFirst()
        return switch verb {
        case .insert: insertion(table, columns)
        case .upsert:
            insertion(table, columns) + " ON CONFLICT (id) DO UPDATE SET "
                + others.map { "\($0) = excluded.\($0)" }.joined(separator: ", ")
        case .update:
            "UPDATE \(table) SET " + others.map { "\($0) = ?" }.joined(separator: ", ") + " WHERE id = ?"
        }
    }

    private static func insertion(_ table: String, _ columns: [String]) -> String {
        "INSERT INTO \(table) (" + columns.joined(separator: ", ") + ") VALUES ("
            + columns.map { _ in "?" }.joined(separator: ", ") + ")"
    }
}
