package import Courier
package import Domain
import Foundation
package import Gateways
package import Intake
package import Logging
package import Media
package import Rendering
package import Store
package import Workflow

/// Everything but the web site: a real database and real files in a folder of its own, a clock that travels, gateways
/// that record, and a courier that works when it is told to.
package final class TestOffice: Sendable {
    package let travel: TravellingClock
    package let store: Store
    package let files: FileStore
    package let renderer: Renderer
    package let links: LinkKeyring
    package let sms: RecordingSMS
    package let mail: RecordingMail
    package let configuration: CourierConfiguration
    package let courier: Courier
    /// Works when it is drained, like the courier.
    package let darkroom: Darkroom
    package let receipts: ReceiptDesk
    package let workflow: Workflow
    private let folder: URL

    /// `start` is where the clock begins; `chance` spreads retries, half is no spread at all. A `gateway` takes the
    /// place of the recording one; it is handed the clock and the secret of its callbacks.
    package init(
        publicURL: String = "http://127.0.0.1:8080", start: TravellingClock = TravellingClock(),
        sms: RecordingSMS = RecordingSMS(), chance: Double = 0.5,
        links keyring: LinkKeyring? = nil, logger: Logger = silence,
        gateway: (Clock, String) throws -> (any SMSGateway)? = { _, _ in nil },
        onStatement: (@Sendable (String) -> Void)? = nil
    ) throws {
        travel = start
        store = try Store.temporary(clock: start.clock, onStatement: onStatement)
        folder = FileManager.default.temporaryDirectory.appending(path: "office-\(UUID().uuidString)")
        files = try FileStore(folder: folder.appending(path: "files").path)
        renderer = try ProjectRoot.renderer()
        let key = LinkKey(id: "a", secret: (0..<32).map { _ in UInt8.random(in: 0...255) }, mints: true)
        links = try keyring ?? LinkKeyring(load: { [key] })
        self.sms = sms
        mail = RecordingMail()
        configuration = CourierConfiguration(
            addresses: PortalAddresses(publicURL: publicURL), mailSender: "relais@portal.example",
            callbackSecret: SecretToken.random().text)
        workflow = Workflow(store: store)
        let sending = try gateway(start.clock, configuration.callbackSecret) ?? sms
        receipts = ReceiptDesk(store: store, gateway: sending, logger: logger)
        courier = Self.courier(
            store: store, files: files, renderer: renderer, links: links, gateways: .init(sms: sending, mail: mail),
            configuration: configuration, chance: chance, logger: logger)
        darkroom = Darkroom(
            store: store, developer: Developer(program: ProjectRoot.mediaProgram, files: files), logger: logger)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// Files on the disk, whole and half received.
    package var fileCount: Int {
        let all = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: [.isRegularFileKey])
        return (all?.allObjects ?? []).compactMap { $0 as? URL }.filter { url in
            (try? url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile) ?? false
        }.count
    }

    /// Another courier on the same database, as after a restart; with other gateways, if given.
    package func anotherCourier(gateways: CourierGateways? = nil) -> Courier {
        Self.courier(
            store: store, files: files, renderer: renderer, links: links,
            gateways: gateways ?? .init(sms: sms, mail: mail), configuration: configuration, chance: 0.5)
    }

    private static func courier(
        store: Store, files: FileStore, renderer: Renderer, links: LinkKeyring, gateways: CourierGateways,
        configuration: CourierConfiguration, chance: Double, logger: Logger = silence
    ) -> Courier {
        Courier(
            store: store, files: files, renderer: renderer, links: links, gateways: gateways,
            configuration: configuration, logger: logger, chance: { chance })
    }

    package static let silence = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    /// Lets time pass and then everything happen that is due, minute by minute where `steps` says so.
    package func advance(_ span: Span, steps: Int = 1) async throws {
        for _ in 0..<max(1, steps) {
            travel.advance(span * (1 / Double(max(1, steps))))
            try await courier.drain()
        }
    }
}
