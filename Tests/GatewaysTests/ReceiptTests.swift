import Crypto
import Domain
import Foundation
import Testing

@testable import Gateways

@Suite("Delivery receipts") struct ReceiptTests {
    private let time = HandClock()

    private func gateway(_ receipt: String) throws -> DescribedGateway {
        let description = """
            {
                name: 'test', variables: { key: { secret: true, default: 'whsec_c2VjcmV0LWtleQ==' }, word: { default: 'sesame' } },
                send: {
                    method: 'POST', url: 'https://gateway.example', number: 'e164', body: 'json',
                    fields: { to: '{to}', text: '{text}' }, idempotency: 'none',
                },
                answer: { ok: { status: ['200'] }, id: { json: '/id' }, failures: [] },
                receipt: { acknowledge: { status: 200, contentType: 'text/plain', body: 'ACK' }, \(receipt) },
            }
            """
        return try GatewaysTests.gateway(description, clock: time.clock)
    }

    private func callback(
        query: String = "", headers: [(name: String, value: String)] = [], body: String = "", from: String? = nil
    ) -> GatewayCallback {
        GatewayCallback(
            method: "POST", secret: "path-secret", query: query, headers: headers, body: Data(body.utf8),
            remoteAddress: from)
    }

    @Test("E4 a list of receipts in JSON is read whole, what is not ours is passed over")
    func list() throws {
        let gateway = try gateway(
            """
            from: 'json', list: '/results', providerID: '/messageId', status: '/status/groupName', code: '/error/id',
            text: '/error/name', part: '/part', map: { delivered: ['DELIVERED'], failed: ['REJECTED', 'EXPIRED'] }
            """)
        let body = """
            {"results":[{"messageId":"m1","status":{"groupName":"DELIVERED"},"error":{"id":0,"name":""},"part":2},
            {"messageId":"m2","status":{"groupName":"REJECTED"},"error":{"id":51,"name":"EC_BLOCKED"}},
            {"messageId":"m3","status":{"groupName":"UNHEARD_OF"}},{"other":true},7]}
            """
        let outcome = gateway.parseReceipt(callback(body: body))
        #expect(
            outcome.receipts == [
                DeliveryReceipt(ourID: nil, providerID: "m1", status: .delivered, code: "0", part: 2),
                DeliveryReceipt(ourID: nil, providerID: "m2", status: .failed, code: "51", text: "EC_BLOCKED"),
            ])
        #expect(outcome.reply == .init(status: 200, contentType: "text/plain", body: "ACK"))
    }

    @Test(
        "a form is read, and rubbish is acknowledged without meaning",
        arguments: ["", "{", "\u{0}%zz&=&a", "[[[[", "id=m1"])
    func rubbish(body: String) throws {
        for from in ["from: 'form', ourID: 'id', status: 's'", "from: 'json', ourID: '/id', status: '/s'"] {
            let gateway = try gateway("\(from), map: { delivered: ['1'] }")
            let outcome = gateway.parseReceipt(callback(body: body))
            #expect(outcome.isAuthenticated)
            #expect(outcome.receipts.isEmpty)
        }
        let form = try gateway("from: 'form', ourID: 'id', status: 's', map: { delivered: ['1'] }")
        #expect(form.parseReceipt(callback(body: "s=1&id=4%2B7+x")).receipts.first?.ourID == "4+7 x")
    }

    @Test("each way to prove oneself holds alone and together with others")
    func verification() throws {
        let common = "from: 'query', ourID: 'id', status: 's', map: { delivered: ['1'] }"
        let basic = Data("portal:sesame".utf8).base64EncodedString()
        let cases: [(String, GatewayCallback, GatewayCallback)] = [
            (
                "{ basic: { username: 'portal', password: '{word}' } }",
                callback(query: "id=1&s=1", headers: [("authorization", "Basic \(basic)")]),
                callback(query: "id=1&s=1", headers: [("authorization", "Basic eHg6eXk=")])
            ),
            (
                "{ bearer: '{word}' }", callback(query: "id=1&s=1", headers: [("Authorization", "Bearer sesame")]),
                callback(query: "id=1&s=1", headers: [("Authorization", "Bearer ")])
            ),
            ("{ query: { k: '{word}' } }", callback(query: "id=1&s=1&k=sesame"), callback(query: "id=1&s=1&k=Sesame")),
            (
                "{ ip: ['192.0.2.0/28', '2001:db8::/32'] }", callback(query: "id=1&s=1", from: "192.0.2.15"),
                callback(query: "id=1&s=1", from: "192.0.2.16")
            ),
            (
                "{ ip: ['192.0.2.0/28', '2001:db8::/32'] }", callback(query: "id=1&s=1", from: "2001:db8:1::5"),
                callback(query: "id=1&s=1")
            ),
            (
                "{ ip: ['192.0.2.7'] }, { query: { k: '{word}' } }",
                callback(query: "id=1&s=1&k=sesame", from: "::ffff:192.0.2.7"),
                callback(query: "id=1&s=1", from: "192.0.2.7")
            ),
        ]
        for (rule, genuine, forged) in cases {
            let gateway = try gateway("\(common), verify: [\(rule)]")
            #expect(gateway.parseReceipt(genuine).receipts.count == 1, "\(rule)")
            #expect(gateway.parseReceipt(forged) == .notFound, "\(rule)")
        }
    }

    @Test("Standard Webhooks signatures are checked: id, time and body, one good signature of several")
    func standardWebhooks() throws {
        let gateway = try gateway(
            """
            from: 'json', ourID: '/id', status: '/s', map: { delivered: ['1'] }, verify: [{ hmac: {
                header: 'webhook-signature', algorithm: 'sha256', encoding: 'base64', key: '{key}', keyEncoding: 'base64',
                prefix: 'v1,', signed: '{header:webhook-id}.{header:webhook-timestamp}.{body}',
                timestampHeader: 'webhook-timestamp', skewSeconds: 300,
            } }]
            """)
        let body = #"{"id":"417","s":"1"}"#
        let seconds = time.now.milliseconds / 1000
        let code = HMAC<SHA256>.authenticationCode(
            for: Data("msg_1.\(seconds).\(body)".utf8), using: SymmetricKey(data: Data("secret-key".utf8)))
        let signature = "v1,AAAA v1,\(Data(code).base64EncodedString())"
        func signed(_ id: String, _ time: Int64, _ signature: String) -> GatewayCallback {
            callback(
                headers: [("Webhook-Id", id), ("Webhook-Timestamp", "\(time)"), ("Webhook-Signature", signature)],
                body: body)
        }
        #expect(gateway.parseReceipt(signed("msg_1", seconds, signature)).receipts.count == 1)
        #expect(!gateway.parseReceipt(signed("msg_2", seconds, signature)).isAuthenticated)
        #expect(!gateway.parseReceipt(signed("msg_1", seconds + 1, signature)).isAuthenticated)
        #expect(!gateway.parseReceipt(signed("msg_1", seconds, "v2,\(signature.dropFirst(11))")).isAuthenticated)
        #expect(!gateway.parseReceipt(signed("msg_1", Int64.max, signature)).isAuthenticated)
    }

    @Test("P36 no receipt undoes an end: delivered stays, and pending never follows sent")
    func order() {
        typealias Status = DeliveryReceipt.Status
        let allowed = Status.allCases.flatMap { old in
            Status.allCases.filter { $0.supersedes(old) }.map { "\(old)>\($0)" }
        }
        #expect(
            Set(allowed) == [
                "pending>sent", "pending>delivered", "pending>failed", "sent>delivered", "sent>failed",
                "failed>delivered",
            ])
    }
}
