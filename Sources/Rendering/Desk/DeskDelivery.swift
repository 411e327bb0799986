package import Domain

/// One SMS or mail and its fate (E4).
package struct DeskDelivery: Hashable, Sendable {
    package var notice: NoticeID
    package var kind: Notice.Kind
    package var way: Contact.Way
    package var status: Notice.Status
    package var recipient: String
    package var address: String?
    /// When it came to be in that state.
    package var at: Instant
    /// SMS parts, once the text was made (P30).
    package var parts: Int?
    /// The provider's or server's own words.
    package var reason: String?
    /// The other way, if there is an address for it.
    package var otherWay: Contact.Way?
    /// The latest SMS to a number that is somebody else's, as was said since (P37).
    package var isWrongNumber = false
    /// That the same went out by the other way already, and did not fail there.
    package var sibling: Sibling?

    package enum Sibling: String, Hashable, Sendable {
        /// At once, when this one failed.
        case byItself
        /// Both were sent, or somebody pressed the button.
        case asWell
    }

    package init(
        notice: NoticeID, kind: Notice.Kind, way: Contact.Way, status: Notice.Status, recipient: String,
        address: String?, at: Instant, parts: Int? = nil, reason: String? = nil, otherWay: Contact.Way? = nil
    ) {
        self.notice = notice
        self.kind = kind
        self.way = way
        self.status = status
        self.recipient = recipient
        self.address = address
        self.at = at
        self.parts = parts
        self.reason = reason
        self.otherWay = otherWay
    }
}

extension DeskDelivery {
    private var canSendAgain: Bool { (status == .failed || isWrongNumber) && otherWay != nil && sibling == nil }

    /// Why it failed; of one that waits to be tried again, why it had to.
    private func reason(_ words: Words) -> String? {
        switch status {
        case .failed: reason ?? words["desk.delivery.noReason"]
        case .queued: reason.map { words("desk.delivery.triedBefore", ["reason": $0]) }
        case .sent, .delivered, .cancelled: nil
        }
    }

    func context(_ words: Words, in timeZone: String, mayAct: Bool, submission: String) -> [String: Any] {
        let time = words.formats.shortDateTime(at, in: timeZone)
        return [
            "way": words["desk.way.\(way.rawValue)"], "status": words["desk.delivery.\(status.rawValue)"],
            "statusClass": status.rawValue, "isFailed": status == .failed, "recipient": recipient,
            "address": address.map { Masked.address($0, words.formats) } ?? false, "deliveryTime": time,
            "parts": parts.map { words.count("desk.parts", $0) } ?? false,
            "reason": reason(words) ?? false,
            "what": words["desk.notice.\(kind.rawValue)"],
            "otherWay": canSendAgain && mayAct ? words["desk.sendInstead.\(otherWay?.rawValue ?? "")"] : false,
            "wentOtherWay": sibling.map { words["desk.went.\($0.rawValue).\(way == .sms ? "email" : "sms")"] } ?? false,
            "otherWayAction": DeskPath.otherWay(notice), "deliverySubmission": "\(submission)-\(notice)",
        ]
    }
}
