import Courier
import Domain
import Foundation
import Gateways
import Logging
import RelaisTesting
import Store

/// Presence questions by SMS that are due in the same minute, from claim to record, handed to a gateway on this machine
/// that answers like Kannel, against the same libcurl loop that posts the same requests and writes nothing down. Then
/// the same beside a mail server that takes a second for each of many mails.
struct CourierMeasure {
    private static let rounds = 3
    private static let notices = 5000
    /// As many as the Courier sends at once.
    private static let width = 32
    let workplace: Workplace

    func figures() async throws -> [Figure] {
        let clock = TravellingClock(Instant(Date()), runs: true)
        let sample = try await SamplePortal.open(workplace.folder("courier"), clock: clock.clock)
        let stub = try await StubGateway.start()
        let transport = Transport(connectionsPerHost: Self.width)
        defer { transport.shutDown() }
        let round = Round(
            sample: sample, clock: clock, stub: stub, gateway: try UnlimitedGateway(stub: stub, transport: transport))
        let mail = try SlowMailServer()
        defer { mail.stop() }
        let slow = SMTPGateway(try SMTPServer("smtp://127.0.0.1:\(mail.port)"), transport: transport)
        // Only warms both up.
        try await post(try await round.measure(500).requests, to: stub, by: transport)
        var (asked, alone, floor, beside) = (Samples(), Samples(), Samples(), Samples())
        for _ in 0..<Self.rounds {
            let ours = try await round.measure(Self.notices)
            asked.add(ours.asked)
            alone.add(ours.rate)
            let posting = try await seconds { try await post(ours.requests, to: stub, by: transport) }
            floor.add(Double(ours.requests.count) / posting)
            let before = mail.count
            beside.add(try await round.measure(Self.notices, mail: slow).rate)
            guard mail.count > before else { throw BenchProblem("the mail server got no mail") }
        }
        await stub.server.stop()
        return [
            Figure("presence SMS handed over a second", alone, floor: floor, asks: "a twelfth (0.083)"),
            Figure("the same beside slow mail", beside, floor: alone, asks: "1"),
            Figure("presence asked by timers, verbs a second", asked),
        ]
    }

    private func post(_ requests: [String], to stub: StubGateway, by transport: Transport) async throws {
        let url = stub.url
        try await concurrently(requests, callers: Self.width) { request in
            let response = try await transport.perform(TransferRequest("GET", url + request))
            guard response.status == 202 else { throw BenchProblem("the gateway answered \(response.status)") }
        }
        _ = stub.take()
    }
}

/// One minute in which many visits begin.
private struct Round {
    struct Result {
        /// Timers' verbs a second, SMS handed over a second.
        let asked, rate: Double
        let requests: [String]
    }

    let sample: SamplePortal
    let clock: TravellingClock
    let stub: StubGateway
    let gateway: UnlimitedGateway

    /// With a mail server, mails about all the acceptances wait to be sent, and were due before the questions.
    func measure(_ count: Int, mail: (any MailGateway)? = nil) async throws -> Result {
        let hour = clock.now + .hours(1)
        try await sample.agreeVisits(count, at: Instant(milliseconds: hour.milliseconds / 60_000 * 60_000))
        if mail == nil { try await courier(SandboxMail { _ in }).drain() }
        _ = stub.take()
        clock.advance(.hours(1))
        let asking = try await seconds { try await sample.askPresence() }
        let sending = try await send(count, beside: mail ?? SandboxMail { _ in })
        let requests = stub.take()
        guard requests.count == count else { throw BenchProblem("\(requests.count) SMS of \(count) were handed over") }
        // Nobody came: that is told now, and not beside the next round's SMS.
        clock.advance(.minutes(40))
        try await courier(SandboxMail { _ in }).drain()
        return Result(asked: Double(count) / asking, rate: Double(count) / sending, requests: requests)
    }

    /// Seconds until the last one is written down as sent.
    private func send(_ count: Int, beside mail: any MailGateway) async throws -> Double {
        let courier = courier(mail)
        let running = Task { try await courier.run() }
        let time = try await seconds {
            let end = ContinuousClock.now + .seconds(60)
            while stub.count < count, ContinuousClock.now < end { try await Task.sleep(for: .milliseconds(2)) }
            while try await isWaiting(), ContinuousClock.now < end { try await Task.sleep(for: .milliseconds(5)) }
        }
        running.cancel()
        _ = await running.result
        // What it had in hand of the mails is the next one's.
        try await sample.store.write { try $0.releaseLeases() }
        return time
    }

    private func isWaiting() async throws -> Bool {
        let now = sample.store.clock.now()
        return try await sample.store.read { try $0.queueState(at: now).notices[.sms]?.waiting ?? 0 } > 0
    }

    private func courier(_ mail: any MailGateway) -> Courier {
        var logger = Logger(label: "bench")
        logger.logLevel = .critical
        return Courier(
            store: sample.store, files: sample.files, renderer: sample.renderer, links: sample.links,
            gateways: CourierGateways(sms: gateway, mail: mail),
            configuration: CourierConfiguration(
                addresses: PortalAddresses(publicURL: "http://127.0.0.1:8080"), mailSender: "portal@lilas.example",
                callbackSecret: "bench"),
            logger: logger)
    }
}

/// Kannel as `deploy/gateways/kannel.json5` describes it, without the pace that a real one asks for.
private struct UnlimitedGateway: SMSGateway {
    private let described: DescribedGateway
    let rate: SendRate? = nil

    init(stub: StubGateway, transport: Transport) throws {
        let configuration = try GatewayConfiguration.load(
            "kannel", folder: "deploy/gateways",
            settings: [
                "RELAIS_SMS_URL": stub.url + StubGateway.path, "RELAIS_SMS_USERNAME": "portal",
                "RELAIS_SMS_PASSWORD": "orage-bleu", "RELAIS_SMS_SENDER": "Lilas",
            ])
        described = DescribedGateway(
            configuration, transport: transport, clock: .system, callbackSecret: "bench")
    }

    var name: String { described.name }
    func send(_ message: OutgoingSMS) async throws(SendFailure) -> SendReceipt { try await described.send(message) }
    func parseReceipt(_ callback: GatewayCallback) -> CallbackOutcome { described.parseReceipt(callback) }
}
