import Courier
package import Domain
import Foundation
package import Gateways
import Hummingbird
package import Intake
package import Logging
import Media
package import Site
import Store

/// A whole portal on a free port of the loopback address, over a `TestOffice`.
package final class TestPortal: Sendable {
    package let office: TestOffice
    /// Where it answers; its links begin with it, where no other public address was chosen.
    package let url: String
    package let transport = Transport()
    /// Every address that it answers, with `{name}` for what varies.
    package let paths: Set<String>
    private let serving: Task<Void, any Error>
    private let sending: Task<Void, any Error>?
    private let developing: Task<Void, any Error>?

    /// Starts serving. The courier works when `office.courier.drain()` is called, or by itself with `courierRuns`;
    /// so does the darkroom. With a `publicURL` it is as behind a proxy of that address.
    package static func start(
        isDemo: Bool = false, courierRuns: Bool = false, clock: TravellingClock = TravellingClock(),
        uploads: UploadLimits = UploadLimits(), crowd: CrowdLimits = CrowdLimits(), links: LinkKeyring? = nil,
        publicURL: String? = nil, logger: Logger = TestOffice.silence,
        gateway: (Clock, String) throws -> (any SMSGateway)? = { _, _ in nil },
        onStatement: (@Sendable (String) -> Void)? = nil
    ) async throws -> TestPortal {
        let ports = try Ports.free(1)
        let url = "http://127.0.0.1:\(ports[0])"
        let office = try TestOffice(
            publicURL: publicURL ?? url, start: clock, links: links, logger: logger, gateway: gateway,
            onStatement: onStatement)
        let portal = TestPortal(
            office: office, url: url, port: ports[0], publicURL: publicURL ?? url, isDemo: isDemo,
            courierRuns: courierRuns, uploads: uploads, crowd: crowd, logger: logger)
        try await Ports.wait(for: ports)
        return portal
    }

    /// Starts a portal, hands it over, and stops it whatever happens.
    package static func run<Result>(
        isDemo: Bool = false, courierRuns: Bool = false, uploads: UploadLimits = UploadLimits(),
        crowd: CrowdLimits = CrowdLimits(), logger: Logger = TestOffice.silence,
        _ body: (TestPortal) async throws -> Result
    ) async throws -> Result {
        let portal = try await start(
            isDemo: isDemo, courierRuns: courierRuns, uploads: uploads, crowd: crowd, logger: logger)
        do {
            let result = try await body(portal)
            await portal.stop()
            return result
        } catch {
            await portal.stop()
            throw error
        }
    }

    private init(
        office: TestOffice, url: String, port: Int, publicURL: String, isDemo: Bool, courierRuns: Bool,
        uploads: UploadLimits, crowd: CrowdLimits, logger: Logger
    ) {
        self.office = office
        self.url = url
        let site = Portal(
            store: office.store, files: office.files, renderer: office.renderer, links: office.links,
            configuration: SiteConfiguration(publicURL: publicURL, isDemo: isDemo, uploads: uploads, crowd: crowd),
            hooks: Self.hooks(office.receipts, url: publicURL))
        let router = site.router()
        paths = Set(router.routes.map(\.path.description))
        let application = Application(
            router: router,
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: port), serverName: nil),
            logger: logger)
        serving = Task { try await application.run() }
        // Not `run()`: a later `drain()` shall also wait for what this has in hand.
        sending =
            courierRuns
            ? Task { [courier = office.courier, wakes = office.store.wakes()] in
                for await _ in wakes { try await courier.drain() }
            } : nil
        developing =
            courierRuns
            ? Task { [darkroom = office.darkroom, arrivals = office.store.arrivals()] in
                for await _ in arrivals { try await darkroom.drain() }
            } : nil
    }

    private static func hooks(_ receipts: ReceiptDesk, url: String) -> HookHandler {
        { request in
            guard request.kind == .receipt else { return .notFound }
            let reply = await receipts.handle(
                request.name,
                GatewayCallback(
                    method: request.method, url: url + request.address, secret: request.secret, query: request.query,
                    headers: request.headers, body: Data(request.body), remoteAddress: request.remoteAddress))
            return HookAnswer(status: reply.status, contentType: reply.contentType, body: reply.body)
        }
    }

    package func stop() async {
        sending?.cancel()
        developing?.cancel()
        serving.cancel()
        _ = try? await sending?.value
        _ = try? await developing?.value
        _ = try? await serving.value
        transport.shutDown()
    }

    /// A browser of its own, with its own cookies.
    package func client(key: String? = nil) -> TestClient { TestClient(url, transport: transport, key: key) }
}
