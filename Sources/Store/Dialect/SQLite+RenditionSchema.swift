extension SQLite {
    /// One row for each stored file that can be shown, by its contents: sent twice, it is developed once. The files
    /// that were made of it are files like any other. What was stored before this table is developed after it.
    static let renditionSchema = """
        CREATE TABLE renditions (
            sha256 TEXT PRIMARY KEY REFERENCES files (sha256),
            type TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('pending', 'ready', 'failed')),
            reason TEXT CHECK (reason IN ('unreadable', 'tooLarge', 'unsupported', 'tooCostly')),
            attempts INTEGER NOT NULL,
            next_attempt_at INTEGER NOT NULL,
            thumbnail TEXT REFERENCES files (sha256),
            copy TEXT REFERENCES files (sha256),
            width INTEGER,
            height INTEGER,
            taken_at TEXT,
            latitude REAL,
            longitude REAL,
            made_at INTEGER,
            CHECK ((state = 'ready') = (thumbnail IS NOT NULL)),
            CHECK ((state = 'failed') = (reason IS NOT NULL)),
            CHECK ((latitude IS NULL) = (longitude IS NULL))
        ) STRICT;
        CREATE INDEX renditions_pending ON renditions (next_attempt_at, sha256) WHERE state = 'pending';

        INSERT INTO renditions (sha256, type, state, attempts, next_attempt_at)
        SELECT sha256, type, 'pending', 0, 0 FROM files
        WHERE type IN ('image/jpeg', 'image/png', 'image/webp', 'image/heic', 'application/pdf');
        """
}
