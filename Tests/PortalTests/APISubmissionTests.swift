import Domain
import Foundation
import RelaisTesting
import Testing

@Suite struct APISubmissionTests {
    private let once = ["Idempotency-Key": "\"8e03978e-40d5-43dd-bc93-6894a57f9324\""]

    @Test("P18 the same request under the same key acts once and is answered alike")
    func create() async throws {
        try await APIFixture.use { fixture in
            let first = try await fixture.api.post("tickets", APIFixture.ticket, headers: once)
            let second = try await fixture.api.post("tickets", APIFixture.ticket, headers: once)
            #expect(first.status == 201)
            #expect(second.status == 201)
            #expect(first.body == second.body)
            #expect(try await fixture.api.get("tickets").json["tickets"].list.count == 1)
        }
    }

    @Test("P18 twenty at once under one key make one ticket")
    func together() async throws {
        try await APIFixture.use { fixture in
            let numbers = try await withThrowingTaskGroup(of: String?.self) { group in
                for _ in 0..<20 {
                    group.addTask {
                        try await fixture.api.post("tickets", APIFixture.ticket, headers: once).json["number"].text
                    }
                }
                return try await group.reduce(into: Set<String?>()) { $0.insert($1) }
            }
            #expect(numbers == ["2026-00001"])
        }
    }

    @Test("P18 a used key with another body, or for another address, is refused and changes nothing")
    func otherContents() async throws {
        try await APIFixture.use { fixture in
            let number = try await fixture.create(APIFixture.ticket(["offerTo": APIFixture.plumber]))
            let path = "tickets/\(number)/messages"
            #expect(try await fixture.api.post(path, ["text": "Bonjour"], headers: once).status == 201)
            let other = try await fixture.api.post(path, ["text": "Bonsoir"], headers: once)
            #expect(other.status == 422)
            #expect(other.problems == ["Idempotency-Key: idempotencyKey.used"])
            let elsewhere = try await fixture.api.post(
                "tickets/\(number)/withdrawal", ["reason": "Bonjour"], headers: once)
            #expect(elsewhere.problems == ["Idempotency-Key: idempotencyKey.used"])
            let events = try await fixture.api.get("tickets/\(number)/events").json["events"].list
            #expect(events.filter { $0["type"].text == "messageWritten" }.count == 1)
            #expect(try await fixture.api.get("tickets/\(number)").json["label"].text == "to-do/offered")
        }
    }

    @Test("P18 what was done is told again, even where it could not be done any more; a refusal spends no key")
    func late() async throws {
        try await APIFixture.use { fixture in
            let refused = try await fixture.api.post("tickets", ["title": "x"], headers: once)
            #expect(refused.status == 422)
            let body = APIFixture.ticket(["scheduledAt": "2026-11-16T12:00"])
            let first = try await fixture.api.post("tickets", body, headers: once)
            #expect(first.status == 201, "\(first.text)")
            fixture.office.travel.advance(.hours(5))
            let second = try await fixture.api.post("tickets", body, headers: once)
            #expect(second.status == 201)
            #expect(second.json["number"].text == first.json["number"].text)
        }
    }

    @Test("D11 P18 an external id under a new key is still the same ticket, and the key then stands for it")
    func externalID() async throws {
        try await APIFixture.use { fixture in
            let body = APIFixture.ticket(["externalId": "erp-9", "scheduledAt": "2026-11-16T12:00"])
            let first = try await fixture.api.post("tickets", body)
            fixture.office.travel.advance(.hours(5))
            let second = try await fixture.api.post("tickets", body, headers: once)
            let third = try await fixture.api.post("tickets", body, headers: once)
            #expect([first, second, third].map(\.status) == [201, 200, 200], "\(second.text)")
            #expect(third.json["number"].text == first.json["number"].text)
        }
    }

    @Test("P18 another program's key of the same spelling is its own, and an unusable one is refused")
    func scopes() async throws {
        try await APIFixture.use { fixture in
            _ = try await fixture.api.post("tickets", APIFixture.ticket, headers: once)
            let stranger = try await fixture.stranger()
            #expect(try await stranger.post("tickets", APIFixture.ticket(["title": "T"]), headers: once).status == 201)
            for key in [String(repeating: "k", count: 256), "two words"] {
                let answer = try await fixture.api.post("tickets", APIFixture.ticket, headers: ["Idempotency-Key": key])
                #expect(answer.problems == ["Idempotency-Key: idempotencyKey.invalid"])
            }
        }
    }
}
