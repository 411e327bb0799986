import Domain
import Foundation
import Gateways
import RelaisTesting
import Testing

/// Every address that the router lists, by every method, with ids that belong to somebody else.
@Suite("Every door, and whoever it is not for")
struct StrangerTests {
    private static let methods = ["GET", "HEAD", "POST", "PATCH", "PUT", "DELETE"]

    /// With a body that the act would take.
    private static func ask(
        _ client: TestClient, _ method: String, _ path: String, of place: DoorPlace, as caller: TestOrganization
    ) async throws -> TransferResponse {
        let address = place.fill(path)
        guard ["POST", "PATCH", "PUT"].contains(method) else { return try await client.send(method, address) }
        if path.hasPrefix("/api/") {
            let body = try JSONSerialization.data(withJSONObject: DoorBodies.json(path, of: caller))
            return try await client.send(method, address, body: body, type: "application/json")
        }
        let form = DoorBodies.form(path).merging(["submission": UUID().uuidString]) { $1 }
        let pairs = form.sorted { $0.key < $1.key }.map { field in
            "\(field.key)=\(field.value.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")"
        }
        return try await client.send(
            method, address, body: Data(pairs.joined(separator: "&").utf8), type: "application/x-www-form-urlencoded")
    }

    /// What a stranger gets there, exactly: what the body says comes after whether there is such a thing at all.
    private static func expected(_ method: String, _ path: String, role: Role?, _ doors: Set<Door>) -> Int {
        let asked = method == "HEAD" ? "GET" : method
        guard doors.contains(Door(asked, path)) else { return 405 }
        // Where a form is answered, looking leads to the desk's first page, whatever the id.
        if asked == "GET", path == "/desk/outbox/{notice}/other-way" { return 303 }
        // Who may only look is told so before anything is looked for.
        let isAct = asked == "POST" || path.hasSuffix("/edit")
        return isAct && role?.mayDispatch == false ? 403 : 404
    }

    /// Asks by every method for theirs and for what nobody has; how often.
    private static func refuse(
        _ client: TestClient, _ role: Role?, _ path: String, _ theirs: DoorPlace, as stranger: TestOrganization,
        _ doors: Set<Door>
    ) async throws -> Int {
        for method in methods {
            let answer = try await ask(client, method, path, of: theirs, as: stranger)
            let none = try await ask(client, method, path, of: .nowhere, as: stranger)
            let status = expected(method, path, role: role, doors)
            let name = "\(role?.rawValue ?? "key") \(method) \(path)"
            #expect(answer.status == status, "\(name)")
            #expect(none.status == status, "\(name), which is nowhere")
            #expect(answer.status != 303 || answer.header("Location") == "/desk", "\(name)")
            let places = [theirs, .nowhere]
            #expect(DoorPlace.plain(answer, without: places) == DoorPlace.plain(none, without: places), "\(name)")
        }
        return methods.count
    }

    @Test("P16 another organization's ids are answered as if they did not exist, by page and by API, to every role")
    func otherOrganization() async throws {
        try await TestPortal.run { portal in
            let owner = try await portal.office.organization("Régie Bellecour")
            let stranger = try await portal.office.organization("Autre régie")
            let theirs = try await DoorPlace.make(portal, owner)
            let doors = try await portal.doors()
            let paths = portal.paths.sorted().filter { $0.contains("{") }
            let before = try await DoorPlace.state(portal, owner)
            var asked = 0
            for role in Role.allCases {
                let browser = try await portal.signIn(stranger, as: role)
                for path in paths where path.hasPrefix("/desk/") {
                    asked += try await Self.refuse(browser, role, path, theirs, as: stranger, doors)
                }
            }
            let program = portal.client(key: stranger.key)
            for path in paths where path.hasPrefix("/api/") {
                asked += try await Self.refuse(program, nil, path, theirs, as: stranger, doors)
            }
            #expect(asked > 500)
            #expect(try await DoorPlace.state(portal, owner) == before)
            // The same addresses open for those whose they are: else nothing would be shown by this.
            let (own, ownProgram) = (try await portal.signIn(owner), portal.client(key: owner.key))
            var opened = 0
            for path in paths where path.hasPrefix("/desk/") || path.hasPrefix("/api/") {
                let client = path.hasPrefix("/api/") ? ownProgram : own
                if try await client.get(theirs.fill(path)).status == 200 { opened += 1 }
            }
            #expect(opened > 15)
        }
    }

    @Test("D10 a viewer changes nothing, whatever he posts; a dispatcher may do all that an admin may")
    func roles() async throws {
        try await TestPortal.run { portal in
            let organization = try await portal.office.organization("Régie Bellecour")
            let theirs = try await DoorPlace.make(portal, organization)
            let doors = try await portal.doors()
            let viewer = try await portal.signIn(organization, as: .viewer)
            let dispatcher = try await portal.signIn(organization, as: .dispatcher)
            let before = try await DoorPlace.state(portal, organization)
            // What is the viewer's own: his language, and his leaving.
            let own: Set<String> = ["/desk/language"]
            let paths = portal.paths.sorted().filter { $0.hasPrefix("/desk") && !own.contains($0) }
            for path in paths {
                let answer = try await Self.ask(viewer, "POST", path, of: theirs, as: organization)
                #expect(answer.status == (doors.contains(Door("POST", path)) ? 403 : 405), "\(path)")
            }
            #expect(paths.count > 25)
            #expect(try await DoorPlace.state(portal, organization) == before)
            for path in paths where doors.contains(Door("POST", path)) {
                let answer = try await Self.ask(dispatcher, "POST", path, of: theirs, as: organization)
                // Done, or not to be done from where the ticket stands by then.
                #expect([303, 409, 422].contains(answer.status), "\(path): \(answer.status)")
            }
            #expect(try await DoorPlace.state(portal, organization) != before)
        }
    }

    @Test("who has no session sees the sign-in page of the desk and nothing behind it; who has no key gets 401")
    func nobody() async throws {
        try await DeskFixture.use { desk in
            let theirs = try await DoorPlace.make(desk.portal, desk.organization)
            let before = try await DoorPlace.state(desk.portal, desk.organization)
            // The description of the API has samples of its own.
            for path in desk.portal.paths.sorted() where !path.contains("openapi.") {
                for method in Self.methods {
                    let answer = try await Self.ask(
                        desk.portal.client(), method, path, of: theirs, as: desk.organization)
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
            #expect(try await DoorPlace.state(desk.portal, desk.organization) == before)
        }
    }

    @Test("a contractor's link opens none of another job's files, and none of the desk or the API")
    func link() async throws {
        try await DeskFixture.use { desk in
            let theirs = try await DoorPlace.make(desk.portal, desk.organization)
            try await desk.portal.createTicket(
                for: desk.organization, TestPortal.ticketBody(title: "Autre", offerTo: ExchangeStage.secondNumber))
            let path = try desk.portal.page(sms: ExchangeStage.secondNumber)
            let phone = desk.portal.client()
            for end in ["", "/thumbnail", "/preview"] {
                let answer = try await phone.get("\(path)/files/\(theirs.file)\(end)")
                let none = try await phone.get("\(path)/files/\(DoorPlace.nowhere.file)\(end)")
                #expect(answer.status == 404)
                let places = [theirs, .nowhere]
                #expect(DoorPlace.plain(answer, without: places) == DoorPlace.plain(none, without: places))
            }
            let token = String(path.split(separator: "/")[1])
            #expect(try await desk.portal.client(key: token).get("/api/v1/tickets").status == 401)
            #expect(try await phone.get("/sign-in/\(token)").status == 410)
            #expect(try await phone.get("/desk/tickets/\(theirs.number)").status == 303)
        }
    }
}
