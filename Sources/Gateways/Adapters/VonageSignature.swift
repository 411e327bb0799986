import Crypto
import Domain
import Foundation

/// The signature of Vonage's SMS API, method "SHA-256 HMAC": all fields but `sig`, sorted by name, each as
/// `&name=value`, where `&` and `=` within a value count as `_` (developer.vonage.com, "Signing messages").
///
/// `timestamp` is among the fields: what is older or newer than `skew` is refused.
enum VonageSignature {
    static func isValid(_ callback: GatewayCallback, secret: String, now: Instant, skew: Span) -> Bool {
        let fields = callback.fields
        guard !secret.isEmpty, let code = fields["sig"].flatMap(Hexadecimal.bytes),
            let seconds = fields["timestamp"].flatMap({ Int64($0) }), seconds.magnitude < 100_000_000_000
        else { return false }
        let age = now - Instant(milliseconds: seconds * 1000)
        guard abs(age.seconds) <= skew.seconds else { return false }
        let key = SymmetricKey(data: Data(secret.utf8))
        // Compares in constant time.
        return HMAC<SHA256>.isValidAuthenticationCode(
            code, authenticating: Data(signedText(fields).utf8), using: key)
    }

    private static func signedText(_ fields: [String: String]) -> String {
        fields.filter { $0.key != "sig" }
            .sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
            .map { "&\($0.key)=\($0.value.replacing("&", with: "_").replacing("=", with: "_"))" }
            .joined()
    }
}
