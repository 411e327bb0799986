package import Domain
package import Foundation

/// One thing to fetch or to hand over: an HTTP request, or one mail to an SMTP server.
package struct TransferRequest: Sendable {
    package enum Body: Sendable {
        case none
        case bytes(Data)
        /// Streamed from disk; the file must stay until the transfer is over.
        case file(path: String)
    }

    /// Sent as HTTP basic authentication, or by SASL to a mail server.
    package struct Credentials: Sendable {
        package let username: String
        package let password: String

        package init(username: String, password: String) {
            self.username = username
            self.password = password
        }
    }

    /// The addresses on the outside of a mail (RFC 5321), which need not be those in its headers.
    package struct Envelope: Sendable {
        package let sender: String
        package let recipient: String

        package init(sender: String, recipient: String) {
            self.sender = sender
            self.recipient = recipient
        }
    }

    package enum Encryption: Sendable {
        /// As the URL's scheme says.
        case byScheme
        /// STARTTLS with a certificate that holds, or nothing is sent.
        case required
        /// STARTTLS where it is offered, whoever the certificate names: for a server on this very machine.
        case opportunistic
    }

    package var method: String
    package var url: String
    package var headers: [(name: String, value: String)]
    package var body: Body
    package var credentials: Credentials?
    package var envelope: Envelope?
    package var encryption: Encryption = .byScheme
    package var connectTimeout: Span = .seconds(10)
    /// For the whole transfer, the time spent in the queue included.
    package var timeout: Span = .seconds(30)
    /// Bytes of answer after which the transfer is given up.
    package var answerLimit = 1_048_576
    /// PEM file of certificate authorities to trust instead of the system's.
    package var certificateAuthorities: String?
    /// `host:port:address` entries that take the place of the name service.
    package var resolve: [String] = []
    /// Must not leave twice: libcurl repeats by itself what went out on a reused connection that then died, though the
    /// server may have acted on it.
    package var isOnce = false
    /// Connects, with TLS and a mail server's login, and leaves again without a request.
    package var onlyConnects = false

    package init(
        _ method: String = "GET", _ url: String, headers: [(name: String, value: String)] = [], body: Body = .none
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
    }

    /// A mail that stands complete, with CRLF line ends, in a file.
    package init(mail path: String, to url: String, envelope: Envelope) {
        self.init("", url, body: .file(path: path))
        self.envelope = envelope
        timeout = .minutes(5)
    }

    /// For a mail server, be it only to connect to it.
    var isMail: Bool { envelope != nil || url.hasPrefix("smtp") }

    /// Line ends in a header or an address would let a value become a header or a command of its own.
    var isSafe: Bool {
        let lines = [method, url] + headers.flatMap { [$0.name, $0.value] } + resolve
        let addresses = envelope.map { [$0.sender, $0.recipient] } ?? []
        return lines.allSatisfy { !$0.utf8.contains(where: { $0 < 0x20 || $0 == 0x7f }) }
            && headers.allSatisfy { !$0.name.isEmpty && !$0.name.utf8.contains(UInt8(ascii: ":")) }
            && addresses.allSatisfy { $0.utf8.allSatisfy { (0x21...0x7e).contains($0) && !"<>".utf8.contains($0) } }
    }
}

package struct TransferResponse: Sendable {
    /// HTTP status, or the SMTP reply code.
    package let status: Int
    /// In the order received; of the last answer where there were several (100 Continue).
    package let headers: [(name: String, value: String)]
    package let body: Data
    /// The last line that a mail server said.
    package let lastLine: String

    /// The first header of that name, in any case.
    package func header(_ name: String) -> String? {
        headers.first { $0.name.caseInsensitiveCompare(name) == .orderedSame }?.value
    }

    package var text: String { String(decoding: body, as: UTF8.self) }
}

/// Why a transfer came to nothing. An HTTP answer of any status is no failure.
package struct TransferFailure: Error, Sendable, CustomStringConvertible {
    package enum Kind: Sendable, Equatable {
        /// Forbidden characters, a scheme that is not allowed, a file that cannot be read.
        case invalidRequest
        case unreachable
        /// No TLS, or a certificate that does not hold.
        case untrusted
        case timeout
        /// The server said no: see `status` and `lastLine`.
        case refused
        case badCredentials
        case answerTooLarge
        case cancelled
        case broken
    }

    package let kind: Kind
    /// HTTP status or SMTP reply code so far, 0 when there was none.
    package let status: Int
    package let lastLine: String
    /// True when the whole request had left: the other side may have acted on it.
    package let requestSent: Bool
    package let text: String

    package var description: String { text }
}
