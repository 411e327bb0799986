import Domain
import Foundation
import RelaisTesting
import Testing

/// The visit and its end, from the office's side (T21, T27, T40).
@Suite struct APIVisitTests {
    @Test("B23 E16 the office moves the visit by the site's clock; it counts once the contractor says yes")
    func schedule() async throws {
        try await APIFixture.use { fixture in
            let number = try await fixture.job(.accept)
            let moved = try await fixture.act(
                number, "schedule", ["appointment": "2026-11-23T09:00", "note": "L’occupante est absente avant"])
            #expect(moved.status == 200, "\(moved.text)")
            #expect(moved.json["order"]["appointment"].text == "2026-11-23T09:00")
            #expect(moved.json["order"]["timeZone"].text == "Europe/Paris")
            #expect(moved.json["order"]["awaitsConfirmation"].flag == true)
            let event = try #require(try await fixture.events(number).last)
            #expect(event["type"].text == "visitMoved")
            #expect(event["data"]["note"].text == "L’occupante est absente avant")
            #expect(event["data"]["appointment"].text == "2026-11-23T09:00")
        }
    }

    @Test("P28 P29 P42 a date that has passed, does not exist or is none is refused and the old one stays")
    func dates() async throws {
        try await APIFixture.use { fixture in
            let number = try await fixture.job(.accept)
            let before = try await fixture.api.get("tickets/\(number)").body
            let cases: [(Any, String)] = [
                (NSNull(), "required"), ("", "localDateTime.unreadable"), ("2026-11-31T09:00", "date.nonexistent"),
                ("2026-11-16T09:00", "date.past"), ("2027-03-28T02:30", "time.skipped"), (20_261_123, "type.text"),
                ("2040-01-01T09:00", "date.tooFar"), ("23/11/2026 9h", "localDateTime.unreadable"),
            ]
            for (appointment, key) in cases {
                let answer = try await fixture.act(number, "schedule", ["appointment": appointment])
                #expect(answer.problems == ["appointment: \(key)"])
            }
            #expect(try await fixture.api.get("tickets/\(number)").body == before)
            let offered = try await fixture.job()
            try await fixture.expectConflict(offered, "schedule", ["appointment": "2026-11-23T09:00"])
        }
    }

    @Test("T27 a report that does not satisfy goes back with a note, and the completion is owed again")
    func sendBack() async throws {
        try await APIFixture.use { fixture in
            let number = try await fixture.job(.accept, .complete)
            #expect(try await fixture.ticket(number)["label"].text == "in-progress/to-check")
            let silent = try await fixture.act(number, "report-decision", ["accepted": false])
            #expect(silent.problems == ["note: required"])
            let back = try await fixture.act(
                number, "report-decision", ["accepted": false, "note": "Le robinet goutte encore"])
            #expect(back.status == 200, "\(back.text)")
            #expect(back.json["label"].text == "in-progress/incomplete")
            #expect(back.json.tasks("completion").last?["status"].text == "open")
            #expect(try await fixture.events(number).last?["data"]["note"].text == "Le robinet goutte encore")
            try await fixture.expectConflict(number, "report-decision", ["accepted": true])
            try await fixture.does(.complete, number)
            let accepted = try await fixture.act(number, "report-decision", ["accepted": true])
            #expect(accepted.json["label"].text == "resolved", "\(accepted.text)")
        }
    }

    @Test("D15 D16 a ticket with open tasks is not resolved, and the answer names them")
    func resolve() async throws {
        try await APIFixture.use { fixture in
            let number = try await fixture.job(.accept)
            let refused = try await fixture.act(number, "resolution", ["method": "communicated"])
            #expect(refused.status == 409)
            #expect(refused.problems == [": refusal.tasksOpen"])
            let said = try #require(refused.json["detail"].text)
            #expect(said.contains("presence") && said.contains("completion"))
            try await fixture.does(.complete, number)
            for wrong: Any in [NSNull(), "spam", "merged", 1, ""] {
                let answer = try await fixture.act(number, "resolution", ["method": wrong])
                #expect(answer.status == 422)
                #expect(answer.json["errors"][0]["field"].text == "method")
            }
            let resolved = try await fixture.act(number, "resolution", ["method": "communicated", "note": "Réglé"])
            #expect(resolved.status == 200, "\(resolved.text)")
            #expect(resolved.json["phase"].text == "resolved")
            #expect(resolved.json.tasks("invoice").first?["status"].text == "open")
            try await fixture.expectConflict(number, "resolution", ["method": "communicated"])
        }
    }
}
