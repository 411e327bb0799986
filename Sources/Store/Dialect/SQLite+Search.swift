extension SQLite {
    /// Text comes in folded (`Folding`), because FTS5 knows no Greek accents. `scope` holds one word for the
    /// organization, so that a search reads no other's rows.
    static let searchSchema = """
        CREATE VIRTUAL TABLE search USING fts5 (
            scope, words, tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3');
        """

    static let unindex = "DELETE FROM search WHERE rowid = :id"
    static let index = "INSERT INTO search (rowid, scope, words) VALUES (:id, :scope, :words)"

    /// The table that a search for words starts from, newest ticket first.
    static let matches = "search JOIN tickets t ON t.id = search.rowid"
    static let isMatch = "search MATCH :match"
    static let matchKey = "search.rowid"

    /// `words` are folded and hold letters and digits only, so nothing of them is FTS5's syntax; each may go on.
    static func match(_ words: [String], scope: String) -> String {
        let terms = words.map { "\"\($0)\" *" }.joined(separator: " AND ")
        return "scope : \"\(scope)\" AND words : (\(terms))"
    }
}
