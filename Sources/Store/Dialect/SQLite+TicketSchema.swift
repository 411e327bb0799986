extension SQLite {
    /// `label`, `folder`, `contractor` and `current_order` are derived from the rest at each write, for the lists.
    static let ticketSchema = """
        CREATE TABLE tickets (
            id INTEGER PRIMARY KEY,
            organization INTEGER NOT NULL REFERENCES organizations (id),
            number TEXT NOT NULL,
            external_id TEXT,
            source TEXT NOT NULL CHECK (source IN ('phone', 'email', 'technician', 'api')),
            kind TEXT NOT NULL CHECK (kind IN ('order', 'quote')),
            time_zone TEXT NOT NULL,
            priority TEXT NOT NULL CHECK (priority IN ('emergency', 'high', 'normal', 'low')),
            phase TEXT NOT NULL CHECK (phase IN ('draft', 'toDo', 'inProgress', 'waiting', 'resolved', 'closed')),
            phase_data TEXT NOT NULL,
            phase_before_wait TEXT,
            owner INTEGER REFERENCES managers (id),
            is_returned INTEGER NOT NULL CHECK (is_returned IN (0, 1)),
            attention TEXT,
            attention_at INTEGER,
            feedback_until INTEGER,
            version INTEGER NOT NULL,
            label TEXT NOT NULL,
            folder TEXT NOT NULL CHECK (folder IN ('draft', 'to-do', 'in-progress', 'waiting', 'resolved')),
            current_order INTEGER REFERENCES orders (id),
            contractor INTEGER REFERENCES contractors (id),
            title TEXT NOT NULL,
            description TEXT NOT NULL,
            category INTEGER REFERENCES categories (id),
            site INTEGER REFERENCES sites (id),
            customer INTEGER REFERENCES customers (id),
            asset INTEGER REFERENCES assets (id),
            requester INTEGER REFERENCES persons (id),
            main_contact INTEGER REFERENCES persons (id),
            limit_amount INTEGER,
            limit_currency TEXT,
            scheduled TEXT,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            CHECK ((attention IS NULL) = (attention_at IS NULL)),
            CHECK ((limit_amount IS NULL) = (limit_currency IS NULL)),
            UNIQUE (organization, number),
            UNIQUE (organization, external_id)
        ) STRICT;
        CREATE INDEX tickets_all ON tickets (organization, id);
        CREATE INDEX tickets_inbox ON tickets (organization, owner, attention_at, id) WHERE attention IS NOT NULL;
        CREATE INDEX tickets_owned ON tickets (organization, owner, id) WHERE folder <> 'resolved';
        CREATE INDEX tickets_by_folder ON tickets (organization, folder, id);
        CREATE INDEX tickets_by_label ON tickets (organization, label, id);
        CREATE INDEX tickets_by_site ON tickets (organization, site, id);
        CREATE INDEX tickets_by_contractor ON tickets (organization, contractor, id);
        CREATE INDEX tickets_by_priority ON tickets (organization, priority, id);

        CREATE TABLE orders (
            id INTEGER PRIMARY KEY,
            ticket INTEGER NOT NULL REFERENCES tickets (id),
            position INTEGER NOT NULL,
            contractor INTEGER NOT NULL REFERENCES contractors (id),
            status TEXT NOT NULL CHECK (status IN
                ('offered', 'accepted', 'declined', 'lapsed', 'withdrawn', 'onSite', 'incomplete', 'done')),
            offered_at INTEGER NOT NULL,
            answer_by INTEGER,
            scheduled TEXT,
            limit_amount INTEGER,
            limit_currency TEXT,
            answered_at INTEGER,
            answered_by INTEGER REFERENCES contacts (id),
            answer_version INTEGER,
            appointment TEXT,
            date_changes INTEGER NOT NULL,
            awaits_confirmation INTEGER NOT NULL CHECK (awaits_confirmation IN (0, 1)),
            technician INTEGER REFERENCES contacts (id),
            presence_asked_at INTEGER,
            awaits_parts INTEGER NOT NULL CHECK (awaits_parts IN (0, 1)),
            completed_at INTEGER,
            is_over INTEGER NOT NULL CHECK (is_over IN (0, 1)),
            quote TEXT,
            UNIQUE (ticket, position)
        ) STRICT;
        CREATE INDEX orders_of_contractor ON orders (contractor, id);

        CREATE TABLE tasks (
            id INTEGER PRIMARY KEY,
            ticket INTEGER NOT NULL REFERENCES tickets (id),
            position INTEGER NOT NULL,
            order_id INTEGER REFERENCES orders (id),
            kind TEXT NOT NULL CHECK (kind IN
                ('answer', 'quote', 'quoteDecision', 'presence', 'completion', 'invoice', 'message', 'custom')),
            title INTEGER REFERENCES texts (id),
            status TEXT NOT NULL CHECK (status IN ('open', 'done', 'cancelled')),
            assignee TEXT NOT NULL CHECK (assignee IN ('manager', 'contractor')),
            manager INTEGER REFERENCES managers (id),
            contractor INTEGER REFERENCES contractors (id),
            due INTEGER,
            ended_at INTEGER,
            UNIQUE (ticket, position),
            CHECK ((kind = 'custom') = (title IS NOT NULL)),
            CHECK ((assignee = 'contractor') = (contractor IS NOT NULL))
        ) STRICT;
        """

    static let eventSchema = """
        CREATE TABLE texts (
            id INTEGER PRIMARY KEY,
            text TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            blanked_at INTEGER
        ) STRICT;

        CREATE TABLE links (
            id INTEGER PRIMARY KEY,
            ticket INTEGER NOT NULL REFERENCES tickets (id),
            order_id INTEGER NOT NULL REFERENCES orders (id),
            contractor INTEGER NOT NULL REFERENCES contractors (id),
            contact INTEGER NOT NULL REFERENCES contacts (id),
            scope TEXT NOT NULL CHECK (scope IN ('office', 'technician', 'approver', 'read')),
            created_at INTEGER NOT NULL,
            expires INTEGER,
            revoked_at INTEGER,
            last_used_at INTEGER
        ) STRICT;
        CREATE INDEX links_of_order ON links (order_id, contact, scope, created_at, id);
        CREATE INDEX links_of_ticket ON links (ticket, created_at, id);
        CREATE INDEX links_of_contact ON links (contact);

        CREATE TABLE events (
            id INTEGER PRIMARY KEY,
            ticket INTEGER NOT NULL REFERENCES tickets (id),
            version INTEGER NOT NULL,
            at INTEGER NOT NULL,
            time_zone TEXT NOT NULL,
            actor TEXT NOT NULL CHECK (actor IN ('manager', 'contact', 'program', 'clock')),
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
        CREATE INDEX events_in_thread ON events (order_id, version) WHERE in_thread = 1;
        CREATE TRIGGER events_stay BEFORE UPDATE ON events BEGIN
            SELECT RAISE(ABORT, 'events are never changed');
        END;
        CREATE TRIGGER events_remain BEFORE DELETE ON events BEGIN
            SELECT RAISE(ABORT, 'events are never deleted');
        END;

        CREATE TABLE files (
            sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
            size INTEGER NOT NULL,
            type TEXT NOT NULL
        ) STRICT;
        CREATE TABLE attachments (
            id INTEGER PRIMARY KEY,
            organization INTEGER NOT NULL REFERENCES organizations (id),
            ticket INTEGER NOT NULL REFERENCES tickets (id),
            order_id INTEGER REFERENCES orders (id),
            event INTEGER REFERENCES events (id),
            sha256 TEXT NOT NULL REFERENCES files (sha256),
            name TEXT NOT NULL,
            is_internal INTEGER NOT NULL CHECK (is_internal IN (0, 1)),
            created_at INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX attachments_of ON attachments (ticket, id);
        CREATE INDEX attachments_with ON attachments (sha256);

        CREATE TABLE submissions (
            scope TEXT NOT NULL,
            id TEXT NOT NULL,
            fingerprint TEXT NOT NULL,
            outcome TEXT NOT NULL,
            at INTEGER NOT NULL,
            PRIMARY KEY (scope, id)
        ) STRICT;
        """
}
