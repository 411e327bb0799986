import GRDB

extension SQLite {
    static let courierSchema = """
        CREATE TABLE notices (
            id INTEGER PRIMARY KEY,
            organization INTEGER NOT NULL REFERENCES organizations (id),
            ticket INTEGER REFERENCES tickets (id),
            order_id INTEGER REFERENCES orders (id),
            event INTEGER REFERENCES events (id),
            kind TEXT NOT NULL,
            recipient TEXT NOT NULL CHECK (recipient IN ('contact', 'manager', 'person')),
            recipient_id INTEGER NOT NULL,
            way TEXT NOT NULL CHECK (way IN ('sms', 'email')),
            language TEXT NOT NULL,
            is_urgent INTEGER NOT NULL CHECK (is_urgent IN (0, 1)),
            due INTEGER NOT NULL,
            status TEXT NOT NULL CHECK (status IN ('queued', 'sent', 'delivered', 'failed', 'cancelled')),
            enqueued_at INTEGER NOT NULL,
            next_attempt_at INTEGER NOT NULL,
            attempts INTEGER NOT NULL,
            lease_until INTEGER NOT NULL,
            address TEXT,
            gateway TEXT,
            provider_id TEXT,
            error_code TEXT,
            error_text TEXT,
            subject TEXT,
            text TEXT,
            parts INTEGER,
            sent_at INTEGER,
            delivered_at INTEGER,
            failed_at INTEGER
        ) STRICT;
        CREATE INDEX notices_queued ON notices (is_urgent, next_attempt_at, id) WHERE status = 'queued';
        CREATE INDEX notices_next ON notices (next_attempt_at) WHERE status = 'queued';
        CREATE INDEX notices_failed ON notices (organization, id) WHERE status = 'failed';
        CREATE INDEX notices_of_organization ON notices (organization, id);
        CREATE INDEX notices_of_ticket ON notices (ticket, id);
        CREATE INDEX notices_of_order ON notices (order_id) WHERE status = 'queued';
        CREATE INDEX notices_by_provider ON notices (provider_id, gateway) WHERE provider_id IS NOT NULL;

        CREATE TABLE notice_receipts (
            id INTEGER PRIMARY KEY,
            notice INTEGER REFERENCES notices (id),
            gateway TEXT NOT NULL,
            provider_id TEXT,
            status TEXT NOT NULL CHECK (status IN ('sent', 'delivered', 'failed')),
            code TEXT,
            text TEXT,
            at INTEGER NOT NULL,
            received_at INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX receipts_early ON notice_receipts (provider_id, gateway) WHERE notice IS NULL;

        CREATE TABLE timers (
            id INTEGER PRIMARY KEY,
            kind TEXT NOT NULL,
            step INTEGER NOT NULL,
            ticket INTEGER NOT NULL REFERENCES tickets (id),
            order_id INTEGER REFERENCES orders (id),
            due INTEGER NOT NULL,
            done_at INTEGER
        ) STRICT;
        CREATE INDEX timers_due ON timers (due, id) WHERE done_at IS NULL;
        CREATE INDEX timers_of ON timers (ticket) WHERE done_at IS NULL;
        """

    /// Leases up to `:limit` queued notices of one way and one urgency, the earliest first. What a database with several
    /// writers does with `FOR UPDATE SKIP LOCKED`; here there is one writer.
    static let claim = """
        UPDATE notices SET lease_until = :until, attempts = attempts + 1
        WHERE id IN (
            SELECT id FROM notices
            WHERE status = 'queued' AND way = :way AND is_urgent = :urgent AND next_attempt_at <= :now
                AND lease_until <= :now
            ORDER BY next_attempt_at, id LIMIT :limit)
        RETURNING *
        """
}
