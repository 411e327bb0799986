import Courier
import Domain
import Foundation
import Gateways
import RelaisTesting
import Testing

/// What the desk does beside the exchange with a contractor, done by another program.
@Suite struct APIOfficeTests {
    @Test("E16 C14 an edit changes what it names, empties what is null, and leaves the rest")
    func edit() async throws {
        try await APIFixture.use { fixture in
            let number = try await fixture.create(
                APIFixture.ticket(["notToExceed": ["amount": 45_000], "scheduledAt": "2026-11-23T09:00"]))
            let before = try await fixture.ticket(number)
            let change: [String: Any] = [
                "title": "Fuite sous la baignoire", "priority": "high", "notToExceed": NSNull(),
                "requester": ["name": "Odile Petit-Roux"], "customer": ["name": "Foncia"],
            ]
            let edited = try await fixture.api.patch("tickets/\(number)", change)
            #expect(edited.status == 200, "\(edited.text)")
            #expect(edited.json["title"].text == "Fuite sous la baignoire")
            #expect(edited.json["priority"].text == "high")
            #expect(edited.json["notToExceed"].isNull)
            #expect(edited.json["requester"]["name"].text == "Odile Petit-Roux")
            #expect(edited.json["customer"]["name"].text == "Foncia")
            for same in ["description", "category", "scheduledAt", "source", "kind"] {
                #expect(edited.json[same].text == before[same].text, "\(same)")
            }
            #expect(edited.json["mainContact"]["email"].text == "paul@petit.example")
            #expect(edited.json["site"]["id"].text == before["site"]["id"].text)
            let event = try #require(try await fixture.events(number).last)
            #expect(event["type"].text == "edited")
            #expect(
                Set(event["data"]["fields"].list.compactMap(\.text))
                    == ["title", "priority", "notToExceed", "requester", "customer"])
            let version = edited.json["version"].number
            #expect(try await fixture.api.patch("tickets/\(number)", [:]).json["version"].number == version)
        }
    }

    @Test("an edit may not empty what a ticket must have, and names everything that is wrong")
    func wrongEdit() async throws {
        try await APIFixture.use { fixture in
            let number = try await fixture.create()
            let before = try await fixture.api.get("tickets/\(number)").body
            let answer = try await fixture.api.patch(
                "tickets/\(number)",
                [
                    "title": NSNull(), "description": " ", "category": 5, "priority": NSNull(), "site": NSNull(),
                    "requester": NSNull(), "mainContact": ["name": ""], "notToExceed": ["amount": "450"],
                    "scheduledAt": "2020-01-01T09:00", "asset": "x",
                ])
            #expect(answer.status == 422)
            #expect(
                Set(answer.problems) == [
                    "title: required", "description: text.missing", "category: type.text", "priority: required",
                    "site: required", "requester: required", "mainContact.name: text.missing",
                    "notToExceed.amount: type.integer", "scheduledAt: date.past", "asset: type.object",
                ])
            #expect(try await fixture.api.get("tickets/\(number)").body == before)
            let draft = try await fixture.create(["draft": true, "title": "Brouillon"])
            let emptied = try await fixture.api.patch("tickets/\(draft)", ["title": NSNull(), "description": "Eau"])
            #expect(emptied.json["title"].text == "", "\(emptied.text)")
            #expect(emptied.json["description"].text == "Eau")
            let stranger = try await fixture.stranger()
            #expect(try await stranger.patch("tickets/\(number)", ["title": "x"]).status == 404)
        }
    }

    @Test("C13 E16 a program gives a ticket of the queue to a manager, by id or address, and not to a stranger's")
    func ownership() async throws {
        try await APIFixture.use { fixture in
            let managers = try await fixture.api.get("managers").json["managers"].list
            #expect(managers.map { $0["name"].text } == ["Nina Morel"])
            let (first, second) = (try await fixture.create(), try await fixture.create())
            let email = fixture.organization.manager.email.uppercased()
            let taken = try await fixture.act(first, "ownership", ["manager": email])
            #expect(taken.status == 200, "\(taken.text)")
            #expect(taken.json["owner"]["name"].text == "Nina Morel")
            #expect(taken.json["label"].text == "in-progress/own")
            let id = try #require(managers.first?["id"].text)
            #expect(try await fixture.act(second, "ownership", ["manager": id]).json["owner"]["id"].text == id)
            try await fixture.expectConflict(second, "ownership", ["manager": id])
            let third = try await fixture.create()
            let other = try await fixture.office.organization("Autre")
            for wrong in [other.manager.email, other.manager.id.description, "nobody@example.com", "0"] {
                let answer = try await fixture.act(third, "ownership", ["manager": wrong])
                #expect(answer.problems == ["manager: choice.unknown"], "\(wrong)")
            }
        }
    }

    @Test("D1 tickets are filtered by how they came in")
    func sources() async throws {
        try await APIFixture.use { fixture in
            let called = try await fixture.create(APIFixture.ticket(["source": "phone"]))
            _ = try await fixture.create()
            let found = try await fixture.api.get("tickets?source=phone").json["tickets"].list
            #expect(found.map { $0["number"].text } == [called])
            #expect(found.first?["source"].text == "phone")
            #expect(try await fixture.api.get("tickets?source=fax").problems == ["source: choice.notOneOf"])
        }
    }

    @Test("E16 contractors are kept, listed and changed; who is not named stays as he was")
    func contractors() async throws {
        try await APIFixture.use { fixture in
            let kept = try await fixture.api.post("contractors", APIFixture.plumber)
            #expect(kept.status == 200, "\(kept.text)")
            let id = try #require(kept.json["id"].text)
            let again = try await fixture.api.post("contractors", APIFixture.plumber)
            #expect(again.body == kept.body)
            let contact = try #require(kept.json["contacts"][0]["id"].text)
            let change: [String: Any] = [
                "name": "Martin & Fils",
                "contacts": [
                    ["id": contact, "phone": "06 39 98 00 77"],
                    ["name": "Sami", "role": "technician", "phone": "06 39 98 00 78"],
                ],
            ]
            let changed = try await fixture.api.patch("contractors/\(id)", change)
            #expect(changed.status == 200, "\(changed.text)")
            #expect(changed.json["name"].text == "Martin & Fils")
            #expect(changed.json["externalId"].text == "C-1")
            #expect(changed.json["contacts"].list.map { $0["phone"].text } == ["+33639980077", "+33639980078"])
            #expect(changed.json["contacts"][0]["email"].text == "contact@martin.example")
            #expect(changed.json["contacts"][0]["name"].text == "Karim Martin")
            #expect(try await fixture.api.get("contractors/\(id)").body == changed.body)
            _ = try await fixture.api.post("contractors", APIFixture.electrician)
            let first = try await fixture.api.get("contractors?limit=1").json
            #expect(first["contractors"][0]["name"].text == "Électricité Durand")
            let next = try #require(first["next"].text)
            let rest = try await fixture.api.get("contractors?limit=1&after=\(next)").json
            #expect(rest["contractors"].list.map { $0["id"].text } == [id])
            #expect(!rest.names.contains("next"))
            #expect(try await fixture.api.get("contractors?q=fils").json["contractors"].list.count == 1)
        }
    }

    @Test("a contractor that cannot be kept is refused with every problem; another organization's is 404")
    func wrongContractors() async throws {
        try await APIFixture.use { fixture in
            #expect(
                try await fixture.api.post("contractors", [:]).problems == ["name: required", "contacts: required"])
            let nobody = try await fixture.api.post("contractors", ["name": "X", "contacts": [["name": "Y"]]])
            #expect(nobody.problems == ["contacts: refusal.unreachable"])
            let kept = try await fixture.api.post("contractors", APIFixture.plumber)
            let id = try #require(kept.json["id"].text)
            let wrong: [String: Any] = [
                "name": NSNull(), "contacts": [["id": "1"], ["id": ["x"]], ["phone": "06 39 98 00 70"]],
            ]
            let answer = try await fixture.api.patch("contractors/\(id)", wrong)
            #expect(answer.status == 422)
            #expect(
                Set(answer.problems).isSuperset(of: [
                    "name: required", "contacts.0.id: choice.unknown", "contacts.1.id: type.text",
                    "contacts.2.name: required",
                ]), "\(answer.text)")
            let stranger = try await fixture.stranger()
            for path in ["contractors/\(id)", "contractors/1", "contractors/x"] {
                #expect(try await stranger.get(path).status == 404)
                #expect(try await stranger.patch(path, ["name": "Z"]).status == 404)
            }
            #expect(try await fixture.api.get("contractors/\(id)").body == kept.body)
        }
    }

    @Test("E4 each message has its fate and the gateway's reason, and goes the other way with one request")
    func messages() async throws {
        try await APIFixture.use { fixture in
            fixture.office.sms.fail(SendFailure(.badAddress, code: "21211", text: "No such number."))
            var plumber = APIFixture.plumber
            plumber["contacts"] = [
                ["name": "Karim", "phone": "06 39 98 00 01", "email": "contact@martin.example", "channels": ["sms"]]
            ]
            let number = try await fixture.create(APIFixture.ticket(["offerTo": plumber]))
            try await fixture.office.courier.drain()
            let sent = try await fixture.api.get("tickets/\(number)/messages").json["messages"].list
            let failed = try #require(sent.first { $0["status"].text == "failed" })
            #expect(failed["kind"].text == "offer")
            #expect(failed["channel"].text == "sms")
            #expect(failed["error"]["code"].text == "21211")
            #expect(failed["error"]["text"].text == "No such number.")
            #expect(failed["recipient"]["name"].text == "Karim")
            #expect(failed["otherWay"].text == "email")
            #expect(failed["ticket"].text == number)
            let outbox = try await fixture.api.get("messages?status=failed").json["messages"].list
            #expect(outbox.map { $0["id"].text } == [failed["id"].text])
            let id = try #require(failed["id"].text)
            let stranger = try await fixture.stranger()
            #expect(try await stranger.post("messages/\(id)/other-way", [:]).status == 404)
            #expect(try await stranger.get("messages").json["messages"].list.isEmpty)
            let mails = fixture.office.mail.sent.count
            let other = try await fixture.api.post("messages/\(id)/other-way", [:], headers: ["Idempotency-Key": "o"])
            #expect(other.status == 200, "\(other.text)")
            _ = try await fixture.api.post("messages/\(id)/other-way", [:], headers: ["Idempotency-Key": "o"])
            try await fixture.office.courier.drain()
            #expect(fixture.office.mail.sent.count == mails + 1)
            #expect(try await fixture.api.post("messages/1/other-way", [:]).status == 404)
            let page = try await fixture.api.get("messages?limit=1").json
            #expect(page["messages"].list.count == 1)
            #expect(page["next"].text == page["messages"][0]["id"].text)
        }
    }

    @Test("P25 E16 files of a ticket are added, named and fetched by its own organization only")
    func files() async throws {
        try await APIFixture.use { fixture in
            let number = try await fixture.create()
            let pdf = Data("%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n".utf8)
            let added = try await fixture.api.post("tickets/\(number)/files", form: [:], file: ("plan.pdf", pdf))
            #expect(added.status == 200, "\(added.text)")
            let file = added.json["attachments"][0]
            #expect(file["name"].text == "plan.pdf")
            #expect(file["type"].text == "application/pdf")
            let id = try #require(file["id"].text)
            let fetched = try await fixture.api.get("files/\(id)")
            #expect(fetched.status == 200)
            #expect(fetched.body == pdf)
            #expect(fetched.header("Content-Type") == "application/pdf")
            let stranger = try await fixture.stranger()
            let theirs = try await stranger.get("files/\(id)")
            #expect(theirs.status == 404)
            #expect(theirs.body == (try await stranger.get("files/1")).body)
            let page = Data("<html><script>alert(1)</script></html>".utf8)
            let refused = try await fixture.api.post("tickets/\(number)/files", form: [:], file: ("a.jpg", page))
            #expect(refused.problems == ["files: file.type"])
            let nothing = try await fixture.api.post("tickets/\(number)/files", form: ["x": "y"], file: nil)
            #expect(nothing.problems == ["files: required"])
            #expect(try await fixture.act(number, "files", ["files": []]).status == 415)
            #expect(try await fixture.ticket(number)["attachments"].list.count == 1)
        }
    }

    @Test("B33 C51 a message may go by a chosen way, or stay in the office")
    func ways() async throws {
        try await APIFixture.use { fixture in
            let number = try await fixture.job()
            try await fixture.office.courier.drain()
            let (sms, mails) = (fixture.office.sms.sent.count, fixture.office.mail.sent.count)
            let byMail = try await fixture.act(number, "messages", ["text": "Par courriel", "ways": ["email"]])
            #expect(byMail.status == 201, "\(byMail.text)")
            let note = try await fixture.act(number, "messages", ["text": "Entre nous", "internal": true])
            #expect(note.json["data"]["internal"].flag == true, "\(note.text)")
            #expect(note.json["data"]["order"].isNull)
            try await fixture.office.courier.drain()
            #expect(fixture.office.sms.sent.count == sms)
            #expect(fixture.office.mail.sent.count == mails + 1)
            let wrong = try await fixture.act(number, "messages", ["text": "x", "ways": ["fax"], "internal": 1])
            #expect(Set(wrong.problems) == ["ways.0: choice.notOneOf", "internal: type.flag"])
            #expect(
                try await fixture.act(number, "messages", ["text": "x", "ways": [String]()]).problems
                    == ["ways: list.empty"])
            var byPhone = APIFixture.plumber
            byPhone["externalId"] = "C-2"
            byPhone["contacts"] = [["name": "Ali", "phone": "06 39 98 00 03"]]
            let other = try await fixture.create(APIFixture.ticket(["offerTo": byPhone]))
            let nowhere = try await fixture.act(other, "messages", ["text": "x", "ways": ["email"]])
            #expect(nowhere.problems == ["ways: ways.unreachable"], "\(nowhere.text)")
            let third = try await fixture.create()
            let unsent = try await fixture.act(third, "offer", ["contractor": byPhone, "ways": ["email"]])
            #expect(unsent.problems == ["ways: ways.unreachable"], "\(unsent.text)")
        }
    }
}
