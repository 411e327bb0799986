import Foundation

/// What `RELAIS_SMTP_URL` says: `smtp://user:password@host:587` or `smtps://…`.
package struct SMTPServer: Sendable {
    let scheme: String
    let host: String
    let port: Int
    let credentials: TransferRequest.Credentials?

    /// Throws a sentence that names the setting and never holds the password.
    package init(_ text: String) throws(GatewayConfigurationError) {
        guard let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(),
            ["smtp", "smtps"].contains(scheme), let host = parts.host, !host.isEmpty,
            parts.path.isEmpty || parts.path == "/", parts.query == nil, parts.fragment == nil
        else { throw Self.wrong("must look like smtp://user:password@host:587 or smtps://user:password@host") }
        let user = parts.percentEncodedUser?.removingPercentEncoding ?? ""
        let password = parts.percentEncodedPassword?.removingPercentEncoding ?? ""
        guard user.isEmpty == password.isEmpty else {
            throw Self.wrong("has a user without a password, or the reverse")
        }
        guard !(user + password).utf8.contains(where: { $0 < 0x20 || $0 == 0x7f }) else {
            throw Self.wrong("holds control characters")
        }
        self.scheme = scheme
        self.host = host
        port = parts.port ?? (scheme == "smtps" ? 465 : 587)
        credentials = user.isEmpty ? nil : .init(username: user, password: password)
    }

    var isLocal: Bool { HostName.isLocal(host) }

    /// libcurl takes the name said in EHLO from the path.
    func url(greeting: String) -> String {
        let bare = host.contains(":") && !host.hasPrefix("[") ? "[\(host)]" : host
        return "\(scheme)://\(bare):\(port)/\(greeting)"
    }

    private static func wrong(_ what: String) -> GatewayConfigurationError {
        GatewayConfigurationError(problems: ["RELAIS_SMTP_URL \(what)."])
    }
}
