package import Domain
import GRDB

/// Whom of a contractor's a link lets in, to what. Which acts are allowed follows from the order as it is at each act (rule f).
package struct LinkRecord: Hashable, Sendable {
    package enum Scope: String, Hashable, Sendable, CaseIterable {
        case office, technician, read
    }

    package let id: LinkID
    package let ticket: TicketID
    package let order: OrderID
    package let contractor: ContractorID
    package let contact: ContactID
    package let scope: Scope
    package let createdAt: Instant
    /// Nil while the ticket is open.
    package var expires: Instant?
    package var revokedAt: Instant?
    /// The last act by it, not the last look (P37).
    package var lastUsedAt: Instant?

    package init(
        id: LinkID, ticket: TicketID, order: OrderID, contractor: ContractorID, contact: ContactID, scope: Scope,
        createdAt: Instant, expires: Instant? = nil, revokedAt: Instant? = nil, lastUsedAt: Instant? = nil
    ) {
        self.id = id
        self.ticket = ticket
        self.order = order
        self.contractor = contractor
        self.contact = contact
        self.scope = scope
        self.createdAt = createdAt
        self.expires = expires
        self.revokedAt = revokedAt
        self.lastUsedAt = lastUsedAt
    }

    package func isLive(at now: Instant) -> Bool { revokedAt == nil && expires.map { $0 > now } ?? true }

    /// Nobody has done anything by it for so long that the number may be somebody else's by now (P37).
    package func isIdle(at now: Instant, days: Int) -> Bool { now >= (lastUsedAt ?? createdAt) + .days(Int64(days)) }
}

extension LinkRecord.Scope: DatabaseValueConvertible, StatementColumnConvertible {}

extension Reader {
    package func link(_ id: LinkID) throws -> LinkRecord? {
        try first("SELECT * FROM links WHERE id = :id AND scope <> 'approver'", ["id": id], LinkRecord.init)
    }

    /// The newest that is not revoked: later messages to the same contact carry the same link.
    package func link(
        order: OrderID, contact: ContactID, scope: LinkRecord.Scope = .office
    ) throws -> LinkRecord? {
        try first(
            """
            SELECT * FROM links WHERE order_id = :order AND contact = :contact AND scope = :scope
            AND revoked_at IS NULL ORDER BY created_at DESC, id DESC LIMIT 1
            """,
            ["order": order, "contact": contact, "scope": scope], LinkRecord.init)
    }

    package func links(of ticket: TicketID) throws -> [LinkRecord] {
        try all(
            "SELECT * FROM links WHERE ticket = :ticket AND scope <> 'approver' ORDER BY created_at, id",
            ["ticket": ticket], LinkRecord.init)
    }
}

extension Transaction {
    package func insert(_ link: LinkRecord) throws {
        try insert(
            into: "links",
            [
                "id": link.id, "ticket": link.ticket, "order_id": link.order, "contractor": link.contractor,
                "contact": link.contact, "scope": link.scope, "created_at": link.createdAt, "expires": link.expires,
                "revoked_at": link.revokedAt, "last_used_at": link.lastUsedAt,
            ])
    }

    /// Of one contact, or of all.
    package func revokeLinks(of order: OrderID, contact: ContactID? = nil) throws {
        try run(
            """
            UPDATE links SET revoked_at = :now WHERE order_id = :order AND revoked_at IS NULL
            AND (:contact IS NULL OR contact = :contact)
            """,
            ["now": now, "order": order, "contact": contact])
    }

    /// Every link of one contact, whatever the ticket.
    package func revokeLinks(ofContact contact: ContactID) throws {
        try run(
            "UPDATE links SET revoked_at = :now WHERE contact = :contact AND revoked_at IS NULL",
            ["now": now, "contact": contact])
    }

    /// As a ticket ends (90 days by default), or opens again (nil). What has expired stays so (E2), and an approver's link
    /// lasts as long as its quote.
    package func setExpiry(_ expires: Instant?, ofLinksOf ticket: TicketID) throws {
        try run(
            """
            UPDATE links SET expires = :expires
            WHERE ticket = :ticket AND scope <> 'approver' AND (expires IS NULL OR expires > :now)
            """,
            ["expires": expires, "ticket": ticket, "now": now])
    }

    package func extend(_ link: LinkID, until expires: Instant?) throws {
        try update("links", ["id": link, "expires": expires])
    }

    package func touch(_ link: LinkID) throws {
        try update("links", ["id": link, "last_used_at": now])
    }
}

extension LinkRecord {
    fileprivate init(_ row: Row) throws {
        id = try row.get("id")
        ticket = try row.get("ticket")
        order = try row.get("order_id")
        contractor = try row.get("contractor")
        contact = try row.get("contact")
        scope = try row.get("scope")
        createdAt = try row.get("created_at")
        expires = try row.get("expires")
        revokedAt = try row.get("revoked_at")
        lastUsedAt = try row.get("last_used_at")
    }
}
