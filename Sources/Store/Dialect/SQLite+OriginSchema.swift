extension SQLite {
    /// Which ticket's visit another was registered on (D14).
    static let originSchema = """
        ALTER TABLE tickets ADD COLUMN origin_ticket INTEGER REFERENCES tickets (id);
        CREATE INDEX tickets_by_origin ON tickets (origin_ticket, id) WHERE origin_ticket IS NOT NULL;
        """
}
