import Courier
import Domain
import Foundation
import Gateways
import RelaisTesting
import Testing

@Suite("Lists of the desk")
struct DeskListTests {
    @Test("A7 a number leads straight to its ticket, however it was pasted")
    func number() async throws {
        try await DeskFixture.use { (desk) async throws in
            let number = try await desk.create()
            for typed in [number, "%23\(number)", "+\(number)+", "No.%20\(number)"] {
                let answer = try await desk.get("/desk?q=\(typed)")
                #expect(answer.header("Location")?.hasPrefix("/desk/tickets/\(number)") == true, "\(typed)")
            }
            let unknown = try await desk.get("/desk?q=2099-00001")
            #expect(unknown.status == 200)
            #expect(unknown.text.contains("Nothing was found"))
        }
    }

    @Test("words find tickets with and without accents, in Greek and Polish as well")
    func words() async throws {
        try await DeskFixture.use { (desk) async throws in
            let greek = try await desk.create(["title": "Διαρροή στην κουζίνα"])
            let polish = try await desk.create(["title": "Wyciek pod zlewem, Łódź"])
            for (typed, number) in [("διαρροη", greek), ("ΔΙΑΡΡΟΗ", greek), ("lodz", polish), ("Łódź", polish)] {
                let escaped = typed.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
                let page = try await desk.get("/desk?q=\(escaped)")
                #expect(page.text.contains("data-ticket=\"\(number)\""), "\(typed)")
                #expect(page.text.contains("value=\"\(typed)\""))
            }
        }
    }

    @Test("A6 each row says its priority in words")
    func priority() async throws {
        try await DeskFixture.use { (desk) async throws in
            for priority in ["emergency", "high", "normal", "low"] { _ = try await desk.create(["priority": priority]) }
            let page = try await desk.get("/desk")
            for word in ["Emergency", "High priority", "Non-emergency", "Low priority"] {
                #expect(page.text.contains(">\(word)</span>"), "\(word)")
            }
        }
    }

    @Test("older tickets are reached page by page, each once")
    func pages() async throws {
        try await DeskFixture.use { (desk) async throws in
            var made: Set<String> = []
            for index in 1...45 { made.insert(try await desk.create(["title": "Ticket \(index)"])) }
            var (seen, path): ([String], String?) = ([], "/desk?folder=all")
            while let next = path {
                let page = try await desk.get(next)
                seen += page.text.matches(of: /data-ticket="([^"]+)"/).map { String($0.1) }
                path = page.text.firstMatch(of: /href="(\/desk\?after=[^"]+)"/).map {
                    String($0.1).replacing("&amp;", with: "&")
                }
            }
            #expect(seen.count == 45 && Set(seen) == made)
        }
    }

    @Test("E20 a manager reads the desk in his language, and may choose another; his mails follow it")
    func language() async throws {
        try await DeskFixture.use(language: .pl) { (desk) async throws in
            #expect(try await desk.get("/desk").text.contains("Nowe zgłoszenie"))
            let answer = try await desk.post("/desk/language", ["language": "el"])
            #expect(answer.status == 303 && answer.header("Set-Cookie") == nil)
            let page = try await desk.get("/desk")
            #expect(page.text.contains("Νέο αίτημα"))
            #expect(page.text.contains("action=\"/desk/language\"") && page.text.contains("name=\"submission\""))
            _ = try await desk.offer(try await desk.create())
            try await desk.declines(try desk.portal.page(sms: "+33639980001"))
            try await desk.office.courier.drain()
            let mail = try #require(
                desk.office.mail.written.last { $0.to.address == desk.organization.manager.email })
            #expect(mail.plain.contains("απ") || mail.plain.contains("Απ"))
            #expect(try await desk.post("/desk/language", ["language": "xx"]).status == 400)
            #expect(try await desk.get("/desk").text.contains("Νέο αίτημα"))
        }
    }

    @Test("E20 a viewer may choose his language, though he may change nothing else")
    func viewersLanguage() async throws {
        try await DeskFixture.use(role: .viewer) { (desk) async throws in
            #expect(try await desk.post("/desk/language", ["language": "fr"]).status == 303)
            #expect(try await desk.get("/desk").text.contains("<html lang=\"fr\""))
        }
    }

    @Test("an address of the desk that leads nowhere is the desk's own page for a manager, and no other's")
    func unknownAddress() async throws {
        try await DeskFixture.use { (desk) async throws in
            for path in ["/desk/nowhere", "/desk/tickets/2026-00001/nowhere", "/desk/a/b/c"] {
                let page = try await desk.get(path)
                #expect(page.status == 404, "\(path)")
                #expect(page.text.contains("This does not exist") && page.text.contains("href=\"/desk\""), "\(path)")
                let stranger = try await desk.portal.client().get(path)
                #expect(stranger.status == 404 && !stranger.text.contains("href=\"/desk\""), "\(path)")
            }
        }
    }

    @Test("the demo's phone shows what was sent with links that work, and exists only in the demo")
    func phone() async throws {
        try await DeskFixture.use(isDemo: true) { (desk) async throws in
            _ = try await desk.offer(try await desk.create())
            let json = try await desk.get("/phone/messages.json")
            let messages = try #require(try JSONSerialization.jsonObject(with: json.body) as? [[String: Any]])
            let sms = try #require(messages.first { $0["channel"] as? String == "sms" })
            #expect(sms["to"] as? String == "+33639980001")
            let link = try #require((sms["links"] as? [String])?.last)
            #expect(try await desk.portal.client().get(link).label == "to-do/offered")
            #expect(try await desk.get("/phone").text.contains("/t/"))
            #expect(try await desk.get("/").text.contains("/enter/"))
        }
        try await DeskFixture.use { (desk) async throws in
            for path in ["/", "/phone", "/phone/messages.json", "/enter/\(desk.organization.manager.id)"] {
                #expect(try await desk.get(path).status == 404, "\(path)")
            }
        }
    }
}
