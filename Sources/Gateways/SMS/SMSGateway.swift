package import Domain

/// Something that takes one SMS at a time to a phone. It knows no tickets; it sends, and sorts its failures.
package protocol SMSGateway: Sendable {
    /// The name in the configuration and in the callback addresses.
    var name: String { get }
    /// What the provider allows; nil when it sets no limit.
    var rate: SendRate? { get }
    func send(_ message: OutgoingSMS) async throws(SendFailure) -> SendReceipt
    /// Reads a delivery receipt. Never throws: a callback that is not genuine or not understood has its own answer.
    func parseReceipt(_ callback: GatewayCallback) -> CallbackOutcome
}

package struct OutgoingSMS: Sendable, Hashable {
    /// Ours, and the same at each attempt: letters, digits, `-` and `_`.
    package let id: String
    /// E.164 with its plus sign.
    package let to: String
    /// Sender for this organization; nil takes the gateway's own.
    package let from: String?
    package let text: String
    /// True when the text does not fit the GSM 03.38 alphabet.
    package let unicode: Bool
    /// Where receipts are to be sent, secret included.
    package let receiptURL: String?
    /// How long the network may keep trying.
    package let validity: Span?

    package init(
        id: String, to: String, from: String? = nil, text: String, unicode: Bool, receiptURL: String? = nil,
        validity: Span? = nil
    ) {
        self.id = id
        self.to = to
        self.from = from
        self.text = text
        self.unicode = unicode
        self.receiptURL = receiptURL
        self.validity = validity
    }
}

/// The gateway or mail server took the message. That it arrived only a delivery receipt says (P36).
package struct SendReceipt: Sendable, Hashable {
    /// What the provider calls the message, when it says so.
    package let providerID: String?
    /// The provider's own words, without secrets.
    package let detail: String

    package init(providerID: String?, detail: String) {
        self.providerID = providerID
        self.detail = detail
    }
}

package struct SendFailure: Error, Sendable, Hashable, CustomStringConvertible {
    package enum Kind: Sendable, Hashable {
        /// Worth another attempt, not before the time that the provider named.
        case retry(after: Span?)
        /// This message will never be taken.
        case giveUp
        /// The number or address is wrong or closed.
        case badAddress
        /// Whoever has this number said STOP to our sender: only he can change that, by START (P35).
        case optedOut
        /// The configuration is wrong: every message would fail.
        case badCredentials
        /// It may have been taken: sending it again might send it twice.
        case ambiguous
    }

    package let kind: Kind
    /// The provider's code, the status, or a word of ours when nothing came back.
    package let code: String
    /// The provider's reason, for the manager; holds no password and no address.
    package let text: String
    /// To be tried again, and yet no sign that the gateway is unwell: one mailbox is busy, others would take theirs.
    package let isAboutRecipient: Bool

    package init(_ kind: Kind, code: String, text: String, isAboutRecipient: Bool = false) {
        self.kind = kind
        self.code = code
        self.text = text
        self.isAboutRecipient = isAboutRecipient
    }

    /// Whether the gateway itself failed: another message would have fared no better.
    package var isGateways: Bool {
        switch kind {
        case .retry, .badCredentials, .ambiguous: !isAboutRecipient
        case .giveUp, .badAddress, .optedOut: false
        }
    }

    package var description: String { "\(code): \(text)" }
}
