import Crypto

/// The secret of a sign-in link, a session or an API key. Only its hash is stored, so that a copy of the database
/// opens nothing.
package struct SecretToken: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible {
    /// Made here: 32 letters and digits, 190 random bits. `-` and `_` are allowed by the contract, but mail programs
    /// lose them at the end of a link (P31).
    package let text: String

    package static func random() -> SecretToken { SecretToken(unchecked: Base62.random(length: 32)) }

    /// Reads what somebody presents; nil unless it is `[A-Za-z0-9_-]{32,128}`.
    package init?(_ text: some StringProtocol) {
        let bytes = text.utf8.prefix(129)
        guard (32...128).contains(bytes.count),
            bytes.allSatisfy({ Base62.digit($0) != nil || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") })
        else { return nil }
        self.init(unchecked: String(text))
    }

    private init(unchecked text: String) { self.text = text }

    /// SHA-256, 32 bytes: what is stored and sought. The secret is random, so it needs no salt and no slow hash.
    package var hash: [UInt8] { Array(SHA256.hash(data: Array(text.utf8))) }

    /// Secrets reach no log, not even by accident.
    package var description: String { "(secret)" }
    package var debugDescription: String { description }
}
