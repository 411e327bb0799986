import Domain
import Foundation
import RelaisTesting
import Rendering
import Testing

@Suite struct APIAccessTests {
    @Test("P16 no key, an unreadable, an unknown and a cut one get one and the same answer")
    func keys() async throws {
        try await APIFixture.use { fixture in
            let number = try await fixture.create()
            var answers: [APIClient.Answer] = []
            let key = try #require(fixture.api.key)
            for wrong in [nil, "", "short", String(key.dropLast()), String(repeating: "A", count: 32), key + "x"] {
                var caller = fixture.api
                caller.key = wrong
                answers.append(try await caller.get("tickets/\(number)"))
                answers.append(try await caller.get("tickets/2026-99999"))
                answers.append(try await caller.post("tickets", APIFixture.ticket))
            }
            #expect(answers.allSatisfy { $0.status == 401 })
            #expect(Set(answers.map(\.text)).count == 1)
            #expect(answers.allSatisfy { $0.header("WWW-Authenticate")?.hasPrefix("Bearer") == true })
            #expect(answers[0].header("Content-Type") == "application/problem+json")
            var bare = fixture.api
            bare.key = nil
            let basic = try await bare.get("tickets", headers: ["Authorization": "Basic \(key)"])
            #expect(basic.status == 401)
            let lower = try await bare.get("tickets", headers: ["Authorization": "bearer \(key)"])
            #expect(lower.status == 200)
        }
    }

    @Test("P16 who guesses keys is slowed down, who has one is not")
    func guesses() async throws {
        try await APIFixture.use { fixture in
            var guesser = fixture.api
            var statuses: [Int] = []
            for guess in 0..<40 {
                guesser.key = String(repeating: "B", count: 40) + String(guess)
                statuses.append(try await guesser.get("tickets").status)
            }
            #expect(statuses.first == 401)
            #expect(statuses.last == 429)
            #expect(try await guesser.get("tickets").header("Retry-After") == "60")
            #expect(try await fixture.api.get("tickets").status == 200)
        }
    }

    @Test("P16 another organization's ticket is answered like one that does not exist, whatever is asked")
    func strangers() async throws {
        try await APIFixture.use { fixture in
            let number = try await fixture.create(APIFixture.ticket(["offerTo": APIFixture.plumber]))
            let before = try await fixture.api.get("tickets/\(number)").body
            let stranger = try await fixture.stranger()
            for path in ["", "/events"] {
                let theirs = try await stranger.get("tickets/\(number)\(path)")
                let none = try await stranger.get("tickets/2026-99999\(path)")
                #expect(theirs.status == 404)
                #expect(theirs.body == none.body)
            }
            let acts: [(String, [String: Any])] = [
                ("offer", ["contractor": APIFixture.electrician]), ("messages", ["text": "Bonjour"]),
                ("withdrawal", ["reason": "no"]), ("submission", [:]),
            ]
            for (act, body) in acts {
                let theirs = try await stranger.post("tickets/\(number)/\(act)", body)
                let none = try await stranger.post("tickets/2026-99999/\(act)", body)
                #expect(theirs.status == 404, "\(act): \(theirs.text)")
                #expect(theirs.body == none.body)
            }
            #expect(try await stranger.get("tickets").json["tickets"].list.isEmpty)
            #expect(try await fixture.api.get("tickets/\(number)").body == before)
        }
    }

    @Test("a number that is no number, and an address that is not there, are 404 as a problem")
    func unknown() async throws {
        try await APIFixture.use { fixture in
            for path in ["tickets/1", "tickets/2026-1", "tickets/%00", "tickets/2026-00001'--", "nothing", ""] {
                let answer = try await fixture.api.get(path)
                #expect(answer.status == 404, "\(path): \(answer.text)")
                #expect(answer.header("Content-Type") == "application/problem+json")
            }
        }
    }

    @Test("a wrong method is 405 and names the right ones")
    func methods() async throws {
        try await APIFixture.use { fixture in
            let number = try await fixture.create()
            let expected = [
                ("DELETE", "tickets", "GET, HEAD, POST"), ("PUT", "tickets/\(number)", "GET, HEAD, PATCH"),
                ("POST", "tickets/\(number)", "GET, HEAD, PATCH"), ("GET", "tickets/\(number)/offer", "POST"),
                ("PATCH", "tickets/\(number)/messages", "GET, HEAD, POST"),
            ]
            for (method, path, allowed) in expected {
                let answer = try await fixture.api.send(method, path)
                #expect(answer.status == 405, "\(method) \(path): \(answer.text)")
                #expect(answer.header("Allow") == allowed)
                #expect(answer.header("Content-Type") == "application/problem+json")
            }
            let head = try await fixture.api.send("HEAD", "tickets/\(number)")
            #expect(head.status == 200)
        }
    }

    @Test(
        "a body that is no JSON object in UTF-8 is 400, and nothing comes of it",
        arguments: [
            Data(), Data("{".utf8), Data("[]".utf8), Data("\"x\"".utf8), Data("null".utf8), Data("{} {}".utf8),
            Data("{'a': 1}".utf8), Data([0x7B, 0x22, 0xFF, 0x22, 0x3A, 0x31, 0x7D]), Data("{\"a\": \"\\ud800\"}".utf8),
            Data("{\"a\": 1e999}".utf8), Data(String(repeating: "{\"a\":", count: 5_000).utf8),
            Data(String(repeating: "[", count: 100_000).utf8), Data("{}".utf16.flatMap { [UInt8($0), 0] }),
        ])
    func broken(body: Data) async throws {
        try await APIFixture.use { fixture in
            let answer = try await fixture.api.send(
                "POST", "tickets", body: body, type: "application/json")
            #expect(answer.status == 400, "\(answer.text)")
            #expect(answer.problems == [": json.unreadable"])
            #expect(try await fixture.api.get("tickets").json["tickets"].list.isEmpty)
        }
    }

    @Test("a body of another type is 415, and one that is too large 413")
    func wrongBodies() async throws {
        try await APIFixture.use { fixture in
            let body = try JSONSerialization.data(withJSONObject: APIFixture.ticket)
            for type in ["text/plain", "application/x-www-form-urlencoded", "application/json; charset=iso-8859-7"] {
                let answer = try await fixture.api.send("POST", "tickets", body: body, type: type)
                #expect(answer.status == 415, "\(type): \(answer.text)")
            }
            let packed = try await fixture.api.send(
                "POST", "tickets", headers: ["Content-Encoding": "gzip"], body: body, type: "application/json")
            #expect(packed.status == 415)
            let large = APIFixture.ticket(["description": String(repeating: "x", count: 300_000)])
            let answer = try await fixture.api.post("tickets", large)
            #expect(answer.status == 413)
            #expect(answer.problems == [": body.tooLarge"])
            let plain = try await fixture.api.send(
                "POST", "tickets", body: body, type: "Application/JSON; Charset=\"UTF-8\"")
            #expect(plain.status == 201, "\(plain.text)")
        }
    }

    @Test("E20 the messages of an answer are in the language that is asked for, else in English")
    func language() async throws {
        try await APIFixture.use { fixture in
            for (header, text) in [
                ("fr-FR", "Ce champ est obligatoire."), ("pl", "To pole jest wymagane."), ("de", "This is required."),
            ] {
                let answer = try await fixture.api.post("tickets", [:], headers: ["Accept-Language": header])
                #expect(answer.json["errors"][0]["message"].text == text)
            }
            #expect(fixture.office.renderer.misses.all.isEmpty)
        }
    }
}
