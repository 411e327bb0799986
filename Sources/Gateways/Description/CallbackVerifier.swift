import Crypto
import Domain
import Foundation

/// Decides whether a callback comes from the gateway. The secret in the path and every rule must hold.
struct CallbackVerifier {
    let variables: [String: String]
    let pathSecret: String
    let clock: Clock

    func isGenuine(_ callback: GatewayCallback, by rules: [GatewayDescription.Verification]) -> Bool {
        guard !pathSecret.isEmpty, Self.same(callback.secret, pathSecret) else { return false }
        return rules.allSatisfy { holds($0, for: callback) }
    }

    private func holds(_ rule: GatewayDescription.Verification, for callback: GatewayCallback) -> Bool {
        if let hmac = rule.hmac { return isSigned(callback, by: hmac) }
        if let basic = rule.basic, let username = fill(basic.username), let password = fill(basic.password) {
            let expected = "Basic " + Data("\(username):\(password)".utf8).base64EncodedString()
            return Self.same(callback.header("Authorization") ?? "", expected)
        }
        if let bearer = rule.bearer, let token = fill(bearer) {
            return Self.same(callback.header("Authorization") ?? "", "Bearer \(token)")
        }
        if let query = rule.query {
            let fields = FormCoding.decode(callback.query)
            return query.allSatisfy { name, value in
                guard let expected = fill(value) else { return false }
                return Self.same(fields[name] ?? "", expected)
            }
        }
        if let twilio = rule.twilio, let token = fill(twilio.authToken) {
            return TwilioSignature.isValid(callback, authToken: token)
        }
        if let vonage = rule.vonage, let secret = fill(vonage.secret) {
            let skew = Span.seconds(Int64(vonage.skewSeconds ?? 300))
            return VonageSignature.isValid(callback, secret: secret, now: clock.now(), skew: skew)
        }
        if let networks = rule.ip, let address = callback.remoteAddress {
            return networks.contains { Network($0)?.contains(address) == true }
        }
        return false
    }

    private func isSigned(_ callback: GatewayCallback, by rule: GatewayDescription.HMACRule) -> Bool {
        guard let key = key(of: rule), let signed = signedBytes(of: callback, by: rule),
            let header = callback.header(rule.header), isFresh(callback, by: rule)
        else { return false }
        let signatures = rule.prefix == nil ? [header[...]] : header.split(separator: " ")
        return signatures.prefix(10).contains { signature in
            guard let prefix = rule.prefix ?? Optional(""), signature.hasPrefix(prefix),
                let code = Self.bytes(String(signature.dropFirst(prefix.count)), as: rule.encoding)
            else { return false }
            return Self.isValid(code, for: signed, key: key, algorithm: rule.algorithm)
        }
    }

    private static func isValid(
        _ code: Data, for signed: Data, key: SymmetricKey, algorithm: GatewayDescription.HMACRule.Algorithm
    ) -> Bool {
        // These compare in constant time.
        switch algorithm {
        case .sha1: HMAC<Insecure.SHA1>.isValidAuthenticationCode(code, authenticating: signed, using: key)
        case .sha256: HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: signed, using: key)
        case .sha512: HMAC<SHA512>.isValidAuthenticationCode(code, authenticating: signed, using: key)
        }
    }

    private func key(of rule: GatewayDescription.HMACRule) -> SymmetricKey? {
        guard let text = fill(rule.key), !text.isEmpty else { return nil }
        guard let encoding = rule.keyEncoding else { return SymmetricKey(data: Data(text.utf8)) }
        let bare = text.hasPrefix("whsec_") ? String(text.dropFirst(6)) : text
        return Self.bytes(bare, as: encoding).map { SymmetricKey(data: $0) }
    }

    /// The body may be any bytes, so the pieces are joined as bytes.
    private func signedBytes(of callback: GatewayCallback, by rule: GatewayDescription.HMACRule) -> Data? {
        var signed = Data()
        for piece in Placeholders.pieces(of: rule.signed) {
            switch piece {
            case .literal(let text): signed.append(contentsOf: text.utf8)
            case .placeholder("body", _): signed.append(callback.body)
            case .placeholder(let name, _):
                guard name.hasPrefix("header:"), let value = callback.header(String(name.dropFirst(7))) else {
                    return nil
                }
                signed.append(contentsOf: value.utf8)
            }
        }
        return signed
    }

    private func isFresh(_ callback: GatewayCallback, by rule: GatewayDescription.HMACRule) -> Bool {
        guard let name = rule.timestampHeader else { return true }
        guard let seconds = callback.header(name).flatMap({ Int64($0) }), seconds.magnitude < 100_000_000_000 else {
            return false
        }
        let age = clock.now() - Instant(milliseconds: seconds * 1000)
        return abs(age.seconds) <= Double(rule.skewSeconds ?? 300)
    }

    private func fill(_ template: String) -> String? { Placeholders(values: variables).fill(template) }

    private static func bytes(_ text: String, as encoding: GatewayDescription.HMACRule.Encoding) -> Data? {
        switch encoding {
        case .base64: return Data(base64Encoded: text)
        case .hex: return Hexadecimal.bytes(text)
        }
    }

    /// Equal, in a time that does not tell how far; MACs of both are compared in place of the texts.
    private static func same(_ left: String, _ right: String) -> Bool {
        let key = SymmetricKey(size: .bits256)
        let code = Data(HMAC<SHA256>.authenticationCode(for: Data(left.utf8), using: key))
        return HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: Data(right.utf8), using: key)
    }
}
