extension SQLite {
    /// Since when a task is owed, and when a visit was moved that is not confirmed yet: reminders count from there. For
    /// what is there already it is read from the events.
    static let owedSchema = """
        ALTER TABLE tasks ADD COLUMN owed_since INTEGER;
        ALTER TABLE orders ADD COLUMN moved_at INTEGER;
        UPDATE tasks SET owed_since = (
            SELECT min(e.at) FROM events e, json_tree(e.data) j
            WHERE e.ticket = tasks.ticket AND j.key = 'id' AND j.value = tasks.id
        );
        UPDATE tasks SET owed_since = max(owed_since, coalesce((
            SELECT max(e.at) FROM events e
            WHERE e.order_id = tasks.order_id AND e.type IN ('arrived', 'leftIncomplete')
            AND e.at >= tasks.owed_since AND e.at <= coalesce(tasks.ended_at, e.at)
        ), owed_since)) WHERE kind = 'completion';
        UPDATE orders SET moved_at = (
            SELECT max(e.at) FROM events e WHERE e.order_id = orders.id AND e.type = 'visitMoved'
        ) WHERE awaits_confirmation = 1;
        """
}
