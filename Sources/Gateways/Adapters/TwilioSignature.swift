import Crypto
import Foundation

/// `X-Twilio-Signature`: base64 of HMAC-SHA1, by the account's token, over the address that Twilio was given and each
/// field of the form, sorted by name, name and value without anything in between (twilio.com/docs/usage/security).
///
/// No time is signed, so a receipt can be played again; that does no harm, as no receipt takes a step back.
enum TwilioSignature {
    static let header = "X-Twilio-Signature"

    static func isValid(_ callback: GatewayCallback, authToken: String) -> Bool {
        guard !authToken.isEmpty, let url = callback.url, let given = callback.header(header),
            let code = Data(base64Encoded: given)
        else { return false }
        let key = SymmetricKey(data: Data(authToken.utf8))
        // Compares in constant time.
        return HMAC<Insecure.SHA1>.isValidAuthenticationCode(
            code, authenticating: Data(signedText(url, form: callback.body).utf8), using: key)
    }

    private static func signedText(_ url: String, form: Data) -> String {
        let pairs = FormCoding.pairs(String(decoding: form, as: UTF8.self))
        // Of a name that stands twice each value counts once.
        let values = Dictionary(grouping: pairs, by: \.name).mapValues { Set($0.map(\.value)).sorted(by: byBytes) }
        return values.sorted { byBytes($0.key, $1.key) }.reduce(url) { text, field in
            text + field.value.map { field.key + $0 }.joined()
        }
    }

    private static func byBytes(_ left: String, _ right: String) -> Bool {
        left.utf8.lexicographicallyPrecedes(right.utf8)
    }
}
