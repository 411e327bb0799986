import Courier
import Crypto
import Domain
import Foundation
import Gateways
import RelaisTesting
import Store
import Testing
import Workflow

@Suite("P35 who answers STOP")
struct CourierOptOutTests {
    private let phone = "+33639980001", mail = "contact@plomberie-martin.example"
    private let stop = SendFailure(.optedOut, code: "21610", text: "Attempt to send to unsubscribed recipient")

    @Test("P35 the job is not lost: it goes by mail, also to whoever wanted SMS only, and so does all that follows")
    func otherWay() async throws {
        let office = try TestOffice()
        let organization = try await office.organization()
        office.sms.fail(stop)
        let ticket = try await office.ticket(of: organization, to: TestOffice.plumber(channels: [.sms]))
        try await office.courier.drain()
        #expect(office.sms.attempts == 1, "no second try")
        #expect(office.mail.sent.filter { $0.to.address == mail }.count == 1)
        #expect(try await office.store.read { try $0.hasOptedOut(phone) })
        #expect(try await office.stored(ticket).attention == .notReached, "the manager sees it")
        _ = try await office.workflow.perform(
            WriteMessage(
                .office(.manager(organization.manager.id), ticket: ticket.id, isInternal: false),
                text: "La clé est chez la gardienne.", files: []))
        try await office.courier.drain()
        let letters = office.mail.sent.filter { $0.to.address == mail }
        #expect(letters.count == 2)
        #expect(letters.last?.plain.contains("La clé est chez la gardienne.") == true)
    }

    @Test("P35 with no other way the ticket comes to the Inbox, and its owner is told why")
    func noOtherWay() async throws {
        let office = try TestOffice()
        office.sms.fail(stop)
        let ticket = try await office.ticket(
            of: office.organization(), to: TestOffice.plumber(email: nil, channels: [.sms]))
        try await office.courier.drain()
        #expect(try await office.stored(ticket).attention == .notReached)
        let alert = try #require(office.mail.written.last)
        #expect(alert.to.name == "Nina Morel")
        #expect(alert.plain.contains("unsubscribed recipient"))
    }

    @Test("P35 the desk shows it on the contact, until something arrives there again")
    func onTheContact() async throws {
        try await DeskFixture.use { (desk) async throws in
            desk.office.sms.fail(stop)
            let number = try await desk.create()
            _ = try await desk.offer(number)
            let list = try await desk.get("/desk/contractors?q=plomb")
            let path = try #require(
                list.text.firstMatch(of: /href="(\/desk\/contractors\/[0-9]+)"/).map { String($0.1) })
            #expect(try await desk.get(path).text.contains("No more SMS wanted here (STOP)"))
            desk.office.sms.fail(nil)
            _ = try await desk.offer(try await desk.create())
            let sent = try #require(desk.office.sms.written.last)
            #expect(try await desk.get(path).text.contains("(STOP)"), "taken is not delivered")
            try await desk.office.receipts.record(
                DeliveryReceipt(ourID: sent.id, providerID: nil, status: .delivered))
            #expect(try await !desk.get(path).text.contains("(STOP)"))
        }
    }

    @Test("P35 P36 Twilio says it by a receipt as well, signed for the portal's own address")
    func byReceipt() async throws {
        let server = try TinyServer { _ in .init(201, #"{"sid":"SM417","status":"queued"}"#) }
        defer { server.stop() }
        let portal = try await TestPortal.start(courierRuns: true) { clock, secret in
            let settings = [
                "RELAIS_SMS_ACCOUNT_SID": "AC1", "RELAIS_SMS_AUTH_TOKEN": "token", "RELAIS_SMS_SENDER": "Relais",
                "RELAIS_SMS_URL": server.url,
            ]
            return DescribedGateway(
                try GatewayConfiguration.load(
                    "twilio", folder: ProjectRoot.url.appending(path: "deploy/gateways").path, settings: settings),
                transport: Transport(), clock: clock, callbackSecret: secret)
        }
        do {
            let organization = try await portal.office.organization(smsSender: "INFO")
            let ticket = try await portal.office.ticket(of: organization, to: TestOffice.plumber(channels: [.sms]))
            let request = try #require(try await server.requests(1).first)
            let sent = try #require(URLComponents(string: "?" + String(decoding: request.body, as: UTF8.self)))
            let address = try #require(sent.queryItems?.first { $0.name == "StatusCallback" }?.value)
            #expect(sent.queryItems?.first { $0.name == "From" }?.value == "Relais", "P33 INFO is nobody's name")
            let fields = [
                "ErrorCode": "21610", "MessageSid": "SM417", "MessageStatus": "failed", "To": phone,
            ]
            let forged = try await post(fields, to: address, of: portal, token: "guessed")
            #expect(forged.status == 404)
            #expect(try await portal.office.deliveries(of: ticket).first?.status != .failed)
            let genuine = try await post(fields, to: address, of: portal, token: "token")
            #expect(genuine.status == 200)
            #expect(try await portal.office.deliveries(of: ticket).first?.status == .failed)
            #expect(try await portal.office.store.read { try $0.hasOptedOut(phone) })
            for _ in 0..<400 where portal.office.mail.sent.count(where: { $0.to.address == mail }) == 0 {
                try await Task.sleep(for: .milliseconds(25))
            }
            #expect(portal.office.mail.sent.count { $0.to.address == mail } == 1)
        } catch {
            await portal.stop()
            throw error
        }
        await portal.stop()
    }

    private func post(
        _ fields: [String: String], to address: String, of portal: TestPortal, token: String
    ) async throws -> TransferResponse {
        let sorted = fields.sorted { $0.key < $1.key }
        let signed = sorted.reduce(address) { $0 + $1.key + $1.value }
        let code = HMAC<Insecure.SHA1>.authenticationCode(
            for: Data(signed.utf8), using: SymmetricKey(data: Data(token.utf8)))
        return try await portal.client().post(
            address, form: sorted.map { ($0.key, $0.value) },
            headers: ["X-Twilio-Signature": Data(code).base64EncodedString()])
    }
}
