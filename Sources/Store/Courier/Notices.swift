package import Domain
import GRDB

/// How far behind the Courier is.
package struct QueueState: Sendable {
    package struct Notices: Sendable {
        /// Due, and not sent yet.
        package let waiting: Int
        package let oldestDue: Instant?

        package init(waiting: Int, oldestDue: Instant?) {
            self.waiting = waiting
            self.oldestDue = oldestDue
        }
    }

    package let notices: [Contact.Way: Notices]
    package let nextTimer: Instant?
}

extension Reader {
    package func queueState(at now: Instant) throws -> QueueState {
        let ways = try all(
            """
            SELECT way, count(*) AS n, min(next_attempt_at) AS due FROM notices
            WHERE status = 'queued' AND next_attempt_at <= :now GROUP BY way
            """,
            ["now": now]
        ) { row in
            (
                try row.get("way") as Contact.Way,
                QueueState.Notices(waiting: try row.get("n"), oldestDue: try row.get("due"))
            )
        }
        return QueueState(notices: Dictionary(uniqueKeysWithValues: ways), nextTimer: try nextTimer())
    }
}

extension Transaction {
    /// Goes out with the commit, or when it is due. `address` is kept as it is now, for those who look later.
    package func enqueue(_ notice: Notice, address: String? = nil) throws {
        try insert(
            into: "notices",
            [
                "id": notice.id, "organization": notice.organization, "ticket": notice.ticket,
                "order_id": notice.order, "event": notice.event, "kind": notice.kind,
                "recipient": notice.recipient.column, "recipient_id": notice.recipient.identifier,
                "way": notice.way, "language": notice.language, "is_urgent": notice.isUrgent, "due": notice.due,
                "status": Notice.Status.queued, "enqueued_at": now, "next_attempt_at": notice.due, "attempts": 0,
                "lease_until": 0, "address": address,
            ])
        news.wakesCourier = true
    }

    /// Those that wait; what is being sent at this moment is not called back. Returns how many.
    @discardableResult
    package func cancelNotices(of order: OrderID, kinds: Set<Notice.Kind>? = nil) throws -> Int {
        try run(
            """
            UPDATE notices SET status = 'cancelled'
            WHERE ticket = (SELECT ticket FROM orders WHERE id = :order) AND order_id = :order AND status = 'queued'
            AND lease_until <= :now\(Self.condition(kinds))
            """,
            ["order": order, "now": now])
    }

    /// Takes notices of one way that are due for this process, urgent ones first, then by when they were due. One whose
    /// lease ran out, because its process died, is taken again.
    package func claimNotices(
        limit: Int, by way: Contact.Way, isUrgentOnly: Bool = false, leaseFor span: Span
    ) throws -> [ClaimedNotice] {
        let urgent = try claim(limit, by: way, isUrgent: true, leaseFor: span)
        guard urgent.count < limit, !isUrgentOnly else { return urgent }
        return try urgent + claim(limit - urgent.count, by: way, isUrgent: false, leaseFor: span)
    }

    private func claim(
        _ limit: Int, by way: Contact.Way, isUrgent: Bool, leaseFor span: Span
    ) throws -> [ClaimedNotice] {
        let values: Reader.Values = [
            "until": now + span, "now": now, "way": way, "urgent": isUrgent, "limit": limit,
        ]
        let claimed = try reader.all(SQLite.claim, values) { row in
            (
                next: try row.get("next_attempt_at") as Instant,
                ClaimedNotice(
                    notice: try Notice(row), address: try row.get("address"), attempts: try row.get("attempts"),
                    enqueuedAt: try row.get("enqueued_at"), leaseUntil: try row.get("lease_until"))
            )
        }
        // RETURNING promises no order.
        return claimed.sorted { ($0.next, $0.1.notice.id) < ($1.next, $1.1.notice.id) }.map(\.1)
    }

    /// The gateway took it. A receipt that was quicker than this holds: returns what it is now.
    @discardableResult
    package func recordSent(_ notice: NoticeID, _ record: SentRecord) throws -> Notice.Status {
        let found: [Notice.Status] = try reader.all(
            """
            UPDATE notices SET gateway = :gateway, provider_id = :provider, address = :address, subject = :subject,
                text = :text, parts = :parts,
                status = CASE WHEN status IN ('queued', 'cancelled') THEN 'sent' ELSE status END,
                sent_at = COALESCE(sent_at, :now), lease_until = 0
            WHERE id = :id RETURNING status
            """,
            [
                "gateway": record.gateway, "provider": record.providerID, "address": record.address,
                "subject": record.subject, "text": record.text, "parts": record.parts, "now": now, "id": notice,
            ]
        ) { try $0.get("status") }
        guard var status = found.first else { throw StoreError.missing("notices") }
        if try applyEarlyReceipts(to: notice, record) { status = try reader.delivery(notice)?.status ?? status }
        try tell(of: notice)
        return status
    }

    /// To be tried again at `next`; why is shown meanwhile.
    package func recordRetry(_ notice: NoticeID, at next: Instant, code: String?, text: String?) throws {
        try run(
            """
            UPDATE notices SET next_attempt_at = :next, lease_until = 0, error_code = :code, error_text = :text
            WHERE id = :id AND status = 'queued'
            """,
            ["next": next, "code": code, "text": text, "id": notice])
        news.wakesCourier = true
        try tell(of: notice)
    }

    /// Given up. `record` says what was tried, if it came that far.
    package func recordFailed(_ notice: NoticeID, code: String?, text: String?, record: SentRecord? = nil) throws {
        if let record { try describe(notice, record) }
        try run(
            """
            UPDATE notices SET status = 'failed', failed_at = :now, lease_until = 0, error_code = :code,
                error_text = :text
            WHERE id = :id AND status IN ('queued', 'sent')
            """,
            ["now": now, "code": code, "text": text, "id": notice])
        try tell(of: notice)
    }

    /// What waits to go to this contact by this way is not sent any more.
    package func cancelMessages(to contact: ContactID, by way: Contact.Way) throws {
        try run(
            """
            UPDATE notices SET status = 'cancelled', lease_until = 0
            WHERE recipient = 'contact' AND recipient_id = :contact AND way = :way AND status = 'queued'
            """,
            ["contact": contact, "way": way])
    }

    /// No longer true when its turn came.
    package func recordCancelled(_ notice: NoticeID) throws {
        try run(
            "UPDATE notices SET status = 'cancelled', lease_until = 0 WHERE id = :id AND status = 'queued'",
            ["id": notice])
        try tell(of: notice)
    }

    /// Gives a claim back untried: quiet hours, a rate limit, a gateway that is down.
    package func postpone(_ notice: NoticeID, until next: Instant) throws {
        try run(
            """
            UPDATE notices SET next_attempt_at = :next, lease_until = 0, attempts = attempts - 1
            WHERE id = :id AND status = 'queued' AND attempts > 0
            """,
            ["next": next, "id": notice])
        news.wakesCourier = true
    }

    /// At start, when no other process of this database sends: what was claimed before a crash is free at once.
    package func releaseLeases() throws {
        try run("UPDATE notices SET lease_until = 0 WHERE status = 'queued' AND lease_until > 0")
        news.wakesCourier = true
    }

    /// The clock was set back by so much: what is to be tried again, and what was to go at once, would wait all that
    /// time once more. What waits for an hour of the day goes on waiting for it.
    package func bringForward(by span: Span) throws {
        try run(
            """
            UPDATE notices SET next_attempt_at =
                CASE WHEN next_attempt_at - :span > :now THEN next_attempt_at - :span ELSE :now END
            WHERE status = 'queued' AND next_attempt_at > :now
            AND (next_attempt_at > due OR enqueued_at > :now AND due <= enqueued_at)
            """,
            ["span": span.milliseconds, "now": now])
        news.wakesCourier = true
    }

    package func markUnreachable(_ address: String, reason: String) throws {
        try run(
            """
            INSERT INTO unreachable (address, reason, since) VALUES (:address, :reason, :now)
            ON CONFLICT (address) DO NOTHING
            """,
            ["address": Folding.mail(address), "reason": reason, "now": now])
    }

    /// Whoever has this number answered STOP (P35): the gateway takes nothing for it any more.
    package func markOptedOut(_ address: String) throws {
        try run(
            """
            INSERT INTO unreachable (address, reason, since) VALUES (:address, :reason, :now)
            ON CONFLICT (address) DO UPDATE SET reason = :reason, since = :now
            """,
            ["address": Folding.mail(address), "reason": Reader.optedOut, "now": now])
    }

    /// Something arrived there: he must have written START.
    package func forgetOptOut(_ address: String) throws {
        try run(
            "DELETE FROM unreachable WHERE address = :address AND reason = :reason",
            ["address": Folding.mail(address), "reason": Reader.optedOut])
    }

    private func describe(_ notice: NoticeID, _ record: SentRecord) throws {
        try update(
            "notices",
            [
                "id": notice, "gateway": record.gateway, "provider_id": record.providerID, "address": record.address,
                "subject": record.subject, "text": record.text, "parts": record.parts,
            ])
    }

    /// The desk shows a delivery's state beside the ticket, so its fate is news about the ticket.
    func tell(of notice: NoticeID) throws {
        let change: TicketChange? = try reader.first(
            """
            SELECT t.organization, t.id, t.version FROM notices n JOIN tickets t ON t.id = n.ticket WHERE n.id = :id
            """,
            ["id": notice]
        ) { row in
            TicketChange(
                organization: try row.get("organization"), ticket: try row.get("id"), version: try row.get("version"))
        }
        if let change { news.changes.append(change) }
    }
}
