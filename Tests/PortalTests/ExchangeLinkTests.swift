import Courier
import Domain
import Foundation
import Gateways
import Intake
import RelaisTesting
import Store
import Testing
import Workflow

@Suite("Links of contractors")
struct ExchangeLinkTests {
    private static func forgeries(of token: String) throws -> [String] {
        func changed(_ index: Int) -> String {
            var characters = Array(token)
            characters[index] = characters[index] == "A" ? "B" : "A"
            return String(characters)
        }
        func foreign(_ id: Character) throws -> String {
            let key = LinkKey(id: id, secret: [UInt8](repeating: 7, count: 32), mints: true)
            return try LinkKeyring(load: { [key] }).mint(LinkKeyring.randomLinkID())
        }
        return try [
            String(token.dropLast()), token + "A", changed(0), changed(1), changed(9), changed(10), changed(31),
            String(token.reversed()), foreign("a"), foreign("Z"), String(repeating: "0", count: 32), "x", "1",
            "%00", "..%2F..%2Fdesk", "%F0%9F%94%91", String(repeating: "a", count: 4000),
        ]
    }

    @Test("P16 forged, truncated and foreign links get one quiet 404, and the database is not asked")
    func forged() async throws {
        try await ExchangeStage.use { stage in
            let expected = try await stage.phone.get("/t/nothing").sight
            try stage.office.store.close()
            for token in try Self.forgeries(of: stage.token) {
                for rest in ["", "/answer", "/live", "/files/1"] {
                    let answer = try await stage.phone.get("/t/\(token)\(rest)")
                    if answer.status == 429 { stage.office.travel.advance(.minutes(1)) }
                    let again = answer.status == 429 ? try await stage.phone.get("/t/\(token)\(rest)") : answer
                    #expect(again.sight == expected, "\(token.prefix(40))\(rest)")
                }
                stage.office.travel.advance(.minutes(1))
                for act in ["answer", "renewal", "opening", "messages", "files/1/removal"] {
                    let answer = try await stage.post(act, [("decision", "accept")], to: "/t/\(token)")
                    #expect(answer.sight == expected, "\(token.prefix(40)) \(act)")
                }
            }
            // A genuine one does ask: so the database was really shut.
            #expect(try await stage.phone.get(stage.path).status == 500)
        }
    }

    @Test("P16 a link that is signed and that the database does not know is answered like a forged one, at every door")
    func unknown() async throws {
        try await ExchangeStage.use { stage in
            // As after an older backup was restored.
            let lost = try stage.office.links.mint(LinkKeyring.randomLinkID())
            let key = LinkKey(id: "a", secret: [UInt8](repeating: 7, count: 32), mints: true)
            let forged = try LinkKeyring(load: { [key] }).mint(LinkKeyring.randomLinkID())
            var asked = 0
            for path in stage.portal.paths.sorted() where path.hasPrefix("/t/") {
                // Guesses are counted by the minute.
                stage.office.travel.advance(.minutes(1))
                for method in ["GET", "HEAD", "POST", "PATCH", "DELETE"] {
                    let expected = try await ask(method, path, token: forged, of: stage)
                    #expect([404, 405].contains(expected.status), "\(method) \(path): \(expected.status)")
                    let answer = try await stage.unchanged("by \(method) \(path)") {
                        try await ask(method, path, token: lost, of: stage)
                    }
                    #expect(answer.sight == expected.sight, "\(method) \(path)")
                    asked += 1
                }
            }
            #expect(asked > 80)
        }
    }

    /// Everything that any form or file below a link brings.
    private func ask(
        _ method: String, _ path: String, token: String, of stage: ExchangeStage
    ) async throws -> TransferResponse {
        let address = path.replacing("{token}", with: token).replacing("{file}", with: "1")
            .replacing("{key}", with: "key")
        switch method {
        case "POST":
            let fields = [("decision", "accept"), ("message", "Hello"), ("submission", UUID().uuidString)]
            return try await stage.phone.post(address, form: fields)
        case "PATCH":
            return try await stage.phone.send(
                method, address + "?size=4&name=a.pdf", headers: ["Upload-Offset": "0"], body: Data("%PDF".utf8),
                type: "application/octet-stream")
        default: return try await stage.phone.send(method, address + "?size=4&name=a.pdf")
        }
    }

    @Test("P31 what a phone glues to the link is ignored, and is not carried on")
    func glued() async throws {
        try await ExchangeStage.use { stage in
            let junk = [".", ",", ")", "%20", "%C2%BB", "_", "-", "%3E", "...", ";", "%E2%80%A6", "*", "'", "!)"]
            for end in junk {
                let page = LoopPage(try await stage.phone.get(stage.path + end))
                #expect(page.status == 200, "\(end)")
                let actions = page.forms.map(\.action)
                #expect(actions.count == 4)
                #expect(actions.allSatisfy { $0.hasPrefix(stage.path + "/") })
            }
            let answer = try await stage.accept(to: stage.path + ".")
            #expect(answer.header("Location")?.hasPrefix("\(stage.path)?done=") == true)
        }
    }

    @Test("P16 who guesses is slowed down; who has a link is not, and a minute later all is well")
    func guesses() async throws {
        try await ExchangeStage.use { stage in
            var statuses: [Int] = []
            for guess in 0..<65 { statuses.append(try await stage.phone.get("/t/guess\(guess)").status) }
            #expect(statuses.prefix(60).allSatisfy { $0 == 404 })
            #expect(statuses.suffix(5).allSatisfy { $0 == 429 })
            #expect(try await stage.page().status == 200)
            stage.office.travel.advance(.minutes(1))
            #expect(try await stage.phone.get("/t/guess").status == 404)
        }
    }

    @Test("an expired link says so with 410 and shows nothing of the job; extended, it opens again")
    func expired() async throws {
        try await ExchangeStage.use { stage in
            let link = try #require(stage.office.links.verify(stage.token))
            let soon = stage.office.travel.now + .hours(1)
            try await stage.office.store.write { try $0.extend(link, until: soon) }
            #expect(try await stage.page().status == 200)
            stage.office.travel.advance(.hours(1))
            try await stage.unchanged {
                let page = try await stage.page()
                #expect(page.status == 410)
                #expect(page.text.contains("This link has expired"))
                #expect(page.text.contains("Régie Bellecour"))
                for secret in ["évier", "Lilas", "Odile", stage.ticket.number] { #expect(!page.html.contains(secret)) }
                #expect(try await stage.accept().status == 410)
                #expect(try await stage.send("Hello").status == 410)
                #expect(try await stage.phone.get(stage.path + "/live").status == 404)
                #expect(try await stage.phone.send("HEAD", stage.path).status == 410)
            }
            try await stage.office.store.write { try $0.extend(link, until: nil) }
            #expect(try await stage.page().status == 200)
        }
    }

    @Test("P37 a changed number kills its links, and the next message brings one that works")
    func revoked() async throws {
        try await ExchangeStage.use { stage in
            let order = try #require(try await stage.stored.orders.first)
            var form = ExchangeStage.plumber()
            form.contacts[0].phone = "+33639980007"
            form.contacts[0].id = try await stage.office.store.read { reader in
                try reader.contractor(order.contractor)?.contacts.first?.id
            }
            _ = try await stage.office.workflow.perform(
                SaveContractor(order.contractor, form: form, manager: stage.organization.manager.id))
            let page = try await stage.page()
            #expect(page.status == 410)
            #expect(!page.html.contains("évier"))
            #expect(try await stage.accept().status == 410)
            #expect(try await stage.send("Hello").status == 410)
            try await stage.managerWrites("Are you there?")
            try await stage.office.courier.drain()
            let fresh = try stage.portal.page(sms: "+33639980007")
            #expect(fresh != stage.path)
            #expect(try await stage.phone.get(fresh).status == 200)
            #expect(try await stage.phone.get(stage.path).status == 410)
        }
    }

    @Test("P32 each link begins with the public address, alone on the last line of the SMS, and pages name no other")
    func publicAddress() async throws {
        var setting = ExchangeStage.Setting()
        setting.contractor = TestOffice.plumber(language: .en)
        try await ExchangeStage.use(setting) { stage in
            let text = try #require(stage.office.sms.written.last?.text)
            #expect(text.split(separator: "\n").last.map(String.init) == stage.portal.url + stage.path)
            let mail = try #require(stage.office.mail.sent.first { $0.to.address.contains("martin") })
            let addresses = "\(mail)".matches(of: /https?:\/\/[^\s"<>)]+/).map { String($0.0) }
            #expect(!addresses.isEmpty)
            #expect(addresses.allSatisfy { $0.hasPrefix(stage.portal.url + "/") }, "\(addresses)")
        }
    }
}
