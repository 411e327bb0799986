import Courier
import Domain
import Foundation
import Gateways
import Intake
import Media
import RelaisTesting
import Store
import Testing

/// Goes through the portal's doors with what belongs to one organization, and keeps which of them opened. What it tells
/// on its way stands in the files beside this one: by the API, at the desk, by links, and what has no side.
final class DoorTour: Sendable {
    let portal: TestPortal
    let organization: TestOrganization
    /// Each with its own cookies and keys: a manager's browser, a program, a contractor's phone.
    let browser: TestClient
    let program: TestClient
    let phone: TestClient
    private let answers = Locked<[Door: [Int]]>([:])

    init(_ portal: TestPortal, _ organization: TestOrganization) {
        self.portal = portal
        self.organization = organization
        browser = portal.client()
        program = portal.client(key: organization.key)
        phone = portal.client()
    }

    var office: TestOffice { portal.office }
    /// Asked at, whatever was answered.
    var reached: Set<Door> { answers.with { Set($0.keys) } }
    /// Answered at least once by what was asked for, or by the page that follows an act.
    var opened: Set<Door> { answers.with { all in Set(all.filter { $0.value.contains { $0 < 400 } }.keys) } }
    /// All that was refused, to be read where it should not have been.
    var refusals: [String] {
        answers.with { all in
            all.sorted { $0.key < $1.key }.flatMap { door, statuses in
                statuses.filter { $0 >= 400 }.map { "\(door): \($0)" }
            }
        }
    }

    // MARK: Asking

    @discardableResult
    func get(
        _ path: String, _ ids: [String: String] = [:], _ query: String = ""
    ) async throws -> TransferResponse {
        try await send("GET", path, ids, query)
    }

    /// With the body that the act takes; of a form some fields may be others.
    @discardableResult
    func post(
        _ path: String, _ ids: [String: String] = [:], but change: [String: String] = [:]
    ) async throws -> TransferResponse {
        if path.hasPrefix("/api/") { return try await json("POST", path, ids) }
        let form = DoorBodies.form(path).merging(change) { $1 }.sorted { $0.key < $1.key }
        let all = form.map { ($0.key, $0.value) } + [("submission", UUID().uuidString)]
        return note("POST", path, try await client(path).post(Self.fill(path, ids), form: all))
    }

    /// As a program, with the body that the act takes, or with some of its members others.
    @discardableResult
    func json(
        _ method: String, _ path: String, _ ids: [String: String] = [:], but change: [String: Any] = [:]
    ) async throws -> TransferResponse {
        let members = DoorBodies.json(path, of: organization).merging(change) { $1 }
        let body = try JSONSerialization.data(withJSONObject: members)
        return try await send(method, path, ids, body: body, type: "application/json")
    }

    /// With files beside the fields that the act takes.
    @discardableResult
    func post(
        _ path: String, _ ids: [String: String], parts: [TestClient.Part]
    ) async throws -> TransferResponse {
        let fields = DoorBodies.form(path).sorted { $0.key < $1.key }.map { TestClient.Part($0.key, $0.value) }
        let all = fields + [TestClient.Part("submission", UUID().uuidString)] + parts
        return note("POST", path, try await client(path).post(Self.fill(path, ids), multipart: all))
    }

    @discardableResult
    func send(
        _ method: String, _ path: String, _ ids: [String: String] = [:], _ query: String = "",
        headers: [String: String] = [:], body: Data? = nil, type: String? = nil
    ) async throws -> TransferResponse {
        let answer = try await client(path).send(
            method, Self.fill(path, ids) + query, headers: headers, body: body, type: type)
        return note(method, path, answer)
    }

    /// A stream never ends: its head is made by the same handler.
    func listen(_ path: String, _ ids: [String: String] = [:]) async throws {
        let answer = try await client(path).send("HEAD", Self.fill(path, ids))
        note("GET", path, answer)
    }

    /// Whose address it is.
    private func client(_ path: String) -> TestClient {
        if path.hasPrefix("/api/") { return program }
        return path.hasPrefix("/t/") ? phone : browser
    }

    private static func fill(_ path: String, _ ids: [String: String]) -> String {
        ids.reduce(path) { $0.replacing("{\($1.key)}", with: $1.value) }
    }

    @discardableResult
    private func note(_ method: String, _ path: String, _ answer: TransferResponse) -> TransferResponse {
        // Who is not signed in is led away, and not in.
        let isLedAway = answer.status == 303 && answer.header("Location") == "/sign-in"
        answers.with { $0[Door(method, path), default: []].append(isLedAway ? 401 : answer.status) }
        return answer
    }

    // MARK: What there is to ask for

    /// A ticket that the plumber is asked to do, by the program's door.
    func offered() async throws -> (number: String, id: TicketID) {
        let answer = try await post("/api/v1/tickets")
        try #require(answer.status == 201, "\(answer.text)")
        let number = try #require(answer.json["number"] as? String)
        try await office.courier.drain()
        return (number, try await id(of: number))
    }

    func id(of number: String) async throws -> TicketID {
        let organization = organization.organization.id
        let found = try await office.store.read { try $0.ticketID(number: number, of: organization) }
        return try #require(found)
    }

    /// The task that was opened last.
    func task(of ticket: TicketID) async throws -> String {
        let found = try await office.store.read { try $0.ticket(ticket)?.tasks.last?.id }
        return "\(try #require(found))"
    }

    /// The first message about the ticket that can go by another way as well: the offer.
    func message(of ticket: TicketID) async throws -> String {
        let all = try await office.store.read { try $0.deliveries(of: ticket) }
        let found = all.first { $0.otherWay != nil }
        return "\(try #require(found).notice.id)"
    }

    /// A JPEG, so that there is something to be shown of it.
    static var photo: TestClient.Part {
        get throws {
            let bytes = try Data(contentsOf: ProjectRoot.url.appending(path: "Tests/MediaTests/Samples/turned.jpg"))
            return TestClient.Part("files", file: "évier.jpg", type: "image/jpeg", bytes: bytes)
        }
    }

    /// The picture of the ticket's, once it can be shown.
    func picture(of ticket: TicketID) async throws -> String {
        try await office.darkroom.drain()
        let all = try await office.store.read { try $0.attachments(of: ticket) }
        let picture = all.first { $0.attachment.type == "image/jpeg" }
        return "\(try #require(picture).attachment.id)"
    }
}
