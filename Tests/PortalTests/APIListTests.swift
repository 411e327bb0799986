import Domain
import Foundation
import RelaisTesting
import Testing

@Suite struct APIListTests {
    @Test("a list is filtered by label, site, contractor, priority and words, and all of them together")
    func filters() async throws {
        try await APIFixture.use { fixture in
            let offered = try await fixture.create(
                APIFixture.ticket(["offerTo": APIFixture.plumber, "priority": "emergency"]))
            let other = try await fixture.create(
                APIFixture.ticket([
                    "title": "Πόρτα που δεν κλείνει",
                    "site": ["name": "Το Στέκι", "address": "Αθήνα"] as [String: Any],
                ]))
            let first = try await fixture.api.get("tickets/\(offered)").json
            let site = try #require(first["site"]["id"].text)
            let contractor = try #require(first["order"]["contractor"]["id"].text)
            func numbers(_ query: String) async throws -> [String?] {
                let answer = try await fixture.api.get("tickets?\(query)")
                try #require(answer.status == 200, "\(query): \(answer.text)")
                return answer.json["tickets"].list.map { $0["number"].text }
            }
            #expect(try await numbers("") == [other, offered])
            #expect(try await numbers("label=to-do/offered") == [offered])
            #expect(try await numbers("label=to-do%2Fnew") == [other])
            #expect(try await numbers("priority=emergency") == [offered])
            #expect(try await numbers("site=\(site)") == [offered])
            #expect(try await numbers("site=S-1") == [offered])
            #expect(try await numbers("contractor=\(contractor)") == [offered])
            #expect(try await numbers("contractor=C-1") == [offered])
            #expect(try await numbers("q=FUITE") == [offered])
            #expect(try await numbers("q=%CF%80%CE%BF%CF%81%CF%84%CE%B1") == [other])
            #expect(try await numbers("q=%23\(other)") == [other])
            #expect(try await numbers("q=EVIER") == [other, offered])
            #expect(
                try await numbers("site=\(site)&contractor=C-1&priority=emergency&label=to-do/offered&q=evi") == [
                    offered
                ])
            #expect(try await numbers("site=\(site)&priority=low").isEmpty)
            #expect(try await numbers("site=12345&label=").isEmpty)
            #expect(try await numbers("contractor=nobody").isEmpty)
        }
    }

    @Test("a list comes by the page, newest first, each ticket once")
    func pages() async throws {
        try await APIFixture.use { fixture in
            var made: [String] = []
            for _ in 0..<5 { made.append(try await fixture.create()) }
            var seen: [String?] = []
            var next: String? = ""
            while let after = next {
                let page = try await fixture.api.get("tickets?limit=2&after=\(after)").json
                #expect(page["tickets"].list.count <= 2)
                seen += page["tickets"].list.map { $0["number"].text }
                next = page["next"].text
            }
            #expect(seen == made.reversed())
        }
    }

    @Test("what cannot be asked is named, all of it at once")
    func problems() async throws {
        try await APIFixture.use { fixture in
            let answer = try await fixture.api.get("tickets?label=open&priority=1&limit=0&after=x")
            #expect(answer.status == 422)
            #expect(
                answer.problems == [
                    "label: choice.notOneOf", "priority: choice.notOneOf", "limit: number.range",
                    "after: after.unreadable",
                ])
            #expect(try await fixture.api.get("tickets?limit=201").status == 422)
            #expect(try await fixture.api.get("tickets?limit=200").status == 200)
        }
    }
}
