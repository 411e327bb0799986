import Courier
import Domain
import Foundation
import Gateways
import Intake
import Logging
import Media
import RelaisTesting
import Site
import Store
import Testing
import Workflow

/// One job that was offered, and the phone that its link came to.
struct ExchangeStage {
    let portal: TestPortal
    let organization: TestOrganization
    let ticket: TicketReference
    /// `/t/TOKEN`
    let path: String
    let phone: TestClient

    static let number = "+33639980001"
    static let secondNumber = "+33639980002"

    struct Setting {
        var language = Language.en
        var kind = TicketKind.order
        var priority = Priority.normal
        var timeZone = "Europe/Paris"
        var rules = OrganizationRules()
        var uploads = UploadLimits()
        var crowd = CrowdLimits()
        /// Hours from the start until the offer is to be answered; nil for what the priority gives.
        var answerHours: Int64?
        var start: Instant?
        var contractor: ContractorForm?
        var links: LinkKeyring?
        var logger = TestOffice.silence
        var jobFiles: [(name: String, bytes: Data)] = []
        /// The job's pictures are fit to be shown before the story begins.
        var developsFiles = true
    }

    static func use(_ setting: Setting = Setting(), _ test: (ExchangeStage) async throws -> Void) async throws {
        let clock = setting.start.map { TravellingClock($0) } ?? TravellingClock()
        let portal = try await TestPortal.start(
            clock: clock, uploads: setting.uploads, crowd: setting.crowd, links: setting.links, logger: setting.logger)
        do {
            try await test(try await offered(setting, portal))
        } catch {
            await portal.stop()
            throw error
        }
        await portal.stop()
    }

    private static func offered(_ setting: Setting, _ portal: TestPortal) async throws -> ExchangeStage {
        let office = portal.office
        let organization = try await office.organization(
            language: setting.language, timeZone: setting.timeZone, rules: setting.rules)
        let contractor = setting.contractor ?? plumber(setting.language)
        let ticket = try await office.ticket(
            of: organization, kind: setting.kind, priority: setting.priority, to: contractor,
            answerBy: setting.answerHours.map { office.travel.now + .hours($0) },
            files: try setting.jobFiles.map {
                try office.file($0.name, type: $0.name.hasSuffix("jpg") ? "image/jpeg" : "image/png", bytes: $0.bytes)
            })
        if setting.developsFiles { try await office.darkroom.drain() }
        try await office.courier.drain()
        return ExchangeStage(
            portal: portal, organization: organization, ticket: ticket, path: try portal.page(sms: number),
            phone: portal.client())
    }

    static func plumber(_ language: Language = .en) -> ContractorForm {
        TestOffice.plumber(email: nil, channels: [.sms], language: language)
    }

    /// Another company, with one office contact.
    static func rival(_ language: Language = .en) -> ContractorForm {
        TestOffice.plumber(
            phone: secondNumber, email: nil, channels: [.sms], language: language, name: "Roux Frères")
    }

    /// One company with two people in its office.
    static var pair: ContractorForm {
        var form = plumber()
        form.contacts.append(
            .init(
                name: "Salomé Blanc", role: .office, phone: secondNumber, email: nil, language: .en, channels: [.sms]))
        return form
    }
}

// MARK: What people do

extension ExchangeStage {
    var office: TestOffice { portal.office }
    var token: String { String(path.dropFirst("/t/".count)) }

    func page(_ query: String = "", of client: TestClient? = nil) async throws -> LoopPage {
        LoopPage(try await (client ?? phone).get(path + query), path: path)
    }

    func post(
        _ act: String, _ fields: [(String, String)], id: String? = UUID().uuidString, to path: String? = nil,
        query: String = ""
    ) async throws -> TransferResponse {
        let all = fields + (id.map { [("submission", $0)] } ?? [])
        return try await phone.post("\(path ?? self.path)/\(act)\(query)", form: all)
    }

    func accept(
        _ date: String = "2026-11-23", _ time: String = "09:00", comment: String = "", id: String? = UUID().uuidString,
        to path: String? = nil, query: String = ""
    ) async throws -> TransferResponse {
        try await post(
            "answer", [("decision", "accept"), ("date", date), ("time", time), ("comment", comment)], id: id, to: path,
            query: query)
    }

    func decline(
        choice: String? = nil, reason: String = "", id: String? = UUID().uuidString, to path: String? = nil
    ) async throws -> TransferResponse {
        let chosen = choice.map { [("reasonChoice", $0)] } ?? []
        return try await post("answer", [("decision", "decline"), ("reason", reason)] + chosen, id: id, to: path)
    }

    /// A message with files, as a browser sends it.
    func send(
        _ text: String, files: [TestClient.Part] = [], id: String? = UUID().uuidString, to path: String? = nil
    ) async throws -> TransferResponse {
        let parts = (id.map { [TestClient.Part("submission", $0)] } ?? []) + [TestClient.Part("message", text)]
        return try await phone.post("\(path ?? self.path)/messages", multipart: parts + files)
    }

    /// The page that a form led to.
    func following(_ answer: TransferResponse) async throws -> LoopPage {
        try #require(answer.status == 303, "\(answer.status): \(LoopPage.text(answer.text).prefix(1500))")
        let location = try #require(answer.header("Location"))
        return LoopPage(try await phone.get(location), path: location)
    }

    func offer(to contractor: ContractorForm) async throws {
        _ = try await office.workflow.perform(
            OfferTicket(ticket.id, OfferForm(.described(contractor)), origin: .manager(organization.manager.id)))
        try await office.courier.drain()
    }

    func withdraw() async throws {
        _ = try await office.workflow.perform(
            WithdrawJob(ticket.id, reason: "Déjà réparé", origin: .manager(organization.manager.id)))
        try await office.courier.drain()
    }

    func managerWrites(_ text: String, isInternal: Bool = false, files: [ReceivedFile] = []) async throws {
        _ = try await office.workflow.perform(
            WriteMessage(
                .office(.manager(organization.manager.id), ticket: ticket.id, isInternal: isInternal), text: text,
                files: files))
    }
}

// MARK: What is stored

extension ExchangeStage {
    var stored: Ticket { get async throws { try await office.stored(ticket) } }

    func timeline() async throws -> [TimelineEntry] {
        let id = ticket.id
        return try await office.store.read { try $0.timeline(id) }
    }

    /// How many events are of that type, such as `accepted`.
    func count(_ type: String) async throws -> Int { try await timeline().filter { $0.type == type }.count }

    func attachments() async throws -> [AttachmentRecord] {
        let id = ticket.id
        return try await office.store.read { try $0.attachments(of: id) }
    }

    /// Performs `act`, and checks that it led to no event and no message.
    func unmoved<T>(_ act: () async throws -> T) async throws -> T {
        let (events, notices) = try await (timeline(), office.deliveries(of: ticket))
        let result = try await act()
        #expect(try await timeline() == events)
        #expect(try await office.deliveries(of: ticket).count == notices.count)
        return result
    }

    /// Performs `act` and checks that not one transaction was committed meanwhile.
    func unchanged<T>(_ note: String = "", _ act: () async throws -> T) async throws -> T {
        let before = office.store.commitCount
        let result = try await act()
        #expect(office.store.commitCount == before, "something was written \(note)")
        return result
    }
}

extension LoopPage {
    init(_ response: TransferResponse, path: String = "") {
        self.init(status: response.status, html: response.text, path: path)
    }
}

/// What a phone sends along: the smallest that are what they seem to be.
enum ExchangeFile {
    static let png = Data([
        0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0x0D, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0, 0, 1,
        8, 6, 0, 0, 0, 0x1F, 0x15, 0xC4, 0x89, 0, 0, 0, 0x0A, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9C, 0x63, 0, 1, 0, 0, 5,
        0, 1, 0x0D, 0x0A, 0x2D, 0xB4, 0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82,
    ])
    static let pdf = Data("%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n".utf8)
    static let svg = Data("<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>".utf8)
    static let html = Data("<!doctype html><html><script>alert(1)</script></html>".utf8)
    static let exe = Data(
        [0x4D, 0x5A, 0x90, 0, 3, 0, 0, 0, 4, 0, 0, 0, 0xFF, 0xFF, 0, 0] + [UInt8](repeating: 0, count: 200))

    static func part(_ name: String, _ bytes: Data, type: String = "application/octet-stream") -> TestClient.Part {
        TestClient.Part("files", file: name, type: type, bytes: bytes)
    }
}
