import Domain
import Foundation
import Gateways
import RelaisTesting
import Testing

@Suite("Kannel", .serialized) struct KannelTests {
    /// Sends through a Kannel of its own; receipts come to `inbox`.
    private struct Line {
        let kannel: Kannel
        let inbox: TinyServer
        let gateway: DescribedGateway

        init(password: String? = nil) async throws {
            kannel = try await Kannel()
            inbox = try TinyServer()
            gateway = try Self.gateway(kannel, password: password ?? kannel.password)
        }

        func gateway(password: String) throws -> DescribedGateway { try Self.gateway(kannel, password: password) }

        private static func gateway(_ kannel: Kannel, password: String) throws -> DescribedGateway {
            let settings = [
                "RELAIS_SMS_URL": kannel.sendURL, "RELAIS_SMS_USERNAME": kannel.username,
                "RELAIS_SMS_PASSWORD": password, "RELAIS_SMS_SENDER": "RELAIS",
            ]
            let configuration = try GatewayConfiguration.load("kannel", folder: gatewayFolder, settings: settings)
            return DescribedGateway(
                configuration, transport: Transport(), clock: .system, callbackSecret: "path-secret")
        }

        var receiptURL: String { inbox.url + "/hooks/sms/kannel/path-secret/receipt" }

        func stop() {
            inbox.stop()
            kannel.stop()
        }
    }

    @Test("B1 an SMS reaches the phone word for word, the link alone on its last line")
    func french() async throws {
        let line = try await Line()
        defer { line.stop() }
        let text = "Résidence Les Tilleuls: fuite à réparer, 450 € max & au-delà 50%+TVA\nhttps://relais.example/t/Ab3"
        let receipt = try await line.gateway.send(sms(text, to: "+33612345678", validity: .hours(2)))
        #expect(receipt.providerID == "417")
        #expect(receipt.detail.hasPrefix("0: "))
        let message = try await line.kannel.message(holding: "Tilleuls")
        #expect(message == .init(from: "RELAIS", to: "+33612345678", text: text))
    }

    @Test("B1 Greek goes out as UCS-2, from the organization's own sender")
    func greek() async throws {
        let line = try await Line()
        defer { line.stop() }
        let text = "Νέα εργασία: διαρροή νερού"
        _ = try await line.gateway.send(sms(text, to: "+306912345678", from: "KTIRIO", unicode: true))
        let message = try await line.kannel.message(holding: "διαρροή")
        #expect(message == .init(from: "KTIRIO", to: "+306912345678", text: text))
    }

    @Test("E4 P36 receipts come back with our id, in whatever order, and delivered wins")
    func receipts() async throws {
        let line = try await Line()
        defer { line.stop() }
        _ = try await line.gateway.send(sms(id: "98765", receiptURL: line.receiptURL))
        let outcomes = try await line.inbox.requests(2).map { line.gateway.parseReceipt(GatewayCallback($0)) }
        #expect(outcomes.allSatisfy { $0.isAuthenticated && $0.reply.status == 200 && $0.reply.body.isEmpty })
        let receipts = outcomes.flatMap(\.receipts)
        #expect(receipts.allSatisfy { $0.ourID == "98765" })
        #expect(Set(receipts.map(\.status)) == [.sent, .delivered])
        for order in [receipts, receipts.reversed()] {
            let last = order.reduce(DeliveryReceipt.Status.pending) { $1.status.supersedes($0) ? $1.status : $0 }
            #expect(last == .delivered)
        }
    }

    @Test("refusals are sorted, and the password is not in their texts")
    func refusals() async throws {
        let line = try await Line(password: "falsch-9182")
        defer { line.stop() }
        let rejected = await #expect(throws: SendFailure.self) { try await line.gateway.send(sms()) }
        #expect(
            rejected == SendFailure(.badCredentials, code: "403", text: "Authorization failed for sendsms"))
        let right = try line.gateway(password: line.kannel.password)
        let failure = await #expect(throws: SendFailure.self) { try await right.send(sms(to: "nobody")) }
        #expect(failure?.kind == .badAddress)
        try await right.reach()
        line.kannel.stop()
        await #expect(throws: SendFailure.self) { try await right.reach() }
        let away = await #expect(throws: SendFailure.self) { try await right.send(sms()) }
        #expect(away?.kind == .retry(after: nil))
        #expect(away?.code == "unreachable")
    }
}
