/// A request of an SMS gateway to `/hooks/sms/NAME/SECRET/…`, as it came in; nothing of it has been checked.
package struct HookRequest: Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        case receipt, inbound
    }

    /// Path and query as they were asked for: what stands after the public address, which some gateways sign.
    package let address: String
    /// The gateway's name, as the path has it.
    package let name: String
    package let secret: String
    package let kind: Kind
    package let method: String
    /// Without the question mark, still percent-encoded.
    package let query: String
    package let headers: [(name: String, value: String)]
    package let body: [UInt8]
    /// The other end's IP address; nil when unknown.
    package let remoteAddress: String?

    package init(
        address: String, name: String, secret: String, kind: Kind, method: String, query: String,
        headers: [(name: String, value: String)], body: [UInt8], remoteAddress: String? = nil
    ) {
        self.address = address
        self.name = name
        self.secret = secret
        self.kind = kind
        self.method = method
        self.query = query
        self.headers = headers
        self.body = body
        self.remoteAddress = remoteAddress
    }
}

/// What the gateway is answered.
package struct HookAnswer: Sendable, Hashable {
    package let status: Int
    package let contentType: String
    package let body: String

    package init(status: Int, contentType: String = "text/plain; charset=utf-8", body: String = "") {
        self.status = status
        self.contentType = contentType
        self.body = body
    }

    /// The one answer to whoever does not prove who he is: it tells nothing.
    package static let notFound = HookAnswer(status: 404)
}

/// Who reads a callback. The site knows no gateway: the program that is put together hands this in.
package typealias HookHandler = @Sendable (HookRequest) async -> HookAnswer
