import Domain
import Foundation
import RelaisTesting
import Testing

/// Asking a contractor for something, and no longer (T28 to T30).
@Suite struct APIAskTests {
    @Test("D15 E16 an ask is a task of the ticket with who owes it until when; asked again it is the same one")
    func ask() async throws {
        try await APIFixture.use { fixture in
            let number = try await fixture.job(.accept)
            let body: [String: Any] = [
                "kind": "quote", "text": "Avec la remise en état du mur", "due": "2026-11-18T12:00:00+01:00",
            ]
            let asked = try await fixture.act(number, "asks", body)
            #expect(asked.status == 200, "\(asked.text)")
            #expect(asked.json["label"].text == "waiting/quote")
            let task = try #require(asked.json.tasks("quote").first)
            #expect(task["status"].text == "open")
            #expect(task["due"].text == "2026-11-18T11:00:00Z")
            #expect(task["assignee"]["kind"].text == "contractor")
            #expect(task["assignee"]["name"].text == "Plomberie Martin")
            let message = try await fixture.act(number, "asks", ["kind": "message", "text": "Quel robinet ?"])
            #expect(message.json.tasks("message").first?["due"].isNull == false)
            let again = try await fixture.act(number, "asks", ["kind": "message", "text": "Alors ?"])
            #expect(again.json.tasks("message").count == 1)
            let last = try #require(try await fixture.events(number).last)
            #expect(last["type"].text == "askedAgain")
            #expect(last["data"]["text"].text == "Alors ?")
            #expect(last["actor"]["kind"].text == "api")
        }
    }

    @Test("D15 an ask that is cancelled is seen so, and the ticket goes on where it stood")
    func cancel() async throws {
        try await APIFixture.use { fixture in
            let number = try await fixture.job(.accept)
            let asked = try await fixture.act(number, "asks", ["kind": "quote"]).json
            let task = try #require(asked.tasks("quote").first?["id"].text)
            let path = "tickets/\(number)/asks/\(task)/cancellation"
            let cancelled = try await fixture.api.send("POST", path)
            #expect(cancelled.status == 200, "\(cancelled.text)")
            #expect(cancelled.json["label"].text == "in-progress/dispatch-confirmed")
            #expect(cancelled.json.tasks("quote").map { $0["status"].text } == ["cancelled"])
            #expect(try await fixture.events(number).last?["type"].text == "askCancelled")
            try await fixture.expectConflict(number, "asks/\(task)/cancellation", [:])
        }
    }

    @Test("an act on a task that was taken away a second ago is 409, on one that never was 404")
    func gone() async throws {
        try await APIFixture.use { fixture in
            let number = try await fixture.job(.accept)
            let task = try #require(try await fixture.ticket(number).tasks("presence").first?["id"].text)
            let other = try await fixture.job(.accept)
            #expect(try await fixture.act(other, "asks/\(task)/cancellation", [:]).status == 404)
            for never in ["1", "0", "-1", "x", "9223372036854775807", "99999999999999999999", "%00"] {
                let answer = try await fixture.act(number, "asks/\(never)/cancellation", [:])
                #expect(answer.status == 404, "\(never): \(answer.text)")
                #expect(answer.header("Content-Type") == "application/problem+json")
            }
            #expect(try await fixture.act(number, "withdrawal", ["reason": "Annulé"]).status == 200)
            try await fixture.expectConflict(number, "asks/\(task)/cancellation", [:])
            try await fixture.expectConflict(number, "asks", ["kind": "presence"])
        }
    }

    @Test("what cannot be asked for from here is 409: without a contractor, before his answer, after the end")
    func conflicts() async throws {
        try await APIFixture.use { fixture in
            let alone = try await fixture.create()
            let draft = try await fixture.create(["draft": true])
            for kind in ["quote", "presence", "completion", "invoice"] {
                try await fixture.expectConflict(alone, "asks", ["kind": kind])
                try await fixture.expectConflict(draft, "asks", ["kind": kind])
            }
            let offered = try await fixture.job()
            try await fixture.expectConflict(offered, "asks", ["kind": "presence"])
            try await fixture.expectConflict(offered, "asks", ["kind": "completion"])
            let done = try await fixture.job(.accept, .complete)
            try await fixture.expectConflict(done, "asks", ["kind": "completion"])
        }
    }

    @Test("every wrong field of an ask is named, and nothing comes of it")
    func wrong() async throws {
        try await APIFixture.use { fixture in
            let number = try await fixture.job(.accept)
            let before = try await fixture.api.get("tickets/\(number)").body
            let long = String(repeating: "x", count: 4_001)
            let cases: [([String: Any], [String])] = [
                ([:], ["kind: required"]), (["kind": "answer"], ["kind: choice.notOneOf"]),
                (
                    ["kind": 7, "text": ["a"], "due": 12],
                    ["kind: choice.notOneOf", "text: type.text", "due: type.text"]
                ),
                (["kind": "message"], ["text: required"]),
                (["kind": "message", "text": " \u{200B}"], ["text: text.missing"]),
                (["kind": "quote", "text": long], ["text: text.tooLong"]),
                (["kind": "quote", "due": "2026-11-16T08:00:00Z"], ["due: date.past"]),
                (["kind": "quote", "due": "2026-11-18T12:00"], ["due: dateTime.unreadable"]),
            ]
            for (body, problems) in cases {
                let answer = try await fixture.act(number, "asks", body)
                #expect(answer.status == 422, "\(body)")
                #expect(answer.problems == problems, "\(body)")
            }
            #expect(try await fixture.api.get("tickets/\(number)").body == before)
        }
    }

    @Test("P16 every act on somebody else's ticket is 404, like on one that does not exist")
    func strangers() async throws {
        try await APIFixture.use { fixture in
            let number = try await fixture.job(.accept, .complete, .invoice)
            let task = try #require(try await fixture.ticket(number)["tasks"][0]["id"].text)
            let before = try await fixture.api.get("tickets/\(number)").body
            let stranger = try await fixture.stranger()
            let acts: [(String, [String: Any])] = [
                ("asks", ["kind": "message", "text": "x"]), ("asks/\(task)/cancellation", [:]),
                ("schedule", ["appointment": "2026-11-20T09:00"]), ("quote-decision", ["approved": true]),
                ("invoice-decision", ["waived": true]), ("report-decision", ["accepted": true]),
                ("resolution", ["method": "communicated"]), ("limit", ["amount": 60_000]),
                ("ownership", ["manager": fixture.organization.manager.email]),
            ]
            for (act, body) in acts {
                let theirs = try await stranger.post("tickets/\(number)/\(act)", body)
                let none = try await stranger.post("tickets/2026-99999/\(act)", body)
                #expect(theirs.status == 404, "\(act): \(theirs.text)")
                #expect(theirs.body == none.body)
            }
            #expect(try await stranger.get("tickets/\(number)/messages").status == 404)
            #expect(try await fixture.api.get("tickets/\(number)").body == before)
        }
    }

    @Test("P18 the same ask under the same key asks once, and another under it is refused")
    func twice() async throws {
        try await APIFixture.use { fixture in
            let number = try await fixture.job(.accept)
            let path = "tickets/\(number)/asks"
            let body: [String: Any] = ["kind": "message", "text": "Quel robinet ?"]
            let first = try await fixture.api.post(path, body, headers: ["Idempotency-Key": "a1"])
            let second = try await fixture.api.post(path, body, headers: ["Idempotency-Key": "a1"])
            #expect(first.status == 200 && second.status == 200)
            #expect(second.body == first.body)
            let other = try await fixture.api.post(path, ["kind": "quote"], headers: ["Idempotency-Key": "a1"])
            #expect(other.problems == ["Idempotency-Key: idempotencyKey.used"])
        }
    }
}
