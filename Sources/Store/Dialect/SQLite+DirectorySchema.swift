extension SQLite {
    static let directorySchema = """
        CREATE TABLE organizations (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            language TEXT NOT NULL,
            time_zone TEXT NOT NULL,
            currency TEXT NOT NULL CHECK (length(currency) = 3),
            phone TEXT,
            region TEXT NOT NULL,
            brand INTEGER NOT NULL,
            sms_sender TEXT,
            rules TEXT NOT NULL
        ) STRICT;
        CREATE TABLE ticket_counters (
            organization INTEGER NOT NULL REFERENCES organizations (id),
            year INTEGER NOT NULL,
            last INTEGER NOT NULL,
            PRIMARY KEY (organization, year)
        ) STRICT;

        CREATE TABLE managers (
            id INTEGER PRIMARY KEY,
            organization INTEGER NOT NULL REFERENCES organizations (id),
            name TEXT NOT NULL,
            email TEXT NOT NULL,
            email_key TEXT NOT NULL,
            phone TEXT,
            language TEXT NOT NULL,
            role TEXT NOT NULL CHECK (role IN ('admin', 'dispatcher', 'viewer')),
            wants_mail INTEGER NOT NULL CHECK (wants_mail IN (0, 1)),
            UNIQUE (email_key, organization)
        ) STRICT;
        CREATE INDEX managers_of ON managers (organization, name);
        CREATE TABLE sign_in_links (
            hash TEXT PRIMARY KEY,
            manager INTEGER NOT NULL REFERENCES managers (id),
            expires INTEGER NOT NULL,
            used_at INTEGER
        ) STRICT;
        CREATE TABLE sessions (
            hash TEXT PRIMARY KEY,
            manager INTEGER NOT NULL REFERENCES managers (id),
            expires INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE api_keys (
            id INTEGER PRIMARY KEY,
            hash TEXT NOT NULL UNIQUE,
            organization INTEGER NOT NULL REFERENCES organizations (id),
            name TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            revoked_at INTEGER
        ) STRICT;

        CREATE TABLE persons (
            id INTEGER PRIMARY KEY,
            organization INTEGER NOT NULL REFERENCES organizations (id),
            name TEXT NOT NULL,
            phone TEXT,
            email TEXT
        ) STRICT;
        CREATE TABLE customers (
            id INTEGER PRIMARY KEY,
            organization INTEGER NOT NULL REFERENCES organizations (id),
            external_id TEXT,
            name TEXT NOT NULL,
            UNIQUE (organization, external_id)
        ) STRICT;
        CREATE TABLE sites (
            id INTEGER PRIMARY KEY,
            organization INTEGER NOT NULL REFERENCES organizations (id),
            customer INTEGER REFERENCES customers (id),
            external_id TEXT,
            name TEXT NOT NULL,
            address TEXT NOT NULL,
            phone TEXT,
            time_zone TEXT NOT NULL,
            UNIQUE (organization, external_id)
        ) STRICT;
        CREATE TABLE assets (
            id INTEGER PRIMARY KEY,
            organization INTEGER NOT NULL REFERENCES organizations (id),
            customer INTEGER REFERENCES customers (id),
            site INTEGER REFERENCES sites (id),
            external_id TEXT,
            name TEXT NOT NULL,
            UNIQUE (organization, external_id)
        ) STRICT;
        CREATE TABLE categories (
            id INTEGER PRIMARY KEY,
            organization INTEGER NOT NULL REFERENCES organizations (id),
            name TEXT NOT NULL,
            name_key TEXT NOT NULL,
            UNIQUE (organization, name_key)
        ) STRICT;

        CREATE TABLE contractors (
            id INTEGER PRIMARY KEY,
            organization INTEGER NOT NULL REFERENCES organizations (id),
            external_id TEXT,
            name TEXT NOT NULL,
            name_key TEXT NOT NULL,
            UNIQUE (organization, external_id)
        ) STRICT;
        CREATE INDEX contractors_by_name ON contractors (organization, name_key, id);
        CREATE TABLE contacts (
            id INTEGER PRIMARY KEY,
            contractor INTEGER NOT NULL REFERENCES contractors (id),
            name TEXT NOT NULL,
            role TEXT NOT NULL CHECK (role IN ('office', 'technician')),
            phone TEXT,
            email TEXT,
            email_key TEXT,
            language TEXT NOT NULL,
            channels TEXT NOT NULL
        ) STRICT;
        CREATE INDEX contacts_of ON contacts (contractor, id);
        CREATE INDEX contacts_by_phone ON contacts (phone) WHERE phone IS NOT NULL;
        CREATE INDEX contacts_by_email ON contacts (email_key) WHERE email_key IS NOT NULL;
        CREATE TABLE unreachable (
            address TEXT PRIMARY KEY,
            reason TEXT NOT NULL,
            since INTEGER NOT NULL
        ) STRICT;
        """
}
