import Courier
import Domain
import Foundation
import Gateways
import Hummingbird
import HummingbirdCore
import Intake
import Logging
import Media
import Rendering
import ServiceLifecycle
import Site
import Store
import UnixSignals

/// Everything that runs, put together from a configuration. Nothing else in the program knows all of its parts.
struct Assembly {
    let configuration: Configuration
    let store: Store
    let files: FileStore
    let renderer: Renderer
    let links: LinkKeyring
    let courier: Courier
    let darkroom: Darkroom
    let receipts: ReceiptDesk
    let logger: Logger
    private let gauges: Gauges

    /// Opens the data folder, making it if it is not there. With `clock`, time is what somebody says: for made-up data.
    init(_ configuration: Configuration, logger: Logger, clock: Clock = .system) throws {
        self.configuration = configuration
        self.logger = logger
        let folders = configuration.folders
        store = try Store.open(folders.database, clock: clock)
        files = try FileStore(folder: folders.files)
        gauges = Gauges(store: store, folder: folders.path)
        renderer = try Renderer(root: URL(fileURLWithPath: configuration.root)) { miss in
            logger.error("a text or template is missing", metadata: ["what": "\(miss)"])
        }
        links = try LinkKeyring(load: { try KeyFolder(folders.keys).load() })
        let secret = try CallbackSecret.load(folder: folders.keys)
        let gateways = Self.gateways(configuration, store: store, secret: secret)
        courier = Courier(
            store: store, files: files, renderer: renderer, links: links, gateways: gateways,
            configuration: CourierConfiguration(
                addresses: PortalAddresses(publicURL: configuration.publicURL), mailSender: configuration.mailFrom,
                callbackSecret: secret),
            logger: logger)
        receipts = ReceiptDesk(store: store, gateway: gateways.sms, logger: logger)
        darkroom = Darkroom(
            store: store, developer: Developer(program: Developer.installedProgram, files: files), logger: logger)
    }

    private static func gateways(_ configuration: Configuration, store: Store, secret: String) -> CourierGateways {
        let transport = Transport()
        let sms: any SMSGateway =
            switch configuration.sms {
            case .sandbox: SandboxGateway { message in await Self.showOnPhone(message, store: store) }
            case .described(let description):
                DescribedGateway(description, transport: transport, clock: store.clock, callbackSecret: secret)
            }
        let mail: any MailGateway =
            if let server = configuration.smtp {
                SMTPGateway(server, transport: transport)
            } else {
                SandboxMail { _ in }
            }
        return CourierGateways(sms: sms, mail: mail)
    }

    /// The drawn phone reads the store; all that is left to say is that the message is on it.
    private static func showOnPhone(_ message: OutgoingSMS, store: Store) async {
        guard let notice = NoticeID(message.id) else { return }
        _ = try? await store.write { transaction in
            try transaction.record(
                Receipt(gateway: "sandbox", notice: notice, status: .delivered, at: transaction.now))
        }
    }

    // MARK: Running

    func portal(isDemo: Bool) -> Portal {
        let receipts = receipts
        let publicURL = configuration.publicURL
        return Portal(
            store: store, files: files, renderer: renderer, links: links,
            configuration: SiteConfiguration(
                publicURL: configuration.publicURL, isDemo: isDemo, metricsToken: configuration.metricsToken),
            hooks: { request in
                // Inbound messages are not built yet.
                guard request.kind == .receipt else { return .notFound }
                let reply = await receipts.handle(
                    request.name,
                    GatewayCallback(
                        method: request.method, url: publicURL + request.address, secret: request.secret,
                        query: request.query,
                        headers: request.headers, body: Data(request.body), remoteAddress: request.remoteAddress))
                return HookAnswer(status: reply.status, contentType: reply.contentType, body: reply.body)
            },
            metrics: { [gauges, metrics = Metrics.shared] in
                try await gauges.take()
                return metrics.exposition()
            })
    }

    /// Whatever is in hand after that long is left to the next start.
    private static let patienceAtStop = Duration.seconds(9)

    /// Serves until SIGTERM or SIGINT, then finishes what is in hand.
    func run(isDemo: Bool, onReady: @escaping @Sendable () async -> Void = {}) async throws {
        Metrics.begin()
        let listen = configuration.listen
        // Services stop from the last to the first, the server being last: nothing new comes in while the courier
        // finishes.
        let application = Application(
            responder: AccessLog(portal(isDemo: isDemo).router().buildResponder()),
            server: .http1(configuration: .init(idleTimeout: Doors.idleTimeout)),
            configuration: ApplicationConfiguration(
                address: .hostname(listen.host, port: listen.port), serverName: nil, backlog: 1024,
                availableConnectionsDelegate: MaximumAvailableConnections(Doors.widen(), logger: logger)),
            services: [courier, darkroom, Housekeeping(store: store, files: files, logger: logger)],
            onServerRunning: { _ in await onReady() },
            logger: logger)
        var group = ServiceGroupConfiguration(
            services: [application], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        group.maximumGracefulShutdownDuration = Self.patienceAtStop
        do {
            try await ServiceGroup(configuration: group).run()
        } catch let error where "\(error)".hasPrefix("bind(") {
            throw CommandFailure("RELAIS_LISTEN names \(listen), where the program cannot listen: \(error)")
        }
        try store.close()
    }
}
