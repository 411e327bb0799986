import Domain
import Foundation
import Intake
import Rendering
import Site
import Store
import Workflow

/// A portal on a data folder of its own, laid out as `relais serve` has it, with an organization and its contractors.
struct SamplePortal: Sendable {
    static let timeZone = "Europe/Paris"
    let folder: String
    let store: Store
    let files: FileStore
    let links: LinkKeyring
    let renderer: Renderer
    let site: Portal
    let manager: ManagerID
    let contractors: [ContractorID]

    /// A new one.
    static func open(_ folder: String, clock: Clock = .system) async throws -> SamplePortal {
        let store = try Store.open(folder + "/relais.sqlite", clock: clock)
        let people = People(store)
        try await store.write { try people.insert(in: $0) }
        return try SamplePortal(folder, store, manager: people.manager.id, contractors: people.contractors.map(\.id))
    }

    /// The same organization on another data folder, or after this one's store was closed.
    func reopened(_ folder: String) throws -> SamplePortal {
        try SamplePortal(
            folder, try Store.open(folder + "/relais.sqlite"), manager: manager, contractors: contractors)
    }

    private init(_ folder: String, _ store: Store, manager: ManagerID, contractors: [ContractorID]) throws {
        let keys = KeyFolder(folder + "/keys")
        (self.folder, self.store, self.manager, self.contractors) = (folder, store, manager, contractors)
        files = try FileStore(folder: folder + "/files")
        links = try LinkKeyring(load: { try keys.load() })
        renderer = try Renderer(root: URL(fileURLWithPath: FileManager.default.currentDirectoryPath))
        site = Portal(
            store: store, files: files, renderer: renderer, links: links,
            configuration: SiteConfiguration(publicURL: "http://127.0.0.1:8080", isDemo: false),
            hooks: { _ in .notFound })
    }

    var workflow: Workflow { site.workflow }
}

/// Who orders and who is asked. Contractors are told by SMS.
private struct People: Sendable {
    let organization: Organization
    let manager: Manager
    let contractors: [Contractor]

    init(_ store: Store) {
        let id: OrganizationID = store.newID()
        organization = Organization(
            id: id, name: "Syndic des Lilas", language: .fr, timeZone: SamplePortal.timeZone, currency: "EUR",
            phone: "+33199000001", region: "FR")
        manager = Manager(
            id: store.newID(), organization: id, name: "Nina Carpentier", email: "nina@lilas.example", language: .fr,
            role: .dispatcher)
        contractors = (0..<40).map { number in
            let contractor: ContractorID = store.newID()
            let contact = Contact(
                id: store.newID(), contractor: contractor, name: "Karim Belkadi", role: .office,
                phone: "+336399800\(10 + number)", language: .fr, channels: [.sms])
            return Contractor(
                id: contractor, organization: id, name: "Plomberie Martin \(number + 1)", contacts: [contact])
        }
    }

    func insert(in transaction: Transaction) throws {
        try transaction.insert(organization)
        try transaction.insert(manager)
        for contractor in contractors { try transaction.insert(contractor) }
    }
}
