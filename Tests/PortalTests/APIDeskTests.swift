import Courier
import Domain
import Foundation
import Gateways
import RelaisTesting
import Testing
import Workflow

/// What the desk shows and does, and a program must be able to as well (E16).
@Suite struct APIDeskTests {
    private func numbers(_ fixture: APIFixture, _ query: String) async throws -> [String?] {
        let answer = try await fixture.api.get("tickets?\(query)")
        try #require(answer.status == 200, "\(query): \(answer.text)")
        return answer.json["tickets"].list.map { $0["number"].text }
    }

    @Test("E16 a program reads a manager's Inbox, his own work, drafts and the other folders, and why each is there")
    func folders() async throws {
        try await APIFixture.use { fixture in
            let email = fixture.organization.manager.email
            let draft = try await fixture.create(["draft": true, "title": "Brouillon"])
            let mine = try await fixture.create()
            _ = try await fixture.act(mine, "ownership", ["manager": email])
            let new = try await fixture.create()
            let answered = try await fixture.job(.decline)
            #expect(try await numbers(fixture, "folder=drafts") == [draft])
            #expect(try await numbers(fixture, "folder=owned&manager=\(email)").contains(mine))
            #expect(try await !numbers(fixture, "folder=owned&manager=\(email)").contains(new))
            let inbox = try await numbers(fixture, "folder=inbox&manager=\(email)")
            #expect(inbox.contains(new) && inbox.contains(answered) && !inbox.contains(mine))
            #expect(try await fixture.ticket(answered)["attention"].text == "refused")
            #expect(try await fixture.ticket(new)["attention"].text == "new")
            #expect(try await fixture.ticket(mine)["attention"].isNull)
            let paged = try await fixture.api.get("tickets?folder=inbox&manager=\(email)&limit=1").json
            let rest = try await numbers(
                fixture, "folder=inbox&manager=\(email)&after=\(try #require(paged["next"].text))")
            #expect(paged["tickets"].list.map { $0["number"].text } + rest == inbox)
        }
    }

    @Test("E16 whose Inbox it is must be said, and be somebody of this organization")
    func whose() async throws {
        try await APIFixture.use { fixture in
            let stranger = try await fixture.office.organization("Autre")
            #expect(try await fixture.api.get("tickets?folder=inbox").problems == ["manager: required"])
            let foreign = try await fixture.api.get("tickets?folder=owned&manager=\(stranger.manager.id)")
            #expect(foreign.problems == ["manager: choice.unknown"])
            #expect(try await fixture.api.get("tickets?folder=spam").problems == ["folder: choice.notOneOf"])
        }
    }

    @Test("E10 E16 the higher limit that a contractor asks for stands on his order until it is decided on")
    func askedLimit() async throws {
        try await APIFixture.use { fixture in
            let number = try await fixture.job(.accept, .complete)
            #expect(try await fixture.ticket(number)["order"]["askedLimit"].isNull)
            try await fixture.does(.askForLimit, number, amount: 51_000)
            #expect(try await fixture.ticket(number)["order"]["askedLimit"]["amount"].number == 51_000)
            let raised = try await fixture.act(number, "limit", ["amount": 50_000])
            #expect(raised.json["order"]["askedLimit"].isNull, "\(raised.text)")
            #expect(raised.json["order"]["notToExceed"]["amount"].number == 50_000)
        }
    }

    @Test("D15 E16 a task says when it ended, and a resolved ticket until when a reply opens it again")
    func ends() async throws {
        try await APIFixture.use { fixture in
            let number = try await fixture.job(.accept)
            let open = try #require(try await fixture.ticket(number).tasks("completion").first)
            #expect(open["status"].text == "open" && open["endedAt"].isNull)
            try await fixture.does(.complete, number)
            let done = try #require(try await fixture.ticket(number).tasks("completion").first)
            #expect(done["endedAt"].text == fixture.office.travel.now.rfc3339)
            #expect(try await fixture.ticket(number)["feedbackUntil"].isNull)
            let resolved = try await fixture.act(number, "resolution", ["method": "communicated"])
            #expect(resolved.json["feedbackUntil"].text == (fixture.office.travel.now + .days(5)).rfc3339)
        }
    }

    @Test("D14 E16 a ticket that was registered on a visit names that visit's ticket, and the other way round")
    func registered() async throws {
        try await ExchangeStage.use { stage in
            try await stage.arrive()
            let answer = try await stage.phone.post(
                "\(stage.path)/tickets",
                multipart: [
                    .init("submission", UUID().uuidString), .init("title", "Boiler leaks"),
                    .init("description", "Under the stairs"),
                ])
            try #require(answer.status == 303)
            let api = APIClient(portal: stage.portal, key: stage.organization.key)
            let job = try await api.get("tickets/\(stage.ticket.number)").json
            #expect(job["origin"].isNull)
            #expect(job["registered"].list.map { $0["title"].text } == ["Boiler leaks"])
            let other = try #require(job["registered"][0]["number"].text)
            let new = try await api.get("tickets/\(other)").json
            #expect(new["origin"]["number"].text == stage.ticket.number)
            #expect(new["attention"].text == "new")
        }
    }

    @Test("P37 E16 a program says that a number is right after all, and SMS go to it again")
    func rightNumber() async throws {
        try await ExchangeStage.use { stage in
            let form = try await stage.page().form(button: "This is not my number")
            let answer = try await stage.phone.post(form.action, form: form.fields.map { ($0.name, $0.value) })
            _ = try await stage.following(answer)
            let api = APIClient(portal: stage.portal, key: stage.organization.key)
            let contractor = try #require(try await stage.stored.orders.first).contractor
            let known = try await api.get("contractors/\(contractor)").json["contacts"][0]
            let id = try #require(known["id"].text)
            #expect(known["wrongNumberSince"].text != nil)
            func change(_ members: [String: Any]) async throws -> JSONTree {
                let body = ["contacts": [members.merging(["id": id]) { $1 }]]
                let answer = try await api.patch("contractors/\(contractor)", body)
                try #require(answer.status == 200, "\(answer.text)")
                return answer.json["contacts"][0]
            }
            #expect(try await change(["name": "Karim"])["wrongNumberSince"].text != nil)
            #expect(try await change(["rightNumber": false])["wrongNumberSince"].text != nil)
            #expect(try await change(["rightNumber": true])["wrongNumberSince"].isNull)
            let sent = stage.messages()
            try await stage.managerWrites("Are you there?")
            try await stage.office.courier.drain()
            #expect(stage.messages() == sent + 1)
        }
    }
}
