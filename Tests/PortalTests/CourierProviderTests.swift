import Courier
import Crypto
import Domain
import Foundation
import Gateways
import RelaisTesting
import Store
import Testing
import Workflow

/// A portal that sends by a provider's own description; what the provider is told is kept.
private struct ProviderStage {
    let portal: TestPortal
    let server: TinyServer
    let organization: TestOrganization
    let desk: TestClient

    static func use(
        _ name: String, _ settings: [String: String], answer: TinyServer.Answer,
        _ test: (ProviderStage) async throws -> Void
    ) async throws {
        let server = try TinyServer { _ in answer }
        defer { server.stop() }
        let portal = try await TestPortal.start { clock, secret in
            let settings = settings.merging(["RELAIS_SMS_URL": server.url]) { _, new in new }
            let folder = ProjectRoot.url.appending(path: "deploy/gateways").path
            return DescribedGateway(
                try GatewayConfiguration.load(name, folder: folder, settings: settings), transport: Transport(),
                clock: clock, callbackSecret: secret)
        }
        do {
            let organization = try await portal.office.organization(language: .en)
            let desk = try await portal.signIn(organization)
            try await test(Self(portal: portal, server: server, organization: organization, desk: desk))
        } catch {
            await portal.stop()
            throw error
        }
        await portal.stop()
    }

    /// Offers a job by SMS; gives the ticket and what the provider was asked to send.
    func offered() async throws -> (ticket: TicketReference, request: TinyServer.Request) {
        let before = server.requests.count
        let ticket = try await portal.office.ticket(
            of: organization, to: TestOffice.plumber(email: nil, channels: [.sms]))
        try await portal.office.courier.drain()
        let request = try #require(server.requests.last)
        #expect(server.requests.count == before + 1)
        return (ticket, request)
    }

    func status(of ticket: TicketReference) async throws -> Notice.Status? {
        try await portal.office.deliveries(of: ticket).first { $0.notice.kind == .offer }?.status
    }

    /// What the manager reads on the ticket.
    func page(of ticket: TicketReference) async throws -> String {
        LoopPage.text(try await desk.get("/desk/tickets/\(ticket.number)").text)
    }
}

@Suite("Receipts of the providers, by the portal's own address")
struct CourierProviderTests {
    enum Form: String, Sendable, CaseIterable { case get = "GET", post = "POST", json = "POST-JSON" }

    @Test(
        "P36 E4 Vonage's signed receipt finds its ticket by GET, POST and POST-JSON, and no other does",
        arguments: Form.allCases)
    func vonage(form: Form) async throws {
        let settings = [
            "RELAIS_SMS_API_KEY": "abcd1234", "RELAIS_SMS_API_SECRET": "secret-0123",
            "RELAIS_SMS_SIGNATURE_SECRET": "signature-secret", "RELAIS_SMS_SENDER": "Relais",
        ]
        let taken = #"{"message-count": "1", "messages": [{"message-id": "0A0417", "status": "0"}]}"#
        try await ProviderStage.use("vonage", settings, answer: .init(200, taken)) { stage in
            for (status, isDelivered) in [("delivered", true), ("failed", false)] {
                let (ticket, request) = try await stage.offered()
                let sent = try #require(URLComponents(string: "?" + String(decoding: request.body, as: UTF8.self)))
                func asked(_ name: String) -> String { sent.queryItems?.first { $0.name == name }?.value ?? "" }
                let now = stage.portal.office.travel.now.milliseconds / 1000
                let fields = [
                    "msisdn": "33639980001", "to": "Dupont & Fils = D", "messageId": "0A0417", "status": status,
                    "err-code": isDelivered ? "0" : "6", "api-key": "abcd1234", "client-ref": asked("client-ref"),
                    "message-timestamp": "2026-11-18 11:06:40", "timestamp": "\(now)", "nonce": "7d0f5f2a",
                ]
                let address = asked("callback")
                func call(_ fields: [String: String], secret: String) async throws -> TransferResponse {
                    let signed = fields.merging(["sig": Self.signature(fields, secret)]) { _, new in new }
                    return try await Self.call(address, signed, as: form, of: stage.portal)
                }
                #expect(try await call(fields, secret: "guessed").status == 404)
                let old = fields.merging(["timestamp": "\(now - 172_800)"]) { _, new in new }
                #expect(try await call(old, secret: "signature-secret").status == 404)
                #expect(try await stage.status(of: ticket) == .sent)
                #expect(try await !stage.page(of: ticket).contains("SMS · \(status)"))

                #expect(try await call(fields, secret: "signature-secret").status == 200)
                #expect(try await stage.status(of: ticket) == (isDelivered ? .delivered : .failed))
                #expect(try await stage.page(of: ticket).contains("SMS · \(status)"))
                #expect(
                    try await stage.portal.office.stored(ticket).attention == (isDelivered ? nil : .notReached))
            }
        }
    }

    @Test("P36 E4 Brevo signs nothing: the secret in the address is the key, and the message's id finds the ticket")
    func brevo() async throws {
        let settings = ["RELAIS_SMS_API_KEY": "xkeysib-0123", "RELAIS_SMS_SENDER": "Relais"]
        let taken = TinyServer.Answer(201, #"{"messageId": 1511882900176417}"#)
        try await ProviderStage.use("brevo", settings, answer: taken) { stage in
            let (ticket, request) = try await stage.offered()
            let sent = try JSONSerialization.jsonObject(with: request.body) as? [String: Any]
            let address = try #require(sent?["webUrl"] as? String)
            #expect(address.hasPrefix("\(stage.portal.url)/hooks/sms/brevo/"))
            func call(_ address: String, _ status: String, id: Int = 1_511_882_900_176_417) async throws -> Int {
                let body = """
                    {"id": 50417, "messageId": \(id), "msg_status": "\(status)", "description": "Unknown subscriber"}
                    """
                return try await stage.portal.client().send(
                    "POST", address, body: Data(body.utf8), type: "application/json"
                ).status
            }
            let secret = try #require(address.split(separator: "/").dropLast().last)
            #expect(try await call(address.replacing(secret, with: "guessed"), "hard_bounce") == 404)
            #expect(try await call(address, "hard_bounce", id: 1) == 200, "nobody's message")
            #expect(try await stage.status(of: ticket) == .sent)
            #expect(try await call(address, "hard_bounce") == 200)
            #expect(try await stage.status(of: ticket) == .failed)
            let page = try await stage.page(of: ticket)
            #expect(page.contains("SMS · failed") && page.contains("Unknown subscriber"))
            #expect(try await stage.portal.office.stored(ticket).attention == .notReached)
        }
    }

    /// After developer.vonage.com, "Signing messages".
    private static func signature(_ fields: [String: String], _ secret: String) -> String {
        let text = fields.sorted { $0.key < $1.key }.map { name, value in
            "&\(name)=" + value.map { "&=".contains($0) ? "_" : String($0) }.joined()
        }
        let code = HMAC<SHA256>.authenticationCode(
            for: Data(text.joined().utf8), using: SymmetricKey(data: Data(secret.utf8)))
        return code.map { String(format: "%02X", $0) }.joined()
    }

    private static func call(
        _ address: String, _ fields: [String: String], as form: Form, of portal: TestPortal
    ) async throws -> TransferResponse {
        let client = portal.client()
        switch form {
        case .get:
            var parts = try #require(URLComponents(string: address))
            parts.queryItems = fields.map { URLQueryItem(name: $0.key, value: $0.value) }
            return try await client.get(try #require(parts.string))
        case .post: return try await client.post(address, form: fields.map { ($0.key, $0.value) })
        case .json:
            return try await client.send(
                "POST", address, body: try JSONSerialization.data(withJSONObject: fields), type: "application/json")
        }
    }
}
