package import Foundation

/// An HTTP request of a gateway to `/hooks/sms/NAME/SECRET/…`, as it came in.
package struct GatewayCallback: Sendable {
    package let method: String
    /// The whole public address that was called, query included, as the provider was given it: what Twilio signs.
    /// Nil where nobody can say.
    package let url: String?
    /// The secret in the path, not yet compared with anything.
    package let secret: String
    /// Without the question mark, still percent-encoded.
    package let query: String
    package let headers: [(name: String, value: String)]
    package let body: Data
    /// The other end's IP address; nil when unknown.
    package let remoteAddress: String?

    package init(
        method: String, url: String? = nil, secret: String, query: String = "",
        headers: [(name: String, value: String)] = [], body: Data = Data(), remoteAddress: String? = nil
    ) {
        self.method = method
        self.url = url
        self.secret = secret
        self.query = query
        self.headers = headers
        self.body = body
        self.remoteAddress = remoteAddress
    }

    func header(_ name: String) -> String? {
        headers.first { $0.name.caseInsensitiveCompare(name) == .orderedSame }?.value
    }
}

/// What a gateway says became of a message. Receipts come late, twice, and in any order: a later one may say less.
package struct DeliveryReceipt: Sendable, Hashable {
    package enum Status: String, Sendable, Hashable, CaseIterable {
        case pending, sent, delivered, failed

        /// True when this may take the place of `old`: nothing comes after an end, and no step goes back.
        package func supersedes(_ old: Status) -> Bool {
            switch (old, self) {
            case (.delivered, _), (.failed, .pending), (.failed, .sent), (.failed, .failed): false
            case (.sent, .pending), (.sent, .sent), (.pending, .pending): false
            case (.pending, _), (.sent, _), (.failed, .delivered): true
            }
        }
    }

    /// The id that we gave the message, when the callback carries it.
    package let ourID: String?
    /// The id that `SendReceipt.providerID` named.
    package let providerID: String?
    package let status: Status
    package let code: String?
    package let text: String?
    /// Which part of a long message this is about, when the gateway numbers them.
    package let part: Int?
    /// True when the gateway reports each part of a long message on its own: one failed part loses the message, and
    /// one delivered part does not yet deliver it.
    package let isPerPart: Bool
    /// It failed because this number has said STOP (P35).
    package let isOptOut: Bool

    package init(
        ourID: String?, providerID: String?, status: Status, code: String? = nil, text: String? = nil,
        part: Int? = nil, isPerPart: Bool = false, isOptOut: Bool = false
    ) {
        self.ourID = ourID
        self.providerID = providerID
        self.status = status
        self.code = code
        self.text = text
        self.part = part
        self.isPerPart = isPerPart
        self.isOptOut = isOptOut
    }
}

/// What a callback meant, and the answer that its sender waits for.
package struct CallbackOutcome: Sendable, Hashable {
    package struct Reply: Sendable, Hashable {
        package let status: Int
        package let contentType: String
        package let body: String

        package init(status: Int, contentType: String = "text/plain; charset=utf-8", body: String = "") {
            self.status = status
            self.contentType = contentType
            self.body = body
        }
    }

    package let isAuthenticated: Bool
    /// Empty when not authenticated, or when the callback is about something else.
    package let receipts: [DeliveryReceipt]
    package let reply: Reply

    package init(isAuthenticated: Bool, receipts: [DeliveryReceipt], reply: Reply) {
        self.isAuthenticated = isAuthenticated
        self.receipts = receipts
        self.reply = reply
    }

    /// The one answer to whoever does not prove who he is: it tells nothing.
    static let notFound = Self(isAuthenticated: false, receipts: [], reply: Reply(status: 404))
}
