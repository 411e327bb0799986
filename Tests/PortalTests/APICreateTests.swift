import Courier
import Domain
import Foundation
import Gateways
import RelaisTesting
import Testing

@Suite struct APICreateTests {
    @Test("D11 a program creates a ticket and gets its number, and every member that the contract names")
    func create() async throws {
        try await APIFixture.use { fixture in
            let money: [String: Any] = ["amount": 45_000, "currency": "EUR"]
            let body = APIFixture.ticket([
                "externalId": "erp-7", "notToExceed": money, "scheduledAt": "2026-11-23T09:00",
                "customer": ["externalId": "K-1", "name": "Syndic des Lilas"], "asset": ["name": "Évier"],
            ])
            let answer = try await fixture.api.post("tickets", body)
            let ticket = answer.json
            #expect(answer.status == 201, "\(answer.text)")
            #expect(ticket["number"].text == "2026-00001")
            #expect(answer.header("Location") == "/api/v1/tickets/2026-00001")
            #expect(ticket.names.isSuperset(of: Self.members))
            #expect(ticket["label"].text == "to-do/new")
            #expect(ticket["phase"].text == "toDo")
            #expect(ticket["externalId"].text == "erp-7")
            #expect(ticket["notToExceed"]["amount"].number == 45_000)
            #expect(ticket["scheduledAt"].text == "2026-11-23T09:00")
            #expect(ticket["timeZone"].text == "Europe/Paris")
            #expect(ticket["requester"]["phone"].text == "+33639980090")
            #expect(ticket["requester"]["email"].isNull)
            #expect(ticket["owner"].isNull && ticket["order"].isNull)
            #expect(ticket["createdAt"].text == "2026-11-16T09:00:00Z")
            let again = try await fixture.api.get("tickets/2026-00001")
            #expect(again.status == 200)
            #expect(again.body == answer.body)
        }
    }

    private static let members: Set<String> = [
        "number", "externalId", "source", "kind", "title", "description", "category", "priority", "phase", "label",
        "owner", "order", "orders", "tasks", "notToExceed", "scheduledAt", "timeZone", "site", "customer", "asset",
        "requester", "mainContact", "createdAt", "updatedAt", "version",
    ]

    @Test("D11 the same external id twice is the same ticket, even where its date has passed since")
    func externalID() async throws {
        try await APIFixture.use { fixture in
            let body = APIFixture.ticket(["externalId": "erp-7", "scheduledAt": "2026-11-16T12:00"])
            let first = try await fixture.api.post("tickets", body)
            fixture.office.travel.advance(.hours(5))
            let second = try await fixture.api.post("tickets", body)
            #expect(first.status == 201, "\(first.text)")
            #expect(second.status == 200)
            #expect(second.json["number"].text == first.json["number"].text)
            let stranger = try await fixture.stranger().post("tickets", APIFixture.ticket(["externalId": "erp-7"]))
            #expect(stranger.status == 201)
        }
    }

    @Test("D7 every priority is kept, and no other is taken", arguments: Priority.allCases)
    func priority(_ priority: Priority) async throws {
        try await APIFixture.use { fixture in
            let answer = try await fixture.api.post("tickets", APIFixture.ticket(["priority": priority.rawValue]))
            #expect(answer.json["priority"].text == priority.rawValue)
            let wrong = try await fixture.api.post("tickets", APIFixture.ticket(["priority": "urgent"]))
            #expect(wrong.status == 422)
            #expect(wrong.problems == ["priority: choice.notOneOf"])
            #expect(wrong.json["errors"][0]["message"].text?.contains("emergency, high, normal, low") == true)
        }
    }

    @Test("D8 the description is kept as it was written: lines, accents, emoji, Greek")
    func description() async throws {
        try await APIFixture.use { fixture in
            let text = "Ligne 1 : l’évier 🚰\n\nΓραμμή 3: η βρύση στάζει\n- pękła rura"
            let number = try await fixture.create(APIFixture.ticket(["description": "  \(text)\r\n"]))
            let ticket = try await fixture.api.get("tickets/\(number)").json
            #expect(ticket["description"].text == text)
            let events = try await fixture.api.get("tickets/\(number)/events").json["events"].list
            #expect(events.map { $0["type"].text } == ["created", "submitted"])
            #expect(events.last?["data"]["description"].text == text)
        }
    }

    @Test("C9 everything that a ticket lacks is named at once, in the caller's language")
    func everythingMissing() async throws {
        try await APIFixture.use { fixture in
            let answer = try await fixture.api.post("tickets", [:], headers: ["Accept-Language": "el-GR,en;q=0.5"])
            #expect(answer.status == 422)
            #expect(answer.header("Content-Type") == "application/problem+json")
            #expect(answer.header("Content-Language") == "el")
            #expect(
                answer.problems
                    == [
                        "source", "kind", "title", "description", "category", "priority", "site", "requester",
                        "mainContact",
                    ].map { "\($0): required" })
            #expect(answer.json["errors"][0]["message"].text == "Αυτό το πεδίο είναι υποχρεωτικό.")
            #expect(answer.json["status"].number == 422)
            #expect(answer.json["title"].text?.isEmpty == false)
            #expect(try await fixture.api.get("tickets").json["tickets"].list.isEmpty)
        }
    }

    @Test("C9 a draft may lack everything; submitting it names all that it lacks, and works once nothing does")
    func draft() async throws {
        try await APIFixture.use { fixture in
            let number = try await fixture.create(["draft": true])
            let draft = try await fixture.api.get("tickets/\(number)").json
            #expect(draft["label"].text == "draft")
            let refused = try await fixture.api.send("POST", "tickets/\(number)/submission")
            #expect(refused.status == 422)
            #expect(
                Set(refused.problems) == [
                    "title: required.title", "description: required.description", "category: required.category",
                    "mainContact: required.mainContact", "requester: required.requester",
                ])
            let complete = try await fixture.create(APIFixture.ticket(["draft": true]))
            let submitted = try await fixture.api.post("tickets/\(complete)/submission", [:])
            #expect(submitted.status == 200)
            #expect(submitted.json["label"].text == "to-do/new")
            let twice = try await fixture.api.post("tickets/\(complete)/submission", [:])
            #expect(twice.status == 409)
            #expect(twice.problems == [": refusal.notFromHere"])
        }
    }

    @Test("A1 created and offered in one request: the contractor gets an SMS and a mail, and the ticket says so")
    func offered() async throws {
        try await APIFixture.use { fixture in
            let answer = try await fixture.api.post("tickets", APIFixture.ticket(["offerTo": APIFixture.plumber]))
            let order = answer.json["order"]
            #expect(answer.status == 201, "\(answer.text)")
            #expect(answer.json["label"].text == "to-do/offered")
            #expect(order["status"].text == "offered")
            #expect(order["contractor"]["name"].text == "Plomberie Martin")
            #expect(order["contractor"]["externalId"].text == "C-1")
            #expect(order["answerBy"].text == "2026-11-17T09:00:00Z")
            #expect(order["technician"].isNull && order["appointment"].isNull)
            #expect(answer.json["tasks"][0]["kind"].text == "answer")
            #expect(answer.json["tasks"][0]["assignee"]["kind"].text == "contractor")
            try await fixture.office.courier.drain()
            #expect(fixture.office.sms.sent.map(\.to) == ["+33639980001"])
            #expect(fixture.office.mail.sent.count == 1)
            let number = try #require(answer.json["number"].text)
            let events = try await fixture.api.get("tickets/\(number)/events").json["events"].list
            #expect(events.map { $0["type"].text } == ["created", "submitted", "offered"])
            let offer = try #require(events.last)
            #expect(offer.names.isSuperset(of: ["id", "type", "at", "actor", "channel", "data"]))
            #expect(offer["actor"]["kind"].text == "api")
            #expect(offer["actor"]["name"].text == "test")
            #expect(offer["channel"].text == "api")
            #expect(offer["data"]["order"].text == order["id"].text)
        }
    }

    @Test("what an external id names already needs no further description, and is not made twice")
    func known() async throws {
        try await APIFixture.use { fixture in
            let first = try await fixture.api.post("tickets", APIFixture.ticket(["offerTo": APIFixture.plumber])).json
            let second = try await fixture.api.post(
                "tickets", APIFixture.ticket(["site": ["externalId": "S-1"], "offerTo": ["externalId": "C-1"]]))
            #expect(second.status == 201, "\(second.text)")
            #expect(second.json["site"]["id"].text == first["site"]["id"].text)
            #expect(second.json["order"]["contractor"]["id"].text == first["order"]["contractor"]["id"].text)
            let siteID = try #require(first["site"]["id"].text)
            var body = APIFixture.ticket(["siteId": siteID])
            body["site"] = nil
            let third = try await fixture.api.post("tickets", body)
            #expect(third.status == 201, "\(third.text)")
            let elsewhere = try await fixture.stranger().post("tickets", body)
            #expect(elsewhere.status == 422)
            #expect(elsewhere.problems == ["siteId: choice.unknown"])
        }
    }
}
