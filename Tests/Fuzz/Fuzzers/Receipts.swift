import Crypto
import Domain
import Foundation

@testable import Gateways

extension Fuzzers {
    /// `NAME`, a query, headers, an empty line, the body. Whoever does not prove who he is gets 404 and moves nothing;
    /// the same with the right signature is taken.
    static func receipt(_ input: Input) {
        var input = input
        let provider = Provider.named(input.line())
        let query = input.line()
        var headers: [(name: String, value: String)] = []
        while case let line = input.line(), !line.isEmpty {
            let halves = line.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            headers.append((halves.first ?? "", halves.count == 2 ? halves[1] : ""))
        }
        func callback(_ more: [(name: String, value: String)], query: String, body: Data) -> GatewayCallback {
            GatewayCallback(
                method: "POST", url: "https://relais.example/hooks?\(query)", secret: Provider.pathSecret,
                query: query, headers: more + headers, body: body, remoteAddress: "192.0.2.1")
        }
        let body = Data(input.bytes)
        let plain = callback([], query: query, body: body)
        check(provider, plain)
        guard let rule = provider.description.receipt else { return }
        check(ReceiptReader(rule: rule).read(plain))

        let secrets = provider.configuration.variables
        switch provider.description.name {
        case "capcom6":
            let time = "1795000000"
            let signed = capcom6(body + time.utf8, secrets["signing_key"] ?? "")
            let right = callback([("X-Signature", signed), ("X-Timestamp", time)], query: query, body: body)
            expect(check(provider, right).isAuthenticated, "a signature of capcom6")
            let other = callback([("X-Signature", signed), ("X-Timestamp", time)], query: query, body: body + [0])
            expect(!check(provider, other).isAuthenticated, "a signature of another body")
        case "twilio":
            // Twilio signs the address followed by the fields; with none the address alone.
            let url = "https://relais.example/hooks?\(query)"
            let key = SymmetricKey(data: Data((secrets["auth_token"] ?? "").utf8))
            let code = Data(HMAC<Insecure.SHA1>.authenticationCode(for: Data(url.utf8), using: key))
            let header = [(name: "X-Twilio-Signature", value: code.base64EncodedString())]
            expect(
                check(provider, callback(header, query: query, body: Data())).isAuthenticated,
                "a signature of Twilio")
        default: break
        }
    }

    private static func capcom6(_ bytes: Data, _ key: String) -> String {
        Hexadecimal.text(HMAC<SHA256>.authenticationCode(for: bytes, using: SymmetricKey(data: Data(key.utf8))))
    }

    @discardableResult
    static func check(_ provider: Provider, _ callback: GatewayCallback) -> CallbackOutcome {
        let outcome = provider.gateway.parseReceipt(callback)
        if outcome.isAuthenticated {
            expect(outcome.reply.status == provider.description.receipt?.acknowledge.status, "the answer described")
        } else {
            expect(outcome.receipts.isEmpty && outcome.reply.status == 404, "an answer that tells nothing")
        }
        check(outcome.receipts)
        return outcome
    }

    private static func check(_ receipts: [DeliveryReceipt]) {
        expect(receipts.count <= 1000, "at most 1000 receipts")
        for receipt in receipts {
            expect(receipt.ourID?.isEmpty == false || receipt.providerID?.isEmpty == false, "an id")
            expect(receipt.text.map { (1...300).contains($0.count) } ?? true, "a short text")
            expect(!receipt.isOptOut || receipt.status == .failed, "who opted out got nothing")
        }
    }
}
