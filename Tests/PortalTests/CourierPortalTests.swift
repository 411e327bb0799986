import Courier
import Domain
import Foundation
import Gateways
import Intake
import RelaisTesting
import Store
import Testing
import Workflow

@Suite("From the API to the phone and back")
struct CourierPortalTests {
    @Test("B3 D11 a ticket made by the API reaches the phone, and its link opens the page")
    func api() async throws {
        try await TestPortal.run { portal in
            let organization = try await portal.office.organization()
            let number = try await portal.createTicket(
                for: organization, TestPortal.ticketBody(offerTo: "+33639980001"))
            let page = try await portal.client().get(portal.page(sms: "+33639980001"))
            #expect(page.status == 200)
            #expect(page.text.contains(number))
            #expect(page.text.contains("data-label=\"to-do/offered\""))
        }
    }

    @Test("E4 P36 through Kannel: sent, then delivered by the receipt that comes to the portal's own address")
    func kannel() async throws {
        let kannel = try await Kannel()
        defer { kannel.stop() }
        let portal = try await TestPortal.start(courierRuns: true) { clock, secret in
            let settings = [
                "RELAIS_SMS_URL": kannel.sendURL, "RELAIS_SMS_USERNAME": kannel.username,
                "RELAIS_SMS_PASSWORD": kannel.password, "RELAIS_SMS_SENDER": "RELAIS",
            ]
            return DescribedGateway(
                try GatewayConfiguration.load(
                    "kannel", folder: ProjectRoot.url.appending(path: "deploy/gateways").path, settings: settings),
                transport: Transport(), clock: clock, callbackSecret: secret)
        }
        do {
            let organization = try await portal.office.organization()
            let ticket = try await portal.office.ticket(
                of: organization, to: TestOffice.plumber(email: nil, channels: [.sms]))
            let message = try await kannel.message(holding: ticket.number)
            let token = try #require(TestOffice.token(in: message.text))
            #expect(message.text.hasSuffix("\n\(portal.url)/t/\(token)"))
            var delivery: Delivery?
            for _ in 0..<400 where delivery?.status != .delivered {
                delivery = try await portal.office.deliveries(of: ticket).first
                try await Task.sleep(for: .milliseconds(25))
            }
            #expect(delivery?.status == .delivered)
            #expect(delivery?.gateway == "kannel")
            let page = try await portal.client().get("/t/\(token)")
            #expect(page.status == 200)
        } catch {
            await portal.stop()
            throw error
        }
        await portal.stop()
    }

    @Test("P4 a scanner's name changes nothing: it gets the page that a phone gets")
    func userAgents() async throws {
        try await TestPortal.run { portal in
            let organization = try await portal.office.organization()
            try await portal.createTicket(for: organization, TestPortal.ticketBody(offerTo: "+33639980001"))
            let path = try portal.page(sms: "+33639980001")
            for agent in ["Mozilla/5.0 (Linux; Android 14) Mobile", "BarracudaLinkProtect/1.0", "TelegramBot", ""] {
                let page = try await portal.client().get(path, headers: ["User-Agent": agent, "Accept-Language": "fr"])
                #expect(page.status == 200)
                #expect(page.text.contains("data-label=\"to-do/offered\""))
                #expect(page.value(ofField: "submission") != nil)
            }
        }
    }

    @Test("a callback with a wrong secret finds nothing")
    func forgedCallback() async throws {
        try await TestPortal.run { portal in
            let answer = try await portal.client().get("/hooks/sms/recording/guessed/receipt?id=1&type=1")
            #expect(answer.status == 404)
            #expect(answer.text.isEmpty)
        }
    }

    @Test("E4 the desk hears of a delivery's fate by the ticket's own feed")
    func feed() async throws {
        let office = try TestOffice()
        let ticket = try await office.ticket(of: office.organization(), to: TestOffice.plumber())
        var changes = office.store.changes(of: ticket.id).makeAsyncIterator()
        try await office.courier.drain()
        #expect(await changes.next()?.ticket == ticket.id)
    }
}
