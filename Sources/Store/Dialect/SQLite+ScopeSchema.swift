extension SQLite {
    /// The organization stands in each word and no longer beside them: a word that many offices use was read through in
    /// all of them, for each search of each.
    static let scopeSchema = """
        CREATE VIRTUAL TABLE search_in_scope USING fts5 (
            words, tokenize = 'unicode61 remove_diacritics 0', prefix = '7 8', columnsize = 0);
        INSERT INTO search_in_scope (rowid, words)
        SELECT search.rowid, code || replace(words, ' ', ' ' || code)
        FROM (SELECT id, printf('%05x', organization % 1048573) AS code FROM tickets) t
        JOIN search ON search.rowid = t.id;
        DROP TABLE search;
        ALTER TABLE search_in_scope RENAME TO search;
        """
}
