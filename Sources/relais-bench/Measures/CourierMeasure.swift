import Courier
import Domain
import Foundation
import Gateways
import Logging
import Store

/// SMS from claim to record, handed to a gateway on this machine that answers like Kannel, against the same libcurl
/// loop that posts the same requests and writes nothing down.
struct CourierMeasure {
    private static let rounds = 5
    private static let notices = 800
    /// As many as the Courier sends at once.
    private static let width = 32
    let workplace: Workplace

    func figures() async throws -> [Figure] {
        let sample = try await SamplePortal.open(workplace.folder("courier"))
        let stub = try await StubGateway.start()
        let transport = Transport(connectionsPerHost: Self.width)
        defer { transport.shutDown() }
        let gateway = try UnlimitedGateway(stub: stub, transport: transport)
        var (ours, floor) = (Samples(), Samples())
        for round in 0...Self.rounds {
            _ = try await sample.offerJobs(Self.notices)
            _ = stub.take()
            let sending = try await seconds { try await send(sample, by: gateway, to: stub) }
            let requests = stub.take()
            let posting = try await seconds { try await post(requests, to: stub, by: transport) }
            // The first round only warms both up.
            guard round > 0 else { continue }
            ours.add(Double(Self.notices) / sending)
            floor.add(Double(requests.count) / posting)
        }
        await stub.server.stop()
        return [Figure("SMS handed over a second", ours, floor: floor, asks: "a twelfth (0.083)")]
    }

    /// Until the last one is written down as sent.
    private func send(_ sample: SamplePortal, by gateway: UnlimitedGateway, to stub: StubGateway) async throws {
        var logger = Logger(label: "bench")
        logger.logLevel = .critical
        let courier = Courier(
            store: sample.store, files: sample.files, renderer: sample.renderer, links: sample.links,
            gateways: CourierGateways(sms: gateway, mail: SandboxMail { _ in }),
            configuration: CourierConfiguration(
                addresses: PortalAddresses(publicURL: "http://127.0.0.1:8080"), mailSender: "portal@lilas.example",
                callbackSecret: "bench"),
            logger: logger)
        let running = Task { try await courier.run() }
        let end = ContinuousClock.now + .seconds(30)
        while stub.count < Self.notices, ContinuousClock.now < end { try await Task.sleep(for: .milliseconds(2)) }
        while try await sample.store.read({ try $0.nextNotice() }) != nil, ContinuousClock.now < end {
            try await Task.sleep(for: .milliseconds(1))
        }
        running.cancel()
        _ = await running.result
        guard stub.count == Self.notices else {
            throw BenchProblem("\(stub.count) SMS of \(Self.notices) were handed over")
        }
    }

    private func post(_ requests: [String], to stub: StubGateway, by transport: Transport) async throws {
        let url = stub.url
        try await concurrently(requests, callers: Self.width) { request in
            let response = try await transport.perform(TransferRequest("GET", url + request))
            guard response.status == 202 else { throw BenchProblem("the gateway answered \(response.status)") }
        }
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
