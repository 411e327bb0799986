import GRDB

extension SQLite {
    /// Files that a phone sends ahead of the form that they belong to (E3, P20).
    static let stagingSchema = """
        CREATE TABLE staged_files (
            id TEXT PRIMARY KEY,
            link INTEGER NOT NULL REFERENCES links (id) ON DELETE CASCADE,
            client_key TEXT NOT NULL,
            sha256 TEXT NOT NULL,
            name TEXT NOT NULL,
            type TEXT NOT NULL,
            size INTEGER NOT NULL,
            created_at INTEGER NOT NULL,
            used_at INTEGER
        ) STRICT;
        CREATE UNIQUE INDEX staged_by_key ON staged_files (link, client_key);
        CREATE INDEX staged_by_age ON staged_files (created_at);
        CREATE INDEX staged_by_file ON staged_files (sha256);
        """
}
