extension SQLite {
    /// Where a site is, and where a phone said that it was (E8). An event names its row, which can be deleted without it:
    /// where somebody was is his own affair (rule b).
    static let placeSchema = """
        ALTER TABLE sites ADD COLUMN latitude REAL CHECK (latitude BETWEEN -90 AND 90);
        ALTER TABLE sites ADD COLUMN longitude REAL
            CHECK (longitude BETWEEN -180 AND 180 AND (latitude IS NULL) = (longitude IS NULL));
        CREATE TABLE positions (
            id INTEGER PRIMARY KEY,
            ticket INTEGER NOT NULL REFERENCES tickets (id),
            latitude REAL NOT NULL CHECK (latitude BETWEEN -90 AND 90),
            longitude REAL NOT NULL CHECK (longitude BETWEEN -180 AND 180),
            accuracy REAL NOT NULL CHECK (accuracy > 0),
            created_at INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX positions_of_ticket ON positions (ticket);
        """
}
