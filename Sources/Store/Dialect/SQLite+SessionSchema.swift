extension SQLite {
    /// Whoever signs in has his old links and sessions swept away: by an index, however many others there are.
    static let sessionSchema = """
        CREATE INDEX sessions_of ON sessions (manager, expires);
        CREATE INDEX sign_in_links_of ON sign_in_links (manager, expires);
        """
}
