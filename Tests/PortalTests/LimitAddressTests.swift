import Courier
import Domain
import Foundation
import Gateways
import Intake
import RelaisTesting
import Testing

/// What a proxy of this machine says of where a request comes from.
private let peerField = "X-Forwarded-For"
private let here = "203.0.113.7"
private let elsewhere = "203.0.113.8"

@Suite("Limits of one address on the network, whoever sits behind it")
struct LimitAddressTests {
    private static func seconds(_ answer: TransferResponse) -> Int { Int(answer.header("Retry-After") ?? "") ?? 0 }

    @Test("P16 who asks for sign-in mails again and again from one address is told to wait, and nobody else is")
    func signIns() async throws {
        try await DeskFixture.use { (desk) async throws in
            let stranger = desk.portal.client()
            func ask(_ index: Int, from address: String = here) async throws -> TransferResponse {
                try await stranger.post(
                    "/sign-in", form: [("email", "person\(index)@example.org"), ("submission", UUID().uuidString)],
                    headers: [peerField: address])
            }
            for index in 1...10 { #expect(try await ask(index).status == 303) }
            let refused = try await ask(11)
            #expect(refused.status == 429)
            #expect((1...60).contains(Self.seconds(refused)))
            #expect(try await ask(12, from: elsewhere).status == 303)
            desk.office.travel.advance(.minutes(1))
            #expect(try await ask(13).status == 303)
        }
    }

    @Test("P16 guessing the secret of a gateway's callbacks slows the guesser down, and the gateway is always heard")
    func callbackGuesses() async throws {
        let portal = try await TestPortal.start(gateway: { _, secret in Doorkeeper(secret: secret) })
        do {
            let client = portal.client()
            func call(_ secret: String, from address: String = here) async throws -> TransferResponse {
                try await client.get(
                    "/hooks/sms/doorkeeper/\(secret)/receipt?id=1", headers: [peerField: address])
            }
            for _ in 0..<30 { #expect(try await call(SecretToken.random().text).status == 404) }
            let refused = try await call(SecretToken.random().text)
            #expect(refused.status == 429)
            #expect(refused.text.isEmpty)
            #expect((1...60).contains(Self.seconds(refused)))
            // From the very same address: providers call from addresses that they share with their other customers.
            for _ in 0..<35 { #expect(try await call(portal.office.configuration.callbackSecret).status == 200) }
            #expect(try await call("guess", from: elsewhere).status == 404)
            portal.office.travel.advance(.minutes(1))
            #expect(try await call("guess").status == 404)
        } catch {
            await portal.stop()
            throw error
        }
        await portal.stop()
    }

    @Test("P16 links that send more than four gigabytes an hour from one address wait, and from another they go on")
    func bytesOfAddress() async throws {
        try await DeskFixture.use { (desk) async throws in
            let phone = desk.portal.client()
            var links: [String] = []
            for index in 1...5 {
                try await desk.portal.createTicket(
                    for: desk.organization,
                    TestPortal.ticketBody(title: "Fuite \(index)", offerTo: ExchangeStage.number))
                links.append(try desk.portal.page(sms: ExchangeStage.number))
            }
            try #require(Set(links).count == 5)
            let fifth = links.removeLast()
            func send(_ key: String, from address: String) async throws -> TransferResponse {
                try await phone.send(
                    "PATCH", "\(fifth)/uploads/\(key)?size=4&name=a.pdf",
                    headers: ["Upload-Offset": "0", peerField: address], body: Data("%PDF".utf8),
                    type: "application/octet-stream")
            }
            // Each announces as much as one link may send, and keeps it on its way.
            var sockets: [ExchangeSocket] = []
            for link in links {
                let socket = try ExchangeSocket(desk.portal)
                let upload = "\(link)/uploads/held?size=26214400&name=a.jpg"
                socket.say(
                    """
                    PATCH \(upload) HTTP/1.1\r
                    Host: localhost\r\n\(peerField): \(here)\r\nUpload-Offset: 0\r
                    Content-Length: 1073741824\r\n\r\nx
                    """)
                let isHeld = try await comes { try await phone.get(upload).text.contains("\"offset\":1}") }
                #expect(isHeld)
                sockets.append(socket)
            }
            let refused = try await send("first", from: here)
            #expect(refused.status == 429)
            #expect((1...3600).contains(Self.seconds(refused)))
            #expect(try await send("second", from: elsewhere).status == 201)
            for socket in sockets { socket.leave() }
            let isGivenBack = try await comes { try await send("third", from: here).status == 201 }
            #expect(isGivenBack)
        }
    }

    /// Whether it is so within ten seconds.
    private func comes(_ isSo: () async throws -> Bool) async throws -> Bool {
        for _ in 0..<500 {
            if try await isSo() { return true }
            try await Task.sleep(for: .milliseconds(20))
        }
        return false
    }
}

/// Believes whoever knows its secret.
private struct Doorkeeper: SMSGateway {
    let name = "doorkeeper"
    let rate: SendRate? = nil
    let secret: String

    init(secret: String) { self.secret = secret }

    func send(_ message: OutgoingSMS) async throws(SendFailure) -> SendReceipt {
        SendReceipt(providerID: nil, detail: "")
    }

    func parseReceipt(_ callback: GatewayCallback) -> CallbackOutcome {
        let isGenuine = callback.secret == secret
        return CallbackOutcome(
            isAuthenticated: isGenuine, receipts: [], reply: .init(status: isGenuine ? 200 : 404))
    }
}
