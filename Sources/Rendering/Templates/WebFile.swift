import Crypto
package import Foundation

/// One file of `Web/`, under an address that changes with its content, so that browsers may keep it for ever.
package struct WebFile: Sendable {
    /// Such as `desk.css`.
    package let name: String
    /// Such as `/web/desk.1f3a9c04.css`.
    package let path: String
    package let contentType: String
    package let body: Data

    init(name: String, body: Data) {
        self.name = name
        self.body = body
        let hash = SHA256.hash(data: body).prefix(4).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }
        let parts = name.split(separator: ".", maxSplits: 1)
        let ending = parts.count == 2 ? String(parts[1]) : ""
        path = "/web/\(parts.first ?? "").\(hash.joined()).\(ending)"
        contentType = Self.types[ending] ?? "application/octet-stream"
    }

    private static let types = [
        "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml",
        "png": "image/png", "ico": "image/x-icon", "webmanifest": "application/manifest+json", "woff2": "font/woff2",
    ]
}
