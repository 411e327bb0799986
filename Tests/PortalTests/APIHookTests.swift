import Foundation
import Gateways
import RelaisTesting
import Testing

@Suite struct APIHookTests {
    @Test("P36 a gateway's callback is handed on as it came, and answered as its reader says")
    func handedOn() async throws {
        let portal = try await TestPortal.start(gateway: { _, _ in EchoGateway() })
        let client = portal.client()
        let read = try await client.get("/hooks/sms/echo/s%2Fcr%C3%A9t/receipt?id=7&text=a%20b")
        let sent = try await client.send(
            "POST", "/hooks/sms/echo/secret/receipt", body: Data("{\"a\":1}".utf8), type: "application/json")
        let other = try await client.get("/hooks/sms/nobody/secret/receipt")
        await portal.stop()
        #expect(read.status == 202)
        #expect(read.text == "GET|s/crét|id=7&text=a%20b|none||127.0.0.1")
        #expect(sent.text == "POST|secret||application/json|{\"a\":1}|127.0.0.1")
        #expect(other.status == 404)
    }

    @Test("P36 a callback without the right name and secret gets 404 and nothing else, by GET and POST")
    func unknown() async throws {
        try await APIFixture.use { fixture in
            var caller = fixture.api
            caller.key = nil
            for path in ["/hooks/sms/nobody/secret/receipt", "/hooks/sms/nobody/secret/inbound"] {
                for method in ["GET", "POST"] {
                    let answer = try await caller.send(method, "\(path)?status=1&id=2")
                    #expect(answer.status == 404)
                    #expect(answer.body.isEmpty)
                }
            }
        }
    }

    @Test("P21 a callback that is too large is refused")
    func tooLarge() async throws {
        try await APIFixture.use { fixture in
            let body = Data(repeating: 0x61, count: 300_000)
            let answer = try await fixture.api.send(
                "POST", "/hooks/sms/nobody/secret/receipt", body: body, type: "text/plain")
            #expect(answer.status == 413)
        }
    }
}

/// Says what it was handed.
private struct EchoGateway: SMSGateway {
    let name = "echo"
    let rate: SendRate? = nil

    func send(_ message: OutgoingSMS) async throws(SendFailure) -> SendReceipt {
        SendReceipt(providerID: nil, detail: "")
    }

    func parseReceipt(_ callback: GatewayCallback) -> CallbackOutcome {
        let type = callback.headers.first { $0.name.lowercased() == "content-type" }?.value ?? "none"
        let parts = [
            callback.method, callback.secret, callback.query, type, String(decoding: callback.body, as: UTF8.self),
            callback.remoteAddress ?? "unknown",
        ]
        return CallbackOutcome(
            isAuthenticated: false, receipts: [], reply: .init(status: 202, body: parts.joined(separator: "|")))
    }
}
