import Courier
import Domain
import Foundation
import Gateways
import Logging
import RelaisTesting
import Store
import Testing
import Workflow

/// A real HTTP server plays the gateway, and a described gateway talks to it.
@Suite("When a gateway is down")
struct CourierBreakerTests {
    /// An office whose SMS go to a server that takes them or not, as it is told.
    private struct Stage {
        let server: TinyServer
        let office: TestOffice
        let organization: TestOrganization
        let log = CapturedLog()
        private let isUp: Switch

        init() async throws {
            let isUp = Switch()
            let log = log
            server = try TinyServer { _ in
                guard isUp.value else { return .init(503, "Service Unavailable") }
                // As long as it thinks, all who wait can see that one message is being tried.
                Thread.sleep(forTimeInterval: 0.3)
                return .init(201, #"{"sid":"SM1","status":"queued"}"#)
            }
            let url = server.url
            office = try TestOffice(logger: log.logger) { clock, secret in
                let settings = [
                    "RELAIS_SMS_ACCOUNT_SID": "AC1", "RELAIS_SMS_AUTH_TOKEN": "token", "RELAIS_SMS_SENDER": "Relais",
                    "RELAIS_SMS_URL": url,
                ]
                return DescribedGateway(
                    try GatewayConfiguration.load(
                        "twilio", folder: ProjectRoot.url.appending(path: "deploy/gateways").path, settings: settings),
                    transport: Transport(), clock: clock, callbackSecret: secret)
            }
            organization = try await office.organization()
            self.isUp = isUp
        }

        func comesBack() { isUp.value = true }
        func goesDown() { isUp.value = false }

        /// One more job for somebody who has only this way.
        func offer(by way: Contact.Way = .sms) async throws -> TicketReference {
            try await office.ticket(
                of: organization,
                to: way == .sms
                    ? TestOffice.plumber(email: nil, channels: [.sms])
                    : TestOffice.plumber(phone: nil, email: "a@b.example", channels: [.email], name: "Roux"))
        }

        func statuses(_ tickets: [TicketReference]) async throws -> [Notice.Status] {
            var statuses: [Notice.Status] = []
            for ticket in tickets {
                statuses += try await office.deliveries(of: ticket).filter { $0.notice.way == .sms }.map(\.status)
            }
            return statuses
        }
    }

    @Test("E4 after five failures in a row messages wait untried, and all go when the gateway comes back")
    func outage() async throws {
        let stage = try await Stage()
        defer { stage.server.stop() }
        var tickets: [TicketReference] = []
        for _ in 0..<20 {
            tickets.append(try await stage.offer())
            try await stage.office.courier.drain()
        }
        #expect(stage.server.requests.count == 5)
        #expect(try await stage.statuses(tickets) == Array(repeating: .queued, count: 20))
        stage.comesBack()
        try await stage.office.advance(.seconds(29))
        #expect(stage.server.requests.count == 5, "the rest is kept")
        try await stage.office.advance(.seconds(1))
        #expect(stage.server.requests.count > 5, "one message is tried, and who waited for it follows")
        try await stage.office.advance(.seconds(30), steps: 6)
        #expect(try await stage.statuses(tickets) == Array(repeating: .sent, count: 20))
        #expect(stage.server.requests.count == 25, "each is sent once")
        let attempts = try await stage.office.store.read { try $0.latestDeliveries(limit: 50) }
            .filter { $0.notice.way == .sms }.map(\.attempts)
        #expect(attempts.count { $0 == 2 } == 5)
        #expect(attempts.count { $0 == 1 } == 15, "being held back is no attempt")
    }

    @Test("E4 of a crowd that waits one message is tried after each rest, and each rest is longer")
    func probes() async throws {
        let stage = try await Stage()
        defer { stage.server.stop() }
        for _ in 0..<5 {
            _ = try await stage.offer()
            try await stage.office.courier.drain()
        }
        for _ in 0..<10 { _ = try await stage.offer() }
        try await stage.office.courier.drain()
        #expect(stage.server.requests.count == 5)
        var moments: [Int] = []
        for second in stride(from: 5, through: 900, by: 5) {
            let before = stage.server.requests.count
            try await stage.office.advance(.seconds(5))
            moments += Array(repeating: second, count: stage.server.requests.count - before)
        }
        // Rests of 30, 60, 120, 240 and 300 seconds.
        #expect(moments == [30, 90, 210, 450, 750])
    }

    @Test("E4 a clock that is set back in the middle of an outage makes nobody wait for it to catch up")
    func setBack() async throws {
        let stage = try await Stage()
        defer { stage.server.stop() }
        var tickets: [TicketReference] = []
        for _ in 0..<7 {
            tickets.append(try await stage.offer())
            try await stage.office.courier.drain()
        }
        stage.comesBack()
        try await stage.office.advance(.hours(-3))
        tickets.append(try await stage.offer())
        try await stage.office.advance(.minutes(2), steps: 24)
        #expect(try await stage.statuses(tickets) == Array(repeating: .sent, count: 8))
        #expect(stage.server.requests.count == 13, "each is sent once")
    }

    @Test("E4 what was enqueued by a clock that ran ahead goes when it is set right")
    func ranAhead() async throws {
        let stage = try await Stage()
        defer { stage.server.stop() }
        stage.comesBack()
        try await stage.office.courier.drain()
        stage.office.travel.advance(.hours(5))
        try await stage.office.courier.drain()
        let ticket = try await stage.offer()
        try await stage.office.advance(.hours(-5))
        #expect(try await stage.statuses([ticket]) == [.sent])
    }

    @Test("E4 mail goes on while the SMS gateway is down")
    func otherLane() async throws {
        let stage = try await Stage()
        defer { stage.server.stop() }
        for _ in 0..<6 {
            _ = try await stage.offer()
            try await stage.office.courier.drain()
        }
        _ = try await stage.offer(by: .email)
        try await stage.office.courier.drain()
        #expect(stage.office.mail.sent.contains { $0.to.address == "a@b.example" })
    }

    @Test("E4 an outage is one line in the log, and its end another")
    func log() async throws {
        let stage = try await Stage()
        defer { stage.server.stop() }
        for _ in 0..<8 { _ = try await stage.offer() }
        try await stage.office.courier.drain()
        try await stage.office.advance(.minutes(10), steps: 60)
        let outage = { stage.log.lines.filter { $0.contains("does not work") } }
        #expect(outage().count == 1)
        #expect(outage().first?.contains("twilio") == true)
        stage.comesBack()
        try await stage.office.advance(.minutes(10), steps: 60)
        #expect(stage.log.lines.count { $0.contains("works again") } == 1)
        stage.goesDown()
        for _ in 0..<8 { _ = try await stage.offer() }
        try await stage.office.advance(.minutes(5), steps: 30)
        #expect(outage().count == 2)
    }

    @Test("E4 numbers that are wrong are no outage: the next message goes at once")
    func wrongNumbers() async throws {
        let office = try TestOffice()
        let organization = try await office.organization()
        office.sms.fail { $0.to == "+33639980001" ? SendFailure(.badAddress, code: "21211", text: "No.") : nil }
        for _ in 0..<8 {
            _ = try await office.ticket(of: organization, to: TestOffice.plumber(email: nil, channels: [.sms]))
            try await office.courier.drain()
        }
        _ = try await office.ticket(
            of: organization, to: TestOffice.plumber(phone: "+33639980002", email: nil, channels: [.sms]))
        try await office.courier.drain()
        #expect(office.sms.attempts == 9)
        #expect(office.sms.sent.map(\.to) == ["+33639980002"])
    }

    @Test("E4 a message that nobody needs any more gives its turn to the next")
    func obsoleteProbe() async throws {
        let office = try TestOffice()
        let organization = try await office.organization()
        office.sms.fail(SendFailure(.retry(after: nil), code: "503", text: "Later."))
        var tickets: [TicketReference] = []
        for _ in 0..<5 {
            tickets.append(
                try await office.ticket(of: organization, to: TestOffice.plumber(email: nil, channels: [.sms])))
            try await office.courier.drain()
        }
        tickets.append(
            try await office.ticket(of: organization, to: TestOffice.plumber(email: nil, channels: [.sms])))
        try await office.courier.drain()
        #expect(office.sms.attempts == 5)
        for ticket in tickets.dropLast() {
            _ = try await office.workflow.perform(
                WithdrawJob(ticket.id, reason: "Déjà réparé", origin: .manager(organization.manager.id)))
        }
        office.sms.fail(nil)
        try await office.advance(.minutes(2), steps: 24)
        let last = try #require(tickets.last)
        #expect(try await office.deliveries(of: last).first?.status == .sent)
    }
}

/// Unchecked: `stored` is touched only under `lock`.
private final class Switch: @unchecked Sendable {
    private let lock = NSLock()
    private var stored = false

    var value: Bool {
        get { lock.withLock { stored } }
        set { lock.withLock { stored = newValue } }
    }
}

/// Keeps what is logged, as text with its metadata.
///
/// Unchecked: `kept` is touched only under `lock`.
final class CapturedLog: @unchecked Sendable {
    private let lock = NSLock()
    private var kept: [String] = []

    var lines: [String] { lock.withLock { kept } }

    var logger: Logger {
        var logger = Logger(label: "captured") { _ in Handler(log: self) }
        logger.logLevel = .info
        return logger
    }

    fileprivate func keep(_ line: String) { lock.withLock { kept.append(line) } }

    private struct Handler: LogHandler {
        let log: CapturedLog
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.info

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            log.keep("\(event.level) \(event.message) \(event.metadata ?? [:])")
        }
    }
}
