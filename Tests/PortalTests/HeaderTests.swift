import Domain
import Foundation
import Gateways
import Intake
import RelaisTesting
import Store
import Testing
import Workflow

/// Every door of a portal that is served as it should be: behind a proxy that speaks https.
@Suite("What every answer says to the browser")
struct HeaderTests {
    private static let publicURL = "https://portal.example"
    private static let methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]

    private struct Stage {
        let portal: TestPortal
        let organization: TestOrganization
        let manager: TestClient
        /// What the names in addresses stand for.
        let names: [String: String]

        func fill(_ path: String) -> String {
            names.reduce(path) { $0.replacing("{\($1.key)}", with: $1.value) }
        }

        /// Every address but those of streams, which do not end.
        var addresses: [String] { portal.paths.filter { !$0.hasSuffix("/live") }.map(fill).sorted() }

        func client(for address: String) -> TestClient {
            address.hasPrefix("/api/") ? portal.client(key: organization.key) : manager
        }
    }

    private static func use(_ test: (Stage) async throws -> Void) async throws {
        let portal = try await TestPortal.start(publicURL: publicURL)
        do {
            try await test(try await stage(portal))
        } catch {
            await portal.stop()
            throw error
        }
        await portal.stop()
    }

    /// A manager who is signed in, and an offered ticket with a message and a file.
    private static func stage(_ portal: TestPortal) async throws -> Stage {
        let organization = try await portal.office.organization(language: .en)
        let number = try await portal.createTicket(
            for: organization, TestPortal.ticketBody(offerTo: ExchangeStage.number))
        let link = try portal.page(sms: ExchangeStage.number)
        let sent = try await portal.client().post(
            link + "/messages",
            multipart: [
                .init("submission", UUID().uuidString), .init("message", "Voici"),
                .init("files", file: "a.pdf", type: "application/pdf", bytes: Data("%PDF-1.4 plan".utf8)),
            ])
        try #require(sent.status == 303)
        let names = try await portal.office.store.read { reader -> [String: String] in
            let id = try #require(try reader.ticketID(number: number, of: organization.organization.id))
            let ticket = try #require(try reader.ticket(id))
            let message = try #require(try reader.deliveries(of: id).first).notice.id
            let file = try #require(try reader.timeline(id).flatMap(\.attachments).first).id
            return [
                "number": number, "token": String(link.dropFirst("/t/".count)), "key": "key", "name": "kannel",
                "secret": "guess", "contractor": "\(try #require(ticket.orders.first).contractor)",
                "task": "\(try #require(ticket.tasks.first).id)", "file": "\(file)", "message": "\(message)",
                "notice": "\(message)",
            ]
        }
        return Stage(
            portal: portal, organization: organization, manager: try await portal.signIn(organization), names: names)
    }

    /// With something in it for every form.
    private static func ask(
        _ client: TestClient, _ method: String, _ address: String, headers: [String: String] = [:]
    ) async throws -> TransferResponse {
        guard ["POST", "PUT", "PATCH"].contains(method) else {
            return try await client.send(method, address, headers: headers)
        }
        if address.hasPrefix("/api/") {
            let body = Data(#"{"title":"Fuite","text":"Bonjour"}"#.utf8)
            return try await client.send(method, address, headers: headers, body: body, type: "application/json")
        }
        let body = Data("message=Bonjour&language=en&email=a%40b.example&submission=\(UUID().uuidString)".utf8)
        return try await client.send(
            method, address, headers: headers, body: body, type: "application/x-www-form-urlencoded")
    }

    /// What holds for an answer whatever was asked.
    private static func check(_ answer: TransferResponse, _ what: String) {
        #expect(answer.header("Strict-Transport-Security") == "max-age=31536000; includeSubDomains", "\(what)")
        #expect(!answer.headers.contains { $0.name.lowercased().hasPrefix("access-control-") }, "\(what)")
        guard let location = answer.header("Location") else { return }
        // Two strokes, or a stroke and a backslash, would be the name of another host.
        let isPath = location.hasPrefix("/") && !["/", "\\"].contains(location.dropFirst().prefix(1))
        #expect(isPath || location.hasPrefix(publicURL + "/"), "\(what): \(location)")
    }

    @Test("every answer binds browsers to https and leads nowhere else, whatever is asked")
    func everyAnswer() async throws {
        try await Self.use { stage in
            var (asked, led) = (0, 0)
            for address in stage.addresses {
                for method in Self.methods {
                    let answer = try await Self.ask(stage.client(for: address), method, address)
                    Self.check(answer, "\(method) \(address)")
                    asked += 1
                    led += answer.header("Location") == nil ? 0 : 1
                }
            }
            #expect(asked > 400 && led > 30, "\(asked), \(led)")
        }
    }

    @Test("a page of another origin is told by no answer that it may read it, nor send what it may not")
    func otherOrigins() async throws {
        try await Self.use { stage in
            let foreign = [
                "Origin": "https://evil.example", "Access-Control-Request-Method": "PATCH",
                "Access-Control-Request-Headers": "authorization",
            ]
            // Nobody follows live whom nobody knows: those answers do end.
            for address in stage.addresses + ["/desk/live", "/t/nothing/live"] {
                for method in ["GET", "POST", "OPTIONS"] {
                    let answer = try await Self.ask(stage.portal.client(), method, address, headers: foreign)
                    Self.check(answer, "\(method) \(address)")
                }
                let known = try await Self.ask(stage.client(for: address), "OPTIONS", address, headers: foreign)
                Self.check(known, "OPTIONS \(address), by who may")
            }
        }
    }

    @Test("where a manager is led back to comes from no other host's address")
    func referers() async throws {
        try await Self.use { stage in
            for referer in [
                "https://evil.example/desk", "https://evil.example//evil.example/desk", "https:///evil.example",
                "https://evil.example/deskevil", "javascript://x/%0Aalert(1)", "//evil.example/desk/", "\\evil.example",
            ] {
                let answer = try await stage.manager.post(
                    "/desk/language", form: [("language", "en"), ("submission", UUID().uuidString)],
                    headers: ["Referer": referer])
                #expect(answer.status == 303)
                #expect(answer.header("Location").map { $0 == "/desk" || $0.hasPrefix("/desk/") } == true, "\(referer)")
                Self.check(answer, referer)
            }
        }
    }

    @Test("TRACE is refused at every address, and gives nothing back")
    func trace() async throws {
        try await Self.use { stage in
            for address in stage.addresses {
                for client in [stage.manager, stage.portal.client()] {
                    let answer = try await client.send("TRACE", address, headers: ["X-Probe": "given-back"])
                    #expect([404, 405].contains(answer.status), "\(address): \(answer.status)")
                    #expect(!answer.text.contains("given-back"), "\(address)")
                }
            }
        }
    }

    /// What each cookie of an answer says of itself.
    private static func attributes(of answer: TransferResponse) -> [String: Set<String>] {
        let lines = answer.headers.filter { $0.name.lowercased() == "set-cookie" }.map { $0.value }
        let cookies = lines.map { line -> (String, Set<String>) in
            let parts = line.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
            return (String((parts.first ?? "").prefix { $0 != "=" }), Set(parts.dropFirst()))
        }
        return Dictionary(cookies) { $1 }
    }

    @Test("the session's cookie, and every other, is for this host alone, for https and for no script")
    func cookies() async throws {
        try await Self.use { stage in
            let (browser, token) = (stage.portal.client(), SecretToken.random().text)
            _ = try await stage.portal.office.workflow.perform(
                PrepareSignIn(hash: Digest.hex(of: token), manager: stage.organization.manager.id))
            let entered = try await browser.post("/sign-in/\(token)", form: [])
            let looked = try await browser.get(stage.fill("/desk/tickets/{number}"))
            let left = try await browser.post("/sign-out", form: [])
            let (session, recent) = ("__Host-relais", "__Host-relais-recent")
            for (answer, names) in [(entered, [session]), (looked, [recent]), (left, [session, recent])] {
                let cookies = Self.attributes(of: answer)
                #expect(cookies.keys.sorted() == names)
                for (name, attributes) in cookies {
                    #expect(attributes.isSuperset(of: ["Path=/", "Secure", "HttpOnly", "SameSite=Lax"]), "\(name)")
                    #expect(!attributes.contains { $0.lowercased().hasPrefix("domain") }, "\(name)")
                }
            }
            #expect(Self.attributes(of: left).values.allSatisfy { $0.contains("Max-Age=0") })
            // The page that it opens does not hold it: no script can read it there either.
            let line = try #require(entered.header("Set-Cookie"))
            let secret = String(try #require(line.firstMatch(of: /relais=([0-9A-Za-z]{32});/)).1)
            #expect(looked.status == 200)
            #expect(!looked.text.contains(secret) && !entered.text.contains(secret))
        }
    }

    @Test("every page of the desk offers to sign out, but for the printed one")
    func signOut() async throws {
        try await Self.use { stage in
            var pages = 0
            for address in stage.addresses where address.hasPrefix("/desk") && !address.hasSuffix("/print") {
                let answer = try await stage.manager.get(address)
                let isPage = answer.header("Content-Type")?.hasPrefix("text/html") == true
                guard answer.status == 200, isPage else { continue }
                pages += 1
                #expect(answer.text.contains("<form method=\"post\" action=\"/sign-out\">"), "\(address)")
            }
            #expect(pages > 15, "\(pages)")
        }
    }
}
