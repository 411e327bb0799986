package import Domain
import GRDB

extension Reader {
    package func delivery(_ id: NoticeID) throws -> Delivery? {
        try first(Self.deliveries + " WHERE n.id = :id", ["id": id], Delivery.init)
    }

    /// Oldest first.
    package func deliveries(of ticket: TicketID) throws -> [Delivery] {
        try all(Self.deliveries + " WHERE n.ticket = :ticket ORDER BY n.id", ["ticket": ticket], Delivery.init)
    }

    /// Newest first; `after` is the last one seen.
    package func failedDeliveries(
        of organization: OrganizationID, after: NoticeID? = nil, limit: Int = 50
    ) throws -> [Delivery] {
        // Told by which index: SQLite holds that of all notices for as good, and would read them until fifty have failed.
        try all(
            Self.deliveries(from: "notices n INDEXED BY notices_failed") + """
                 WHERE n.organization = :organization AND n.status = 'failed' AND n.id < :after
                ORDER BY n.id DESC LIMIT :limit
                """,
            ["organization": organization, "after": after ?? Self.last, "limit": limit], Delivery.init)
    }

    /// Everything sent or to be sent, newest first; `after` is the last one seen.
    package func outbox(
        of organization: OrganizationID, after: NoticeID? = nil, limit: Int = 50
    ) throws -> [Delivery] {
        try all(
            Self.deliveries + " WHERE n.organization = :organization AND n.id < :after ORDER BY n.id DESC LIMIT :limit",
            ["organization": organization, "after": after ?? Self.last, "limit": limit], Delivery.init)
    }

    /// Of every organization, newest first: what the demo's phone shows.
    package func latestDeliveries(limit: Int) throws -> [Delivery] {
        try all(Self.deliveries + " ORDER BY n.id DESC LIMIT :limit", ["limit": limit], Delivery.init)
    }

    package func isUnreachable(_ address: String) throws -> Bool {
        try exists("SELECT 1 FROM unreachable WHERE address = :address", ["address": Folding.mail(address)])
    }

    /// Stands for a sentence of the provider's in `unreachable.reason`.
    static let optedOut = "opted-out"

    package func hasOptedOut(_ address: String) throws -> Bool {
        try exists(
            "SELECT 1 FROM unreachable WHERE address = :address AND reason = :reason",
            ["address": Folding.mail(address), "reason": Self.optedOut])
    }

    /// When the newest notice was enqueued; nil where there is none. Later than now: the clock was set back since.
    package func lastEnqueued() throws -> Instant? {
        try first("SELECT enqueued_at FROM notices ORDER BY id DESC LIMIT 1") { try $0.get("enqueued_at") }
    }

    /// The earliest moment at which a queued notice of one of these ways may be claimed; nil when there is none.
    package func nextNotice(by ways: [Contact.Way] = Contact.Way.allCases) throws -> Instant? {
        try ways.compactMap { try nextNotice(by: $0) }.min()
    }

    private func nextNotice(by way: Contact.Way) throws -> Instant? {
        // Two questions that the index answers: of those that nobody has claimed, and of the few that somebody has.
        let free = try first(
            """
            SELECT min(next_attempt_at) AS next FROM notices WHERE status = 'queued' AND way = :way AND lease_until = 0
            """,
            ["way": way]
        ) { try $0.get("next") as Instant? }
        let leased = try first(
            """
            SELECT min(CASE WHEN lease_until > next_attempt_at THEN lease_until ELSE next_attempt_at END) AS next
            FROM notices WHERE status = 'queued' AND way = :way AND lease_until > 0
            """,
            ["way": way]
        ) { try $0.get("next") as Instant? }
        return [free ?? nil, leased ?? nil].compactMap(\.self).min()
    }

    private static let last = NoticeID(Int64.max)

    private static let deliveries = deliveries(from: "notices n")

    private static func deliveries(from source: String) -> String {
        """
        SELECT n.*, COALESCE(contacts.name, managers.name, persons.name) AS recipient_name,
            COALESCE(CASE WHEN contacts.wrong_number_since IS NULL THEN contacts.phone END, managers.phone,
                persons.phone) AS recipient_phone,
            contacts.phone = n.address AND contacts.wrong_number_since >= n.enqueued_at AS is_wrong_number,
            COALESCE(contacts.email, managers.email, persons.email) AS recipient_email
        FROM \(source)
        LEFT JOIN contacts ON n.recipient = 'contact' AND contacts.id = n.recipient_id
        LEFT JOIN managers ON n.recipient = 'manager' AND managers.id = n.recipient_id
        LEFT JOIN persons ON n.recipient = 'person' AND persons.id = n.recipient_id
        """
    }
}
