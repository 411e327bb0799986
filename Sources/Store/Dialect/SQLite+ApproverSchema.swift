extension SQLite {
    /// Somebody outside decides on a quote by a link of his own (T32): a link is a contact's or a person's, and a person
    /// may be who did what happened. Constraints cannot be changed in place, so both tables are made anew; foreign keys
    /// are checked when the migration is over.
    static let approverSchema = """
        ALTER TABLE persons ADD COLUMN language TEXT;

        CREATE TABLE links_with_persons (
            id INTEGER PRIMARY KEY,
            ticket INTEGER NOT NULL REFERENCES tickets (id),
            order_id INTEGER NOT NULL REFERENCES orders (id),
            contractor INTEGER REFERENCES contractors (id),
            contact INTEGER REFERENCES contacts (id),
            scope TEXT NOT NULL CHECK (scope IN ('office', 'technician', 'approver', 'read')),
            created_at INTEGER NOT NULL,
            expires INTEGER,
            revoked_at INTEGER,
            last_used_at INTEGER,
            person INTEGER REFERENCES persons (id),
            quote INTEGER,
            CHECK ((scope = 'approver') = (person IS NOT NULL)),
            CHECK ((scope = 'approver') = (quote IS NOT NULL)),
            CHECK ((scope = 'approver') = (contact IS NULL)),
            CHECK ((scope = 'approver') = (contractor IS NULL))
        ) STRICT;
        INSERT INTO links_with_persons SELECT *, NULL, NULL FROM links;
        DROP TABLE links;
        ALTER TABLE links_with_persons RENAME TO links;
        CREATE INDEX links_of_order ON links (order_id, contact, scope, created_at, id);
        CREATE INDEX links_of_ticket ON links (ticket, created_at, id);
        CREATE INDEX links_of_contact ON links (contact);
        CREATE INDEX links_of_person ON links (person) WHERE person IS NOT NULL;

        CREATE TABLE events_by_persons (
            id INTEGER PRIMARY KEY,
            ticket INTEGER NOT NULL REFERENCES tickets (id),
            version INTEGER NOT NULL,
            at INTEGER NOT NULL,
            time_zone TEXT NOT NULL,
            actor TEXT NOT NULL CHECK (actor IN ('manager', 'contact', 'program', 'person', 'clock')),
            actor_id INTEGER,
            actor_contractor INTEGER REFERENCES contractors (id),
            channel TEXT NOT NULL CHECK (channel IN ('desk', 'link', 'sms', 'email', 'api', 'clock')),
            link INTEGER REFERENCES links (id),
            type TEXT NOT NULL,
            format INTEGER NOT NULL,
            data TEXT NOT NULL,
            order_id INTEGER REFERENCES orders (id),
            in_thread INTEGER NOT NULL CHECK (in_thread IN (0, 1)),
            UNIQUE (ticket, version)
        ) STRICT;
        INSERT INTO events_by_persons SELECT * FROM events;
        DROP TABLE events;
        ALTER TABLE events_by_persons RENAME TO events;
        CREATE INDEX events_in_thread ON events (order_id, version) WHERE in_thread = 1;
        CREATE TRIGGER events_stay BEFORE UPDATE ON events BEGIN
            SELECT RAISE(ABORT, 'events are never changed');
        END;
        CREATE TRIGGER events_remain BEFORE DELETE ON events BEGIN
            SELECT RAISE(ABORT, 'events are never deleted');
        END;
        """
}
