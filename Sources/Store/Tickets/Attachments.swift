package import Domain
import GRDB

/// A file with where it was sent, by which it is decided who may fetch it.
package struct AttachmentRecord: Hashable, Sendable {
    package let attachment: Attachment
    package let organization: OrganizationID
    package let ticket: TicketID
    package let order: OrderID?
    package let event: EventID?
    package let isInternal: Bool
    package let createdAt: Instant

    /// Whether that order's contractor may have it (rule i): what was sent about his order, and the ticket's own files.
    package func isVisible(to order: OrderID) -> Bool {
        guard !isInternal else { return false }
        return self.order == order || (self.order == nil && event == nil)
    }
}

extension Reader {
    package func attachment(_ id: AttachmentID) throws -> AttachmentRecord? {
        try first(Self.attached + " WHERE a.id = :id", ["id": id], AttachmentRecord.init)
    }

    /// Oldest first.
    package func attachments(of ticket: TicketID) throws -> [AttachmentRecord] {
        try all(Self.attached + " WHERE a.ticket = :ticket ORDER BY a.id", ["ticket": ticket], AttachmentRecord.init)
    }

    /// The ticket's own files, sent with no message: what every offer of it shows.
    package func jobFiles(of ticket: TicketID) throws -> [Attachment] {
        try attachments(of: ticket).filter { $0.order == nil && $0.event == nil }.map(\.attachment)
    }

    package func isFileKnown(sha256: String) throws -> Bool {
        try exists(
            """
            SELECT 1 FROM files WHERE sha256 = :hash
            UNION ALL SELECT 1 FROM staged_files WHERE sha256 = :hash LIMIT 1
            """,
            ["hash": sha256])
    }

    /// Every file that something refers to, in the order of their hashes.
    package func fileHashes(after hash: String?, limit: Int) throws -> [StoredFile] {
        try all(
            "SELECT sha256, size FROM files WHERE sha256 > :hash ORDER BY sha256 LIMIT :limit",
            ["hash": hash ?? "", "limit": limit]
        ) { StoredFile(sha256: try $0.get("sha256"), size: try $0.get("size")) }
    }

    private static let attached = """
        SELECT a.*, files.size, files.type, r.state AS rendition, r.reason, r.thumbnail, r.copy, r.width, r.height,
            r.taken_at, r.latitude, r.longitude
        FROM attachments a JOIN files ON files.sha256 = a.sha256 LEFT JOIN renditions r ON r.sha256 = a.sha256
        """
}

extension Transaction {
    /// Records a file that the file store holds already. Comes before the change that names it; with no such change
    /// it is one of the ticket's own.
    package func attach(_ attachment: Attachment, to ticket: TicketID, order: OrderID? = nil) throws {
        try run(
            """
            INSERT INTO files (sha256, size, type) VALUES (:sha256, :size, :type) ON CONFLICT (sha256) DO NOTHING
            """,
            ["sha256": attachment.sha256, "size": attachment.size, "type": attachment.type])
        try run(
            """
            INSERT INTO attachments (id, organization, ticket, order_id, sha256, name, is_internal, created_at)
            SELECT :id, organization, id, :order, :sha256, :name, 0, :now FROM tickets WHERE id = :ticket
            """,
            [
                "id": attachment.id, "order": order, "sha256": attachment.sha256, "name": attachment.name, "now": now,
                "ticket": ticket,
            ])
        try wantRendition(of: attachment)
    }
}

extension AttachmentRecord {
    fileprivate init(_ row: Row) throws {
        attachment = Attachment(
            id: try row.get("id"), sha256: try row.get("sha256"), name: try row.get("name"),
            type: try row.get("type"), size: try row.get("size"), rendition: try Rendition(row))
        organization = try row.get("organization")
        ticket = try row.get("ticket")
        order = try row.get("order_id")
        event = try row.get("event")
        isInternal = try row.get("is_internal")
        createdAt = try row.get("created_at")
    }
}
