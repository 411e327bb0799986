import Domain
import GRDB

extension Transaction {
    /// Keeps the receipt and lets it count, in whatever order receipts come: delivered is final, and only a receipt
    /// makes anything delivered (P36).
    @discardableResult
    package func record(_ receipt: Receipt) throws -> ReceiptEffect {
        let notice = try noticeNamed(by: receipt)
        try keep(receipt, for: notice)
        guard let notice else { return .unknown }
        return try apply(receipt, to: notice)
    }

    /// Receipts that came before the gateway's own answer was written down; whether there were any.
    func applyEarlyReceipts(to notice: NoticeID, _ record: SentRecord) throws -> Bool {
        guard let provider = record.providerID else { return false }
        let early: [(Int64, Receipt)] = try reader.all(
            """
            SELECT * FROM notice_receipts WHERE provider_id = :provider AND gateway = :gateway AND notice IS NULL
            ORDER BY at, id
            """,
            ["provider": provider, "gateway": record.gateway]
        ) { row in (try row.get("id"), try Receipt(row)) }
        for (id, receipt) in early {
            try update("notice_receipts", ["id": id, "notice": notice])
            _ = try apply(receipt, to: notice)
        }
        return !early.isEmpty
    }

    private func noticeNamed(by receipt: Receipt) throws -> NoticeID? {
        if let notice = receipt.notice {
            return try reader.first("SELECT id FROM notices WHERE id = :id", ["id": notice]) { try $0.get("id") }
        }
        guard let provider = receipt.providerID else { return nil }
        return try reader.first(
            """
            SELECT id FROM notices WHERE provider_id = :provider AND gateway = :gateway ORDER BY id DESC LIMIT 1
            """,
            ["provider": provider, "gateway": receipt.gateway]
        ) { try $0.get("id") }
    }

    private func keep(_ receipt: Receipt, for notice: NoticeID?) throws {
        let id: NoticeID = newID()
        try insert(
            into: "notice_receipts",
            [
                "id": id, "notice": notice, "gateway": receipt.gateway, "provider_id": receipt.providerID,
                "status": receipt.status, "code": receipt.code, "text": receipt.text, "at": receipt.at,
                "received_at": now,
            ])
    }

    private func apply(_ receipt: Receipt, to notice: NoticeID) throws -> ReceiptEffect {
        let values: Reader.Values = [
            "id": notice, "at": receipt.at, "code": receipt.code, "text": receipt.text,
        ]
        let changed: Int
        let status: Notice.Status
        switch receipt.status {
        case .sent:
            status = .sent
            changed = try run(
                """
                UPDATE notices SET status = 'sent', sent_at = COALESCE(sent_at, :at), lease_until = 0
                WHERE id = :id AND status = 'queued'
                """, values)
        case .delivered:
            status = .delivered
            changed = try run(
                """
                UPDATE notices SET status = 'delivered', sent_at = COALESCE(sent_at, :at), delivered_at = :at,
                    failed_at = NULL, error_code = NULL, error_text = NULL, lease_until = 0
                WHERE id = :id AND status <> 'delivered'
                """, values)
        case .failed:
            status = .failed
            changed = try run(
                """
                UPDATE notices SET status = 'failed', failed_at = :at, error_code = :code, error_text = :text,
                    lease_until = 0
                WHERE id = :id AND status NOT IN ('delivered', 'failed')
                """, values)
        }
        guard changed == 1 else { return .unchanged(notice) }
        try tell(of: notice)
        return .changed(notice, status)
    }
}

extension Receipt {
    fileprivate init(_ row: Row) throws {
        self.init(
            gateway: try row.get("gateway"), notice: try row.get("notice"), providerID: try row.get("provider_id"),
            status: try row.get("status"), code: try row.get("code"), text: try row.get("text"),
            at: try row.get("at"))
    }
}
