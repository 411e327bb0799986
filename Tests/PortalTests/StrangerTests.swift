import Courier
import Domain
import Foundation
import Gateways
import RelaisTesting
import Store
import Testing

/// Every address that the router lists, by every method, with ids that belong to somebody else.
@Suite("Every door, and whoever it is not for")
struct StrangerTests {
    private static let methods = ["GET", "HEAD", "POST", "PATCH", "PUT", "DELETE"]
    /// Fields of every form and members of every body, so that none of them is what a refusal is about.
    private static let fields = [
        "kind": "order", "title": "Autre titre", "description": "Autre", "category": "Autre", "priority": "low",
        "source": "phone", "text": "Bonjour", "reason": "Parce que", "decision": "approve", "amount": "120,00",
        "who": "new", "name": "Autre firme", "contactName": "Luc", "language": "fr", "phone": "06 39 98 00 44",
        "email": "luc@autre.example", "sms": "on", "mail": "on", "method": "communicated", "note": "Note",
        "task": "1", "date": "2026-12-01", "time": "10:00", "intent": "create", "ask": "message",
    ]

    private struct Place {
        let number: String
        let file: String
        let contractor: String
        let task: String
        let message: String

        func fill(_ path: String) -> String {
            path.replacing("{number}", with: number).replacing("{file}", with: file)
                .replacing("{contractor}", with: contractor).replacing("{task}", with: task)
                .replacing("{message}", with: message).replacing("{notice}", with: message)
        }
    }

    private static let nowhere = Place(
        number: "2026-99999", file: "4611686018427387904", contractor: "4611686018427387904",
        task: "4611686018427387904", message: "4611686018427387904")

    /// A ticket of somebody's with an offer, a file and a task. Its number is one that the stranger has not.
    private static func place(_ portal: TestPortal, _ owner: TestOrganization) async throws -> Place {
        for _ in 0..<3 { try await portal.createTicket(for: owner, TestPortal.ticketBody(title: "Autre")) }
        let number = try await portal.createTicket(for: owner, TestPortal.ticketBody(offerTo: ExchangeStage.number))
        let path = try portal.page(sms: ExchangeStage.number)
        let sent = try await portal.client().post(
            path + "/messages",
            multipart: [
                .init("submission", UUID().uuidString), .init("message", "Voici"),
                .init("files", file: "a.pdf", type: "application/pdf", bytes: Data("%PDF-1.4 secret".utf8)),
            ])
        try #require(sent.status == 303)
        try await portal.office.courier.drain()
        return try await portal.office.store.read { reader in
            let id = try #require(try reader.ticketID(number: number, of: owner.organization.id))
            let ticket = try #require(try reader.ticket(id))
            let file = try #require(try reader.timeline(id).flatMap(\.attachments).first)
            let message = try #require(try reader.deliveries(of: id).first)
            return Place(
                number: number, file: "\(file.id)", contractor: "\(try #require(ticket.orders.first).contractor)",
                task: "\(try #require(ticket.tasks.first).id)", message: "\(message.notice.id)")
        }
    }

    /// Without what differs from one rendering to the next, and without the id that was asked for.
    private static func plain(_ answer: TransferResponse, _ place: Place) -> String {
        var text = answer.text
        for id in [place.number, place.file, place.contractor, place.task, place.message] {
            text = text.replacing(id, with: "ID")
        }
        return text.replacing(/[0-9A-Za-z_-]{32,}/, with: "TOKEN")
    }

    private static func state(_ portal: TestPortal, _ owner: TestOrganization) async throws -> String {
        let tickets = try await portal.client(key: owner.key).get("/api/v1/tickets")
        let firms = try await portal.client(key: owner.key).get("/api/v1/contractors")
        let messages = try await portal.client(key: owner.key).get("/api/v1/messages")
        return tickets.text + firms.text + messages.text
    }

    private static func ask(
        _ client: TestClient, _ method: String, _ path: String, isAPI: Bool
    ) async throws -> TransferResponse {
        guard ["POST", "PATCH", "PUT"].contains(method) else { return try await client.send(method, path) }
        if isAPI {
            return try await client.send(
                method, path,
                body: try JSONSerialization.data(withJSONObject: fields.merging(["accepted": "x"]) { $1 }),
                type: "application/json")
        }
        let form = fields.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } + [("submission", UUID().uuidString)]
        let body = form.map { "\($0.0)=\($0.1.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")" }
        return try await client.send(
            method, path, body: Data(body.joined(separator: "&").utf8), type: "application/x-www-form-urlencoded")
    }

    @Test("P16 another organization's ids are answered as if they did not exist, by page and by API, whatever is asked")
    func otherOrganization() async throws {
        try await TestPortal.run { portal in
            let owner = try await portal.office.organization("Régie Bellecour")
            let stranger = try await portal.office.organization("Autre régie")
            let theirs = try await Self.place(portal, owner)
            let (desk, program) = (try await portal.signIn(stranger), portal.client(key: stranger.key))
            let own = try await portal.signIn(owner)
            let before = try await Self.state(portal, owner)
            var (asked, opened) = (0, 0)
            for path in portal.paths.sorted() where path.contains("{") {
                let isAPI = path.hasPrefix("/api/")
                guard isAPI || path.hasPrefix("/desk/") else { continue }
                for method in Self.methods {
                    let client = isAPI ? program : desk
                    let answer = try await Self.ask(client, method, theirs.fill(path), isAPI: isAPI)
                    let none = try await Self.ask(client, method, Self.nowhere.fill(path), isAPI: isAPI)
                    #expect(answer.status == none.status, "\(method) \(path)")
                    // Where a form is answered, looking leads to the desk's first page, whatever the id.
                    let leadsHome = answer.status == 303 && answer.header("Location") == "/desk" && method != "POST"
                    #expect((400...499).contains(answer.status) || leadsHome, "\(method) \(path): \(answer.status)")
                    #expect(Self.plain(answer, theirs) == Self.plain(none, Self.nowhere), "\(method) \(path)")
                    asked += 1
                    // The same address opens for those whose it is: else nothing would be shown by this.
                    if method == "GET" {
                        let client = isAPI ? portal.client(key: owner.key) : own
                        if try await client.get(theirs.fill(path)).status == 200 { opened += 1 }
                    }
                }
            }
            #expect(asked > 200)
            #expect(opened > 15)
            #expect(try await Self.state(portal, owner) == before)
        }
    }

    @Test("D10 a viewer changes nothing, whatever he posts")
    func viewer() async throws {
        try await DeskFixture.use { desk in
            let theirs = try await Self.place(desk.portal, desk.organization)
            let viewer = try await desk.colleague(.viewer)
            let before = try await Self.state(desk.portal, desk.organization)
            // What is his own: his language, and his leaving.
            let own: Set<String> = ["/desk/language"]
            var asked = 0
            for path in desk.portal.paths.sorted() where path.hasPrefix("/desk") && !own.contains(path) {
                let answer = try await Self.ask(viewer, "POST", theirs.fill(path), isAPI: false)
                #expect([403, 404, 405].contains(answer.status), "\(path): \(answer.status)")
                asked += 1
            }
            #expect(asked > 25)
            #expect(try await Self.state(desk.portal, desk.organization) == before)
        }
    }

    @Test("who has no session sees the sign-in page of the desk and nothing behind it; who has no key gets 401")
    func nobody() async throws {
        try await DeskFixture.use { desk in
            let theirs = try await Self.place(desk.portal, desk.organization)
            let before = try await Self.state(desk.portal, desk.organization)
            // The description of the API has samples of its own.
            for path in desk.portal.paths.sorted() where !path.contains("openapi.") {
                for method in Self.methods {
                    let answer = try await Self.ask(
                        desk.portal.client(), method, theirs.fill(path), isAPI: path.hasPrefix("/api/"))
                    #expect(!answer.text.contains("Les Lilas") && !answer.text.contains("Martin"), "\(method) \(path)")
                    if path.hasPrefix("/desk"), method == "GET" || method == "POST" {
                        #expect(
                            [204, 303, 401, 403, 404, 405].contains(answer.status),
                            "\(method) \(path): \(answer.status)")
                        #expect(
                            answer.status != 303 || answer.header("Location")?.hasPrefix("/sign-in") == true
                                || answer.header("Location") == "/desk", "\(method) \(path)")
                    }
                    if path.hasPrefix("/api/v1"), method == "GET" || method == "POST" || method == "PATCH" {
                        #expect([401, 404, 405, 429].contains(answer.status), "\(method) \(path): \(answer.status)")
                    }
                }
            }
            #expect(try await Self.state(desk.portal, desk.organization) == before)
        }
    }

    @Test("a contractor's link opens none of another job's files, and none of the desk or the API")
    func link() async throws {
        try await DeskFixture.use { desk in
            let theirs = try await Self.place(desk.portal, desk.organization)
            try await desk.portal.createTicket(
                for: desk.organization, TestPortal.ticketBody(title: "Autre", offerTo: ExchangeStage.secondNumber))
            let path = try desk.portal.page(sms: ExchangeStage.secondNumber)
            let phone = desk.portal.client()
            for end in ["", "/thumbnail", "/preview"] {
                let answer = try await phone.get("\(path)/files/\(theirs.file)\(end)")
                let none = try await phone.get("\(path)/files/\(Self.nowhere.file)\(end)")
                #expect(answer.status == 404)
                #expect(Self.plain(answer, theirs) == Self.plain(none, Self.nowhere))
            }
            let token = String(path.split(separator: "/")[1])
            #expect(try await desk.portal.client(key: token).get("/api/v1/tickets").status == 401)
            #expect(try await phone.get("/sign-in/\(token)").status == 410)
            #expect(try await phone.get("/desk/tickets/\(theirs.number)").status == 303)
        }
    }
}
