import Crypto
import Domain
import Foundation
import RelaisTesting
import Testing

@testable import Gateways

/// Answers and webhooks in the form that the Android gateway documents.
@Suite("capcom6's Android gateway") struct Capcom6Tests {
    private static let accepted = """
        {"id":"417","deviceId":"d1","state":"Pending","isHashed":false,"isEncrypted":false,\
        "recipients":[{"phoneNumber":"+33612345678","state":"Pending"}],"states":{}}
        """

    @Test("B1 one message is posted with our id, and 202 is taken for an answer")
    func send() async throws {
        let server = try TinyServer { _ in .init(202, Self.accepted) }
        defer { server.stop() }
        let gateway = try capcom6(server.url + "/3rdparty/v1/messages", transport: Transport())
        let receipt = try await gateway.send(sms("Ça va \"bien\"?\n{text}", validity: .hours(1)))
        #expect(receipt.providerID == "417")
        let request = try #require(server.requests.first)
        #expect(request.method == "POST")
        #expect(request.header("Content-Type") == "application/json")
        #expect(request.header("Authorization") == "Basic " + Data("phone:geheim-7".utf8).base64EncodedString())
        #expect(
            try json(request)
                == .object([
                    "id": .string("417"), "textMessage": .object(["text": .string("Ça va \"bien\"?\n{text}")]),
                    "phoneNumbers": .array([.string("+33612345678")]), "ttl": .integer(3600),
                    "withDeliveryReport": .bool(true),
                ]))
    }

    @Test("a message without validity leaves the field out")
    func withoutValidity() async throws {
        let server = try TinyServer { _ in .init(202, Self.accepted) }
        defer { server.stop() }
        _ = try await capcom6(server.url, transport: Transport()).send(sms())
        #expect(try json(try #require(server.requests.first))[pointer: "/ttl"] == nil)
    }

    struct Refusal: Sendable {
        let answer: TinyServer.Answer
        let kind: SendFailure.Kind
        let code: String
    }

    @Test(
        "failures are sorted",
        arguments: [
            Refusal(
                answer: .init(503, #"{"error":"QueueLimitExceeded"}"#, headers: [("Retry-After", "90")]),
                kind: .retry(after: .seconds(90)), code: "QueueLimitExceeded"),
            Refusal(answer: .init(500), kind: .retry(after: nil), code: "500"),
            Refusal(answer: .init(429), kind: .retry(after: nil), code: "429"),
            Refusal(answer: .init(401, #"{"message":"geheim-7 is wrong"}"#), kind: .badCredentials, code: "401"),
            Refusal(answer: .init(400, #"{"message":"+33612345678 is odd"}"#), kind: .giveUp, code: "400"),
            Refusal(answer: .init(302), kind: .giveUp, code: "302"),
        ])
    func failures(refusal: Refusal) async throws {
        let server = try TinyServer { _ in refusal.answer }
        defer { server.stop() }
        let gateway = try capcom6(server.url, transport: Transport())
        let failure = await #expect(throws: SendFailure.self) { try await gateway.send(sms()) }
        #expect(failure?.kind == refusal.kind)
        #expect(failure?.code == refusal.code)
        #expect(failure?.text.contains("geheim-7") == false)
        #expect(failure?.text.contains("33612345678") == false)
    }

    @Test("an answer that never comes is safe to ask for again: the phone knows our id")
    func noAnswer() async throws {
        let server = try TinyServer { _ in .silence }
        let gateway = try capcom6(server.url, transport: Transport())
        let sending = Task { await #expect(throws: SendFailure.self) { try await gateway.send(sms()) } }
        _ = try await server.requests(1)
        server.stop()
        #expect(await sending.value?.kind == .retry(after: nil))
    }

    @Test("a message that the phone has already is accepted")
    func duplicate() async throws {
        let server = try TinyServer { _ in .init(409, #"{"message":"exists"}"#) }
        defer { server.stop() }
        #expect(try await capcom6(server.url, transport: Transport()).send(sms()).providerID == "417")
    }

    // MARK: Webhooks

    private func webhook(
        _ event: String, payload: String, at now: Instant, key: String = "signing-key-1",
        secret: String = "path-secret",
        tampering: String = ""
    ) -> GatewayCallback {
        let body = #"{"deviceId":"d1","event":"\#(event)","id":"w1","payload":\#(payload),"webhookId":"h1"}"#
        let time = String(now.milliseconds / 1000)
        let code = HMAC<SHA256>.authenticationCode(
            for: Data((body + time).utf8), using: SymmetricKey(data: Data(key.utf8)))
        let signature = code.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        return GatewayCallback(
            method: "POST", secret: secret,
            headers: [
                ("Content-Type", "application/json"), ("X-Signature", signature), ("X-Timestamp", time),
            ], body: Data((body + tampering).utf8))
    }

    private let time = HandClock()
    private let payload = #"{"messageId":"417","phoneNumber":"+33612345678","simNumber":1}"#

    @Test(
        "E4 sent, delivered and failed are read",
        arguments: [
            ("sms:sent", DeliveryReceipt.Status.sent), ("sms:delivered", .delivered), ("sms:failed", .failed),
        ])
    func events(event: String, status: DeliveryReceipt.Status) throws {
        let gateway = try capcom6("https://gateway.example", transport: Transport(), clock: time.clock)
        let payload = #"{"messageId":"417","reason":"no credit"}"#
        let outcome = gateway.parseReceipt(webhook(event, payload: payload, at: time.now))
        #expect(outcome.isAuthenticated)
        #expect(outcome.reply == .init(status: 200, contentType: "application/json", body: "{}"))
        #expect(
            outcome.receipts == [
                DeliveryReceipt(
                    ourID: "417", providerID: nil, status: status, code: event, text: "no credit", isPerPart: true)
            ])
    }

    @Test("each part of a long message is delivered on its own, and a repeat changes nothing")
    func parts() throws {
        let gateway = try capcom6("https://gateway.example", transport: Transport(), clock: time.clock)
        let callback = webhook("sms:delivered", payload: payload, at: time.now)
        let receipts = (0..<2).flatMap { _ in gateway.parseReceipt(callback).receipts }
        #expect(receipts.count == 2)
        #expect(receipts.allSatisfy { $0.isPerPart && $0.part == nil })
        #expect(!receipts[1].status.supersedes(receipts[0].status))
    }

    @Test("other events are acknowledged and mean nothing")
    func otherEvent() throws {
        let gateway = try capcom6("https://gateway.example", transport: Transport(), clock: time.clock)
        let outcome = gateway.parseReceipt(webhook("system:ping", payload: "{}", at: time.now))
        #expect(outcome.isAuthenticated)
        #expect(outcome.receipts.isEmpty)
        #expect(outcome.reply.status == 200)
    }

    @Test("a webhook that proves nothing is told nothing")
    func forged() throws {
        let gateway = try capcom6("https://gateway.example", transport: Transport(), clock: time.clock)
        let old = time.now - .minutes(11), future = time.now + .minutes(11)
        let forgeries = [
            webhook("sms:delivered", payload: payload, at: time.now, key: "another"),
            webhook("sms:delivered", payload: payload, at: time.now, secret: "path-secre"),
            webhook("sms:delivered", payload: payload, at: time.now, tampering: " "),
            webhook("sms:delivered", payload: payload, at: old),
            webhook("sms:delivered", payload: payload, at: future),
            GatewayCallback(method: "POST", secret: "path-secret", body: Data(payload.utf8)),
        ]
        for forgery in forgeries {
            let outcome = gateway.parseReceipt(forgery)
            #expect(!outcome.isAuthenticated)
            #expect(outcome.receipts.isEmpty)
            #expect(outcome.reply == .init(status: 404))
        }
    }
}
