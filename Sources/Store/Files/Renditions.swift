package import Domain
import GRDB

/// A file that waits to be made fit to be shown.
package struct PendingRendition: Hashable, Sendable {
    package let sha256: String
    /// MIME type found in the content.
    package let type: String
    /// How often it was begun.
    package let attempts: Int

    package init(sha256: String, type: String, attempts: Int = 0) {
        self.sha256 = sha256
        self.type = type
        self.attempts = attempts
    }

    /// Types of which a picture can be made.
    package static let types: Set<String> = [
        "image/jpeg", "image/png", "image/webp", "image/heic", "application/pdf",
    ]
}

extension Reader {
    /// The one that waits longest, of those types.
    package func nextRendition(of types: Set<String>, at now: Instant) throws -> PendingRendition? {
        // Few wait at any time, so the types are looked at here.
        try all(
            """
            SELECT * FROM renditions WHERE state = 'pending' AND next_attempt_at <= :now
            ORDER BY next_attempt_at, sha256 LIMIT 100
            """,
            ["now": now], PendingRendition.init
        ).first { types.contains($0.type) }
    }
}

extension Reader {
    /// Whether one of the ticket's pictures was made after `moment`.
    package func hasNewPicture(_ ticket: TicketID, since moment: Instant) throws -> Bool {
        try exists(
            """
            SELECT 1 FROM attachments JOIN renditions ON renditions.sha256 = attachments.sha256
            WHERE attachments.ticket = :ticket AND renditions.made_at >= :moment LIMIT 1
            """,
            ["ticket": ticket, "moment": moment])
    }
}

extension Transaction {
    /// Comes with each attachment; what was developed before is not developed again.
    func wantRendition(of attachment: Attachment) throws {
        guard PendingRendition.types.contains(attachment.type) else { return }
        let inserted = try run(
            """
            INSERT INTO renditions (sha256, type, state, attempts, next_attempt_at)
            VALUES (:sha256, :type, 'pending', 0, :now) ON CONFLICT (sha256) DO NOTHING
            """,
            ["sha256": attachment.sha256, "type": attachment.type, "now": now])
        if inserted > 0 { news.bringsPictures = true }
    }

    /// Takes one for `lease`: a process that dies leaves nothing stuck. False: somebody else has it.
    package func claimRendition(_ pending: PendingRendition, lease: Span) throws -> Bool {
        try run(
            """
            UPDATE renditions SET attempts = attempts + 1, next_attempt_at = :until
            WHERE sha256 = :sha256 AND state = 'pending' AND attempts = :attempts AND next_attempt_at <= :now
            """,
            ["sha256": pending.sha256, "attempts": pending.attempts, "until": now + lease, "now": now]) == 1
    }

    /// Gives one back that was claimed: it is tried again after `pause`. Where the file was not to blame
    /// (`isCounted` false) the attempt is forgotten.
    package func postponeRendition(of sha256: String, for pause: Span, isCounted: Bool) throws {
        try run(
            """
            UPDATE renditions SET next_attempt_at = :next, attempts = attempts - :back
            WHERE sha256 = :sha256 AND state = 'pending'
            """,
            ["sha256": sha256, "next": now + pause, "back": isCounted ? 0 : 1])
    }

    /// What an earlier process had in hand is free again: at a start, when there is no other.
    package func releaseRenditions() throws {
        try run(
            "UPDATE renditions SET next_attempt_at = :now WHERE state = 'pending' AND next_attempt_at > :now",
            ["now": now])
    }

    /// Records what was made, and tells the pages of every ticket that has the file. The file store holds `files`,
    /// which `rendition` names.
    package func finishRendition(of sha256: String, _ rendition: Rendition, files: [StoredFile] = []) throws {
        for file in files {
            try run(
                """
                INSERT INTO files (sha256, size, type) VALUES (:sha256, :size, 'image/jpeg')
                ON CONFLICT (sha256) DO NOTHING
                """,
                ["sha256": file.sha256, "size": file.size])
        }
        switch rendition {
        case .ready(let shown):
            try run(
                """
                UPDATE renditions SET state = 'ready', thumbnail = :thumbnail, copy = :copy, width = :width,
                    height = :height, taken_at = :taken_at, latitude = :latitude, longitude = :longitude,
                    made_at = :now
                WHERE sha256 = :sha256 AND state = 'pending'
                """,
                [
                    "sha256": sha256, "thumbnail": shown.thumbnail, "copy": shown.copy, "width": shown.width,
                    "height": shown.height, "taken_at": shown.takenAt, "latitude": shown.place?.latitude,
                    "longitude": shown.place?.longitude, "now": now,
                ])
        case .failed(let reason):
            try run(
                """
                UPDATE renditions SET state = 'failed', reason = :reason, made_at = :now
                WHERE sha256 = :sha256 AND state = 'pending'
                """,
                ["sha256": sha256, "reason": reason.rawValue, "now": now])
        }
        try tellTickets(with: sha256)
    }

    /// Nothing happened to the tickets, so their versions stay; open pages fetch what they show all the same.
    private func tellTickets(with sha256: String) throws {
        news.changes += try reader.all(
            """
            SELECT DISTINCT tickets.id, tickets.organization, tickets.version
            FROM attachments JOIN tickets ON tickets.id = attachments.ticket WHERE attachments.sha256 = :sha256
            """,
            ["sha256": sha256]
        ) {
            TicketChange(
                organization: try $0.get("organization"), ticket: try $0.get("id"), version: try $0.get("version"))
        }
    }
}

extension PendingRendition {
    fileprivate init(_ row: Row) throws {
        sha256 = try row.get("sha256")
        type = try row.get("type")
        attempts = try row.get("attempts")
    }
}

extension Rendition {
    /// Of an attachment's row; nil while there is none.
    init?(_ row: Row) throws {
        let state: String? = try row.get("rendition")
        switch state {
        case "ready":
            var shown = Shown(
                thumbnail: try row.get("thumbnail"), copy: try row.get("copy"), width: try row.get("width"),
                height: try row.get("height"), takenAt: try row.get("taken_at"))
            shown.place = try Coordinates(row)
            self = .ready(shown)
        case "failed":
            let reason: String = try row.get("reason")
            self = .failed(Failure(rawValue: reason) ?? .unreadable)
        default: return nil
        }
    }
}
