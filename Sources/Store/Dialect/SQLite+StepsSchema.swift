import GRDB

extension SQLite {
    /// What the steps after the answer need: an invoice's number is new for its firm (T41), and a number that is
    /// somebody else's gets no more SMS (P37).
    static let stepsSchema = """
        CREATE TABLE invoices (
            id INTEGER PRIMARY KEY,
            contractor INTEGER NOT NULL REFERENCES contractors (id),
            number_key TEXT NOT NULL,
            ticket INTEGER NOT NULL REFERENCES tickets (id),
            order_id INTEGER NOT NULL REFERENCES orders (id),
            sent_at INTEGER NOT NULL,
            rejected_at INTEGER
        ) STRICT;
        CREATE UNIQUE INDEX invoices_by_number ON invoices (contractor, number_key) WHERE rejected_at IS NULL;
        CREATE INDEX invoices_of_order ON invoices (order_id, id);

        ALTER TABLE orders ADD COLUMN invoice_waived_at INTEGER;
        ALTER TABLE contacts ADD COLUMN wrong_number_since INTEGER;
        CREATE INDEX notices_to_contact ON notices (recipient_id, kind, enqueued_at) WHERE recipient = 'contact';
        CREATE INDEX timers_ever_of ON timers (ticket, kind);
        CREATE INDEX tickets_by_source ON tickets (organization, source, id);
        """
}
