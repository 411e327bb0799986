extension SQLite {
    /// A long queue must not make each look at it longer: the claim reads its index in the order in which it takes, and
    /// the next due moment is at the head of another.
    static let queueSchema = """
        DROP INDEX notices_queued;
        CREATE INDEX notices_queued ON notices (is_urgent DESC, next_attempt_at, id) WHERE status = 'queued';
        DROP INDEX notices_next;
        CREATE INDEX notices_next ON notices (lease_until, next_attempt_at) WHERE status = 'queued';
        """
}
