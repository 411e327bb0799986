package import Domain

extension SQLite {
    /// Text comes in folded (`Folding`), because FTS5 knows no Greek accents.
    static let searchSchema = """
        CREATE VIRTUAL TABLE search USING fts5 (
            scope, words, tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3');
        """

    static let unindex = "DELETE FROM search WHERE rowid = :id"
    static let index = "INSERT INTO search (rowid, words) VALUES (:id, :words)"

    /// The table that a search for words starts from, newest ticket first.
    static let matches = "search JOIN tickets t ON t.id = search.rowid"
    static let isMatch = "search MATCH :match"
    static let matchKey = "search.rowid"

    /// `words` are folded and hold letters and digits only, so nothing of them is FTS5's syntax; each may go on.
    static func match(_ words: [String], of organization: OrganizationID) -> String {
        inScope(words, of: organization).map { "\"\($0)\" *" }.joined(separator: " AND ")
    }

    /// Each word with five letters that mean its organization before it, so that a search reads no other's. Should two
    /// organizations share them, what is found is still compared with the ticket's own.
    static func inScope(_ words: [String], of organization: OrganizationID) -> [String] {
        let scope = Store.searchScope(of: organization)
        return words.map { scope + $0 }
    }
}

extension Store {
    /// What stands before each word of a ticket in the full-text index. Always as long: no organization's words begin
    /// like another's.
    package static func searchScope(of organization: OrganizationID) -> String {
        let code = String(organization.rawValue % 1_048_573, radix: 16)
        return String(repeating: "0", count: max(0, 5 - code.count)) + code
    }
}
