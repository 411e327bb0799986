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

    @Test("E20 a manager reads the desk in his language, and may choose another")
    func language() async throws {
        try await DeskFixture.use(language: .pl) { (desk) async throws in
            #expect(try await desk.get("/desk").text.contains("Nowe zgłoszenie"))
            #expect(try await desk.post("/desk/language", ["language": "el"]).status == 303)
            #expect(try await desk.get("/desk").text.contains("Νέο αίτημα"))
        }
    }

    @Test("contractors are listed, opened and changed; a changed number kills the old link")
    func contractors() async throws {
        try await DeskFixture.use { (desk) async throws in
            let number = try await desk.create()
            _ = try await desk.offer(number)
            let link = try desk.portal.page(sms: "+33639980001")
            let list = try await desk.get("/desk/contractors?q=plomb")
            let path = try #require(
                list.text.firstMatch(of: /href="(\/desk\/contractors\/[0-9]+)"/).map { String($0.1) })
            #expect(try await desk.get(path).text.contains(number))
            #expect(try await desk.get(path + "/edit").text.contains("value=\"contact@martin.example\""))
            var fields = DeskFixture.plumber
            fields["phone"] = "06 39 98 00 07"
            let page = try await desk.done(path + "/edit", fields)
            #expect(page.text.contains("tel:+33639980007"))
            #expect(try await desk.portal.client().get(link).status == 410)
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
