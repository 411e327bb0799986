extension SQLite {
    /// Mails that wait for a slow server must not stand before SMS: each way has a queue of its own.
    static let waysSchema = """
        DROP INDEX notices_queued;
        CREATE INDEX notices_queued ON notices (way, is_urgent DESC, next_attempt_at, id) WHERE status = 'queued';
        DROP INDEX notices_next;
        CREATE INDEX notices_next ON notices (way, lease_until, next_attempt_at) WHERE status = 'queued';
        """
}
