import Courier
import Domain
import Gateways
import RelaisTesting
import Store
import Testing
import Workflow

@Suite("When sending fails")
struct CourierFailureTests {
    private let down = SendFailure(.retry(after: nil), code: "503", text: "Try later.")

    private func offeredBySMS(_ office: TestOffice, email: String? = nil) async throws -> TicketReference {
        let ticket = try await office.ticket(
            of: office.organization(), to: TestOffice.plumber(email: email, channels: [.sms]))
        try await office.courier.drain()
        return ticket
    }

    private func sms(of ticket: TicketReference, in office: TestOffice) async throws -> Delivery {
        try #require(try await office.deliveries(of: ticket).first { $0.notice.way == .sms })
    }

    @Test("E4 a gateway that is down is tried again, each time later, until it works")
    func backoff() async throws {
        let office = try TestOffice()
        office.sms.fail(down)
        let ticket = try await offeredBySMS(office)
        var waits: [Int64] = []
        for _ in 0..<4 {
            let delivery = try await sms(of: ticket, in: office)
            #expect(delivery.status == .queued)
            #expect(delivery.errorText == "Try later.")
            let wait = delivery.nextAttemptAt - office.travel.now
            waits.append(wait.milliseconds / 1000)
            try await office.advance(wait)
        }
        #expect(waits == [10, 20, 40, 80])
        office.sms.fail(nil)
        try await office.advance(.minutes(40))
        let delivery = try await sms(of: ticket, in: office)
        #expect(delivery.status == .sent)
        #expect(office.sms.sent.count == 1)
    }

    @Test("E4 retries are spread, so that they do not all come back at once")
    func jitter() async throws {
        let office = try TestOffice(chance: 1)
        office.sms.fail(down)
        let ticket = try await offeredBySMS(office)
        let delivery = try await sms(of: ticket, in: office)
        #expect((delivery.nextAttemptAt - office.travel.now).milliseconds == 12_500)
    }

    @Test("E4 after a day it counts as not reached: the ticket is in the Inbox and the owner is told")
    func patience() async throws {
        let office = try TestOffice()
        office.sms.fail(down)
        let ticket = try await office.ticket(
            of: office.organization(), priority: .low, to: TestOffice.plumber(email: nil, channels: [.sms]))
        try await office.advance(.hours(25), steps: 100)
        let delivery = try await sms(of: ticket, in: office)
        #expect(delivery.status == .failed)
        #expect(try await office.stored(ticket).attention == .notReached)
        let alert = try #require(office.mail.written.last)
        #expect(alert.to.name == "Nina Morel")
        #expect(alert.plain.contains("Try later."))
    }

    @Test("E4 a wrong number is given up at once, and marked")
    func badAddress() async throws {
        let office = try TestOffice()
        office.sms.fail(SendFailure(.badAddress, code: "21211", text: "No such number."))
        let ticket = try await offeredBySMS(office)
        #expect(office.sms.attempts == 1)
        #expect(try await sms(of: ticket, in: office).status == .failed)
        #expect(try await sms(of: ticket, in: office).errorText == "No such number.")
        #expect(try await office.store.read { try $0.isUnreachable("+33639980001") })
        #expect(try await office.stored(ticket).attention == .notReached)
    }

    @Test("E4 an offer that no SMS can carry goes by mail by itself, once")
    func fallback() async throws {
        let office = try TestOffice()
        office.sms.fail(SendFailure(.badAddress, code: "21211", text: "No such number."))
        let ticket = try await offeredBySMS(office, email: "contact@plomberie-martin.example")
        let toContractor = office.mail.sent.filter { $0.to.address == "contact@plomberie-martin.example" }
        #expect(toContractor.count == 1)
        #expect(TestOffice.token(in: toContractor.first?.plain ?? "") != nil)
        #expect(try await office.stored(ticket).attention == .notReached)
        try await office.advance(.minutes(5), steps: 5)
        #expect(office.mail.sent.filter { $0.to.address == "contact@plomberie-martin.example" }.count == 1)
    }

    @Test("E4 a way that was used already is not used again, and both failing ends it")
    func noFallbackTwice() async throws {
        let office = try TestOffice()
        let gone = SendFailure(.badAddress, code: "550", text: "Gone.")
        office.sms.fail(gone)
        office.mail.fail { $0.to.name == "Nina Morel" ? nil : gone }
        let ticket = try await office.ticket(of: office.organization(), to: TestOffice.plumber())
        try await office.courier.drain()
        try await office.advance(.minutes(5), steps: 5)
        let offers = try await office.deliveries(of: ticket).filter { $0.notice.kind == .offer }
        #expect(offers.map(\.status) == [.failed, .failed])
        #expect(try await office.stored(ticket).attention == .notReached)
    }

    @Test("E4 the other channel's button sends the same notice by mail")
    func button() async throws {
        let office = try TestOffice()
        let organization = try await office.organization()
        let ticket = try await office.ticket(of: organization, to: TestOffice.plumber(channels: [.sms]))
        try await office.courier.drain()
        let delivery = try await sms(of: ticket, in: office)
        #expect(delivery.otherWay == .email)
        _ = try await office.workflow.perform(
            SendOtherWay(delivery.notice.id, manager: organization.manager.id))
        try await office.courier.drain()
        #expect(office.mail.sent.contains { $0.to.address == "contact@plomberie-martin.example" })
    }

    @Test("wrong credentials stop everything for a while, and lose nothing")
    func credentials() async throws {
        let office = try TestOffice()
        office.sms.fail(SendFailure(.badCredentials, code: "401", text: "Bad password."))
        let organization = try await office.organization()
        let first = try await office.ticket(of: organization, to: TestOffice.plumber(email: nil, channels: [.sms]))
        try await office.courier.drain()
        let second = try await office.ticket(of: organization, to: TestOffice.plumber(email: nil, channels: [.sms]))
        try await office.courier.drain()
        #expect(office.sms.attempts == 1, "the second was held back")
        #expect(try await sms(of: first, in: office).errorText == "Bad password.")
        office.sms.fail(nil)
        try await office.advance(.minutes(3), steps: 3)
        #expect(try await sms(of: first, in: office).status == .sent)
        #expect(try await sms(of: second, in: office).status == .sent)
    }

    @Test("an SMS that may have been taken is not sent twice")
    func ambiguous() async throws {
        let office = try TestOffice()
        office.sms.fail(SendFailure(.ambiguous, code: "no-answer", text: "No answer came."))
        let ticket = try await offeredBySMS(office)
        try await office.advance(.hours(2), steps: 20)
        #expect(office.sms.attempts == 1)
        let delivery = try await sms(of: ticket, in: office)
        #expect(delivery.status == .failed)
        #expect(delivery.errorText?.contains("may have arrived") == true)
    }

    @Test("a mail that may have been taken is sent again under the same Message-ID")
    func ambiguousMail() async throws {
        let office = try TestOffice()
        office.mail.fail(SendFailure(.ambiguous, code: "no-answer", text: "No answer came."))
        _ = try await office.ticket(of: office.organization(), to: TestOffice.plumber(channels: [.email]))
        try await office.courier.drain()
        office.mail.fail(nil)
        try await office.advance(.minutes(1))
        #expect(office.mail.attempts == 2)
        #expect(office.mail.sent.count == 1)
    }

    @Test("a gateway's limit is kept, and nothing waits longer than it must")
    func rate() async throws {
        let office = try TestOffice(sms: RecordingSMS(rate: SendRate(perSecond: 2, burst: 4)))
        let organization = try await office.organization()
        for _ in 0..<10 {
            _ = try await office.ticket(of: organization, to: TestOffice.plumber(email: nil, channels: [.sms]))
        }
        try await office.courier.drain()
        #expect(office.sms.sent.count == 4)
        try await office.advance(.seconds(1), steps: 2)
        #expect((5...6).contains(office.sms.sent.count))
        try await office.advance(.seconds(4), steps: 8)
        #expect(office.sms.sent.count == 10)
        let attempts = try await office.store.read { try $0.latestDeliveries(limit: 50) }.map(\.attempts)
        #expect(attempts.max() == 1, "being held back is no attempt")
    }

    @Test("P37 a number that was changed gets nothing that was still waiting, and the ticket says so")
    func changedNumber() async throws {
        let office = try TestOffice()
        office.sms.fail(down)
        let organization = try await office.organization()
        let old = TestOffice.plumber(email: nil, channels: [.sms])
        let ticket = try await office.ticket(of: organization, to: old)
        try await office.courier.drain()
        let contractor = try #require(try await office.stored(ticket).activeOrder?.contractor)
        var new = TestOffice.plumber(phone: "+33639980009", email: nil, channels: [.sms])
        new.contacts[0].id = try await office.store.read { try $0.contractor(contractor) }?.contacts.first?.id
        _ = try await office.workflow.perform(
            SaveContractor(contractor, form: new, manager: organization.manager.id))
        office.sms.fail(nil)
        try await office.advance(.minutes(1))
        #expect(office.sms.sent.isEmpty)
        #expect(try await sms(of: ticket, in: office).status == .failed)
        #expect(try await office.stored(ticket).attention == .notReached)
    }

    @Test("five failures in a row give the gateway a rest")
    func breaker() async throws {
        let office = try TestOffice()
        office.sms.fail(down)
        let organization = try await office.organization()
        for _ in 0..<6 {
            _ = try await office.ticket(of: organization, to: TestOffice.plumber(email: nil, channels: [.sms]))
            try await office.courier.drain()
        }
        #expect(office.sms.attempts == 5)
        office.sms.fail(nil)
        try await office.advance(.minutes(2), steps: 4)
        #expect(office.sms.sent.count == 6)
    }
}
