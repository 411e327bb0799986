import Domain
import Foundation
import RelaisTesting
import Testing

/// A contractor's price, decided by another program (T31 to T34).
@Suite struct APIQuoteTests {
    @Test("B22 E16 an approved quote is the limit; with an agreed date the job goes on")
    func approve() async throws {
        try await APIFixture.use { fixture in
            let number = try await fixture.job(.accept)
            try await fixture.does(.quote, number, amount: 61_250)
            let waiting = try await fixture.ticket(number)
            #expect(waiting["label"].text == "waiting/decision")
            #expect(waiting["order"]["quote"]["amount"]["amount"].number == 61_250)
            #expect(waiting["order"]["quote"]["amount"]["currency"].text == "EUR")
            #expect(waiting["order"]["quote"]["status"].text == "pending")
            #expect(waiting["order"]["quote"]["validUntil"].text == "2026-12-16T22:59:00Z")
            #expect(waiting["order"]["notToExceed"]["amount"].number == 45_000)
            #expect(waiting.tasks("quoteDecision").first?["assignee"]["kind"].text == "manager")
            let approved = try await fixture.act(number, "quote-decision", ["approved": true])
            #expect(approved.status == 200, "\(approved.text)")
            #expect(approved.json["label"].text == "in-progress/dispatch-confirmed")
            #expect(approved.json["order"]["quote"]["status"].text == "approved")
            #expect(approved.json["order"]["notToExceed"]["amount"].number == 61_250)
            try await fixture.expectConflict(number, "quote-decision", ["approved": true])
            try await fixture.expectConflict(number, "quote-decision", ["approved": false, "reason": "Non"])
        }
    }

    @Test("B22 of a price asked for first, approval offers the job to the same firm")
    func approveWithoutDate() async throws {
        try await APIFixture.use { fixture in
            let number = try await fixture.quoteRequest(.quote)
            let approved = try await fixture.act(number, "quote-decision", ["approved": true])
            #expect(approved.json["label"].text == "to-do/offered", "\(approved.text)")
            #expect(approved.json.tasks("answer").last?["status"].text == "open")
        }
    }

    @Test("B22 a refusal needs its reason, which stands among the events")
    func refuse() async throws {
        try await APIFixture.use { fixture in
            let number = try await fixture.job(.accept, .quote)
            for reason: Any in [NSNull(), "", " \u{202E}\n"] {
                let answer = try await fixture.act(number, "quote-decision", ["approved": false, "reason": reason])
                #expect(answer.status == 422)
                #expect(answer.json["errors"][0]["field"].text == "reason")
            }
            let refused = try await fixture.act(number, "quote-decision", ["approved": false, "reason": "Trop cher"])
            #expect(refused.status == 200, "\(refused.text)")
            #expect(refused.json["order"]["quote"]["status"].text == "refused")
            #expect(refused.json["order"]["notToExceed"]["amount"].number == 45_000)
            let event = try #require(try await fixture.events(number).last { $0["type"].text == "quoteRefused" })
            #expect(event["data"]["reason"].text == "Trop cher")
            #expect(event["channel"].text == "api")
        }
    }

    @Test("B22 a quote whose validity is over cannot be approved any more")
    func expired() async throws {
        try await APIFixture.use { fixture in
            let number = try await fixture.job(.accept, .quote)
            try await fixture.office.advance(.days(31), steps: 31)
            #expect(try await fixture.ticket(number)["order"]["quote"]["status"].text == "expired")
            try await fixture.expectConflict(number, "quote-decision", ["approved": true])
        }
    }

    @Test("a decision about a quote that nobody sent is 409, and one that says nothing 422")
    func nothingToDecide() async throws {
        try await APIFixture.use { fixture in
            let offered = try await fixture.job()
            try await fixture.expectConflict(offered, "quote-decision", ["approved": true])
            let number = try await fixture.job(.accept, .quote)
            let cases: [([String: Any], String)] = [
                ([:], "approved: required"), (["approved": "true"], "approved: type.flag"),
                (["approved": 1], "approved: type.flag"), (["approved": NSNull()], "approved: required"),
                (["approved": true, "reason": 3], "reason: type.text"),
            ]
            for (body, problem) in cases {
                #expect(try await fixture.act(number, "quote-decision", body).problems == [problem], "\(body)")
            }
            try await fixture.expectConflict(number, "limit", ["amount": 60_000])
        }
    }
}
