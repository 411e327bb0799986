import Courier
import Domain
import Foundation
import Gateways
import Hummingbird
import Intake
import Logging
import Media
import RelaisTesting
import Store
import Workflow

/// What a test may do behind the portal's back.
struct ControlDesk: Sendable {
    let portal: TestPortal

    struct Opened: Sendable {
        let key: String
        let signIn: String
        let manager: Manager
    }

    struct Advance: Decodable { let advance: Int64 }
    struct NewOrganization: Decodable {
        let name: String
        let language: Language
        let timeZone: String?
        let region: String?
        /// Whether a report needs a photo and the occupant's signature.
        let isStrict: Bool?
    }
    struct SignIn: Decodable { let email: String }
    struct NewManager: Decodable {
        let organization: OrganizationID
        let name: String
        let email: String
        let role: Role
        let language: Language
    }
    struct Step: Decodable {
        let organization: OrganizationID
        let ticket: String
        let step: TestOffice.ContractorStep
        let amount: Int64?
    }
    struct Arrival: Decodable {
        let id: String
        let status: String
    }

    /// Serves the control port and returns its address.
    func serve() async throws -> String {
        let router = Router()
        router.post("/clock") { request, context in
            let wanted = try await request.decode(as: Advance.self, context: context)
            portal.office.travel.advance(.seconds(wanted.advance))
            return try await drained()
        }
        router.post("/drain") { _, _ in try await drained() }
        router.post("/organization") { request, context in
            let wanted = try await request.decode(as: NewOrganization.self, context: context)
            let made = try await organization(
                wanted.name, wanted.language, wanted.timeZone ?? "Europe/Paris", wanted.region ?? "FR",
                isStrict: wanted.isStrict ?? false)
            return try Self.json(["key": made.key, "signIn": made.signIn])
        }
        router.post("/sign-in") { request, context in
            let wanted = try await request.decode(as: SignIn.self, context: context)
            let managers = try await portal.office.store.read { try $0.managers(email: wanted.email) }
            guard let manager = managers.first else { throw HTTPError(.notFound) }
            return try Self.json(["signIn": try await signIn(manager.id)])
        }
        router.post("/manager") { request, context in
            let wanted = try await request.decode(as: NewManager.self, context: context)
            return try Self.json(["signIn": try await manager(wanted)])
        }
        router.post("/rules") { request, context in
            let body = try await request.body.collect(upTo: 65_536)
            try await change(rules: Data(body.readableBytesView))
            return try await drained()
        }
        router.post("/receipt") { request, context in
            let said = try await request.decode(as: Arrival.self, context: context)
            guard let status = DeliveryReceipt.Status(rawValue: said.status) else { throw HTTPError(.badRequest) }
            try await portal.office.receipts.record(
                DeliveryReceipt(ourID: said.id, providerID: "recorded-\(said.id)", status: status))
            return try await drained()
        }
        router.post("/step") { request, context in
            let wanted = try await request.decode(as: Step.self, context: context)
            try await step(wanted)
            return try await drained()
        }
        router.get("/messages") { _, _ in try Self.json(["messages": messages()]) }
        let port = try Ports.free(1)[0]
        var logger = Logger(label: "control") { _ in SwiftLogNoOpLogHandler() }
        logger.logLevel = .critical
        let application = Application(
            router: router, configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: port)),
            logger: logger)
        Task { try await application.run() }
        try await Ports.wait(for: [port])
        return "http://127.0.0.1:\(port)"
    }

    func organization(
        _ name: String, _ language: Language, _ timeZone: String, _ region: String, isStrict: Bool = false
    ) async throws -> Opened {
        var rules = OrganizationRules()
        rules.wantsSignature = isStrict
        rules.needsProofs = isStrict
        let made = try await portal.office.organization(
            name, language: language, timeZone: timeZone, region: region,
            phone: language == .el ? "+302100000012" : "+33465710012", rules: rules)
        return Opened(key: made.key, signIn: try await signIn(made.manager.id), manager: made.manager)
    }

    /// One more manager of that organization.
    private func manager(_ wanted: NewManager) async throws -> String {
        let manager = Manager(
            id: portal.office.store.newID(), organization: wanted.organization, name: wanted.name, email: wanted.email,
            language: wanted.language, role: wanted.role)
        return try await signIn(try await portal.office.workflow.perform(AddManager(manager)).outcome)
    }

    /// Puts the rules that are given in place of an organization's own.
    private func change(rules body: Data) async throws {
        let wanted = try JSONSerialization.jsonObject(with: body) as? [String: Any]
        guard let id = (wanted?["organization"] as? String).flatMap({ OrganizationID($0) }),
            let changes = wanted?["rules"] as? [String: Any],
            var organization = try await portal.office.store.read({ try $0.organization(id) })
        else { throw HTTPError(.badRequest) }
        let known = try JSONSerialization.jsonObject(with: JSONEncoder().encode(organization.rules))
        let rulesNow = known as? [String: Any] ?? [:]
        for name in changes.keys where rulesNow[name] == nil {
            throw HTTPError(.badRequest, message: "There is no rule \(name).")
        }
        let merged = rulesNow.merging(changes) { $1 }
        organization.rules = try JSONDecoder().decode(
            OrganizationRules.self, from: JSONSerialization.data(withJSONObject: merged))
        _ = try await portal.office.workflow.perform(ChangeRules(organization))
    }

    /// Something that the contractor does, without his page.
    private func step(_ wanted: Step) async throws {
        let ticket = try await portal.office.store.read { reader in
            try reader.ticketID(number: wanted.ticket, of: wanted.organization)
        }
        guard let ticket else { throw HTTPError(.notFound) }
        try await portal.office.contractor(wanted.step, ticket, amount: wanted.amount ?? 30_000)
    }

    private func signIn(_ manager: ManagerID) async throws -> String {
        let token = SecretToken.random()
        _ = try await portal.office.workflow.perform(
            PrepareSignIn(hash: Digest.hex(of: token.text), manager: manager, validity: .days(30)))
        return "\(portal.url)/sign-in/\(token.text)"
    }

    private func drained() async throws -> Response {
        try await portal.office.darkroom.drain()
        try await portal.office.courier.drain()
        return try Self.json(["now": portal.office.travel.now.rfc3339])
    }

    /// Everything that was sent, newest last, with its links as they were.
    private func messages() -> [[String: Any]] {
        let sms = portal.office.sms.sent.map { message -> [String: Any] in
            [
                "id": message.id, "channel": "sms", "to": message.to, "text": message.text,
                "links": links(in: message.text),
            ]
        }
        let mails = portal.office.mail.sent.map { mail -> [String: Any] in
            [
                "id": mail.id, "channel": "email", "to": mail.to.address, "subject": mail.subject, "text": mail.plain,
                "html": mail.html ?? "", "links": links(in: mail.plain), "attachments": mail.attachments.map(\.name),
            ]
        }
        return (sms + mails).sorted { number($0) < number($1) }
    }

    private func number(_ message: [String: Any]) -> Int64 { (message["id"] as? String).flatMap { Int64($0) } ?? 0 }

    private func links(in text: String) -> [String] {
        text.split(whereSeparator: \.isWhitespace).map(String.init).filter { $0.hasPrefix(portal.url + "/") }
    }

    private static func json(_ object: [String: Any]) throws -> Response {
        let body = try JSONSerialization.data(withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes])
        return Response(
            status: .ok, headers: [.contentType: "application/json"],
            body: .init { writer in
                try await writer.write(.init(bytes: body))
                try await writer.finish(nil)
            })
    }
}
