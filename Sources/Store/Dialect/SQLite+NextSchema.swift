extension SQLite {
    /// Of a ticket, and of an offer, only the next timer is written down. And two indices less to be kept in order by each
    /// write: what they found is found by the ticket.
    static let nextSchema = """
        DELETE FROM timers WHERE done_at IS NULL AND EXISTS (
            SELECT 1 FROM timers earlier
            WHERE earlier.ticket = timers.ticket AND earlier.done_at IS NULL
            AND (earlier.due, earlier.id) < (timers.due, timers.id)
            AND CASE WHEN timers.kind IN ('answerReminder', 'answerDeadline')
                THEN earlier.kind IN ('answerReminder', 'answerDeadline') AND earlier.order_id IS timers.order_id
                ELSE earlier.kind NOT IN ('answerReminder', 'answerDeadline') END
        );
        DROP INDEX timers_of;
        DROP INDEX notices_of_order;
        """
}
