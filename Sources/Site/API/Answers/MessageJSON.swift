import Domain
import Store

/// One SMS or mail with what became of it (E4). `text` is what was sent, with the link's token blanked; null until then.
struct MessageJSON: Encodable, Sendable {
    struct Recipient: Encodable, Sendable {
        /// `contact`, `manager` or `person`.
        let kind: String
        let id: String
        let name: String
    }

    /// What the gateway, or the other side's mail server, said.
    struct Failure: Encodable, Sendable {
        @OrNull var code: String?
        @OrNull var text: String?
    }

    let id: String
    @OrNull var ticket: String?
    @OrNull var order: String?
    let kind: Notice.Kind
    let channel: Contact.Way
    let status: Notice.Status
    let recipient: Recipient
    @OrNull var address: String?
    let language: Language
    @OrNull var subject: String?
    @OrNull var text: String?
    @OrNull var parts: Int?
    let attempts: Int
    @OrNull var error: Failure?
    @OrNull var otherWay: Contact.Way?
    let enqueuedAt: String
    @OrNull var sentAt: String?
    @OrNull var deliveredAt: String?
    @OrNull var failedAt: String?

    init(_ delivery: Delivery, ticket number: String?) {
        let notice = delivery.notice
        id = notice.id.description
        ticket = number
        order = notice.order?.description
        kind = notice.kind
        channel = notice.way
        status = delivery.status
        let (kind, recipientID) = notice.recipient.named
        recipient = Recipient(kind: kind, id: recipientID, name: delivery.recipientName)
        address = delivery.address
        language = notice.language
        subject = delivery.subject
        text = delivery.text
        parts = delivery.parts
        attempts = delivery.attempts
        let hasError = delivery.errorCode != nil || delivery.errorText != nil
        error = hasError ? Failure(code: delivery.errorCode, text: delivery.errorText) : nil
        otherWay = delivery.otherWay
        enqueuedAt = delivery.enqueuedAt.rfc3339
        sentAt = delivery.sentAt?.rfc3339
        deliveredAt = delivery.deliveredAt?.rfc3339
        failedAt = delivery.failedAt?.rfc3339
    }
}

extension Notice.Recipient {
    fileprivate var named: (kind: String, id: String) {
        switch self {
        case .contact(let id): ("contact", id.description)
        case .manager(let id): ("manager", id.description)
        case .person(let id): ("person", id.description)
        }
    }
}
