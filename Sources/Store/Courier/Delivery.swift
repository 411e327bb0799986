package import Domain
import GRDB

/// A notice with what became of it (E4).
package struct Delivery: Hashable, Sendable {
    package let notice: Notice
    package let status: Notice.Status
    /// As it was when it was enqueued, or sent.
    package let address: String?
    package let recipientName: String
    package let enqueuedAt: Instant
    package let attempts: Int
    package let nextAttemptAt: Instant
    package let gateway: String?
    package let providerID: String?
    package let errorCode: String?
    package let errorText: String?
    package let subject: String?
    /// With the link's token blanked.
    package let text: String?
    /// How many SMS it took.
    package let parts: Int?
    package let sentAt: Instant?
    package let deliveredAt: Instant?
    package let failedAt: Instant?
    /// A way besides this one for which the recipient has an address.
    package let otherWay: Contact.Way?
    /// It went to a number of which somebody said since that it is not the contact's (P37).
    package let isWrongNumber: Bool
}

/// A notice that this process alone may send until its lease ends.
package struct ClaimedNotice: Hashable, Sendable {
    package let notice: Notice
    package let address: String?
    /// This one included, from 1.
    package let attempts: Int
    package let enqueuedAt: Instant
    package let leaseUntil: Instant
}

/// What was handed to a gateway.
package struct SentRecord: Hashable, Sendable {
    package let gateway: String
    /// By which the gateway's receipts name it.
    package let providerID: String?
    package let address: String
    package let subject: String?
    /// With the link's token blanked.
    package let text: String
    package let parts: Int?

    package init(
        gateway: String, providerID: String?, address: String, subject: String? = nil, text: String, parts: Int? = nil
    ) {
        self.gateway = gateway
        self.providerID = providerID
        self.address = address
        self.subject = subject
        self.text = text
        self.parts = parts
    }
}

/// What a gateway says later about something it took. It names our notice, or its own id, or both.
package struct Receipt: Hashable, Sendable {
    package enum Status: String, Hashable, Sendable, CaseIterable { case sent, delivered, failed }

    package let gateway: String
    package let notice: NoticeID?
    package let providerID: String?
    package let status: Status
    package let code: String?
    package let text: String?
    package let at: Instant

    package init(
        gateway: String, notice: NoticeID? = nil, providerID: String? = nil, status: Status, code: String? = nil,
        text: String? = nil, at: Instant
    ) {
        self.gateway = gateway
        self.notice = notice
        self.providerID = providerID
        self.status = status
        self.code = code
        self.text = text
        self.at = at
    }
}

package enum ReceiptEffect: Hashable, Sendable {
    /// Names nothing that is known yet; kept for a `recordSent` that may follow.
    case unknown
    case unchanged(NoticeID)
    case changed(NoticeID, Notice.Status)
}

extension Receipt.Status: DatabaseValueConvertible, StatementColumnConvertible {}

extension Notice {
    init(_ row: Row) throws {
        self.init(
            id: try row.get("id"), organization: try row.get("organization"), ticket: try row.get("ticket"),
            order: try row.get("order_id"), kind: try row.get("kind"), recipient: try Recipient(row),
            way: try row.get("way"), language: try row.get("language"), isUrgent: try row.get("is_urgent"),
            due: try row.get("due"), event: try row.get("event"))
    }
}

extension Notice.Recipient {
    fileprivate init(_ row: Row) throws {
        let recipient: String = try row.get("recipient")
        switch recipient {
        case "contact": self = .contact(try row.get("recipient_id"))
        case "manager": self = .manager(try row.get("recipient_id"))
        case "person": self = .person(try row.get("recipient_id"))
        default: throw StoreError.damaged("recipient")
        }
    }

    var column: String {
        switch self {
        case .contact: "contact"
        case .manager: "manager"
        case .person: "person"
        }
    }

    var identifier: Int64 {
        switch self {
        case .contact(let id): id.rawValue
        case .manager(let id): id.rawValue
        case .person(let id): id.rawValue
        }
    }
}

extension Delivery {
    init(_ row: Row) throws {
        notice = try Notice(row)
        status = try row.get("status")
        address = try row.get("address")
        let name: String? = try row.get("recipient_name")
        recipientName = name ?? ""
        enqueuedAt = try row.get("enqueued_at")
        attempts = try row.get("attempts")
        nextAttemptAt = try row.get("next_attempt_at")
        gateway = try row.get("gateway")
        providerID = try row.get("provider_id")
        errorCode = try row.get("error_code")
        errorText = try row.get("error_text")
        subject = try row.get("subject")
        text = try row.get("text")
        parts = try row.get("parts")
        sentAt = try row.get("sent_at")
        deliveredAt = try row.get("delivered_at")
        failedAt = try row.get("failed_at")
        let phone: String? = try row.get("recipient_phone")
        let email: String? = try row.get("recipient_email")
        let isWrong: Bool? = try row.get("is_wrong_number")
        isWrongNumber = notice.way == .sms && isWrong == true
        otherWay =
            switch notice.way {
            case .sms: email == nil ? nil : .email
            case .email: phone == nil ? nil : .sms
            }
    }
}
