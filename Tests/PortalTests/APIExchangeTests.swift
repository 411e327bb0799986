import Courier
import Domain
import Foundation
import RelaisTesting
import Testing
import Workflow

@Suite struct APIExchangeTests {
    @Test("A14 offered, withdrawn with a reason, offered to another: each order says how it stands")
    func reassign() async throws {
        try await APIFixture.use { fixture in
            let number = try await fixture.create()
            let path = "tickets/\(number)"
            let offer: [String: Any] = ["contractor": APIFixture.plumber, "answerBy": "2026-11-16T18:00:00+01:00"]
            let offered = try await fixture.api.post("\(path)/offer", offer)
            #expect(offered.status == 200, "\(offered.text)")
            #expect(offered.json["order"]["answerBy"].text == "2026-11-16T17:00:00Z")
            let withdrawn = try await fixture.api.post("\(path)/withdrawal", ["reason": "Doublon"])
            #expect(withdrawn.status == 200)
            #expect(withdrawn.json["label"].text == "to-do/returned")
            #expect(withdrawn.json["order"].isNull)
            #expect(withdrawn.json["orders"][0]["status"].text == "withdrawn")
            let again = try await fixture.api.post("\(path)/offer", ["contractor": APIFixture.electrician])
            #expect(again.json["orders"].list.map { $0["status"].text } == ["withdrawn", "offered"])
            #expect(again.json["order"]["contractor"]["name"].text == "Électricité Durand")
            let events = try await fixture.api.get("\(path)/events").json["events"].list
            let withdrawal = try #require(events.first { $0["type"].text == "offerWithdrawn" })
            #expect(withdrawal["data"]["reason"].text == "Doublon")
            #expect(withdrawal["at"].text == "2026-11-16T09:00:00Z")
        }
    }

    @Test("a contractor that is known is asked by its id, a stranger's is not")
    func byID() async throws {
        try await APIFixture.use { fixture in
            let first = try await fixture.api.post("tickets", APIFixture.ticket(["offerTo": APIFixture.plumber])).json
            let id = try #require(first["order"]["contractor"]["id"].text)
            let number = try await fixture.create()
            let offered = try await fixture.api.post("tickets/\(number)/offer", ["contractorId": id])
            #expect(offered.json["order"]["contractor"]["id"].text == id, "\(offered.text)")
            let stranger = try await fixture.stranger()
            let theirs = try #require(try await stranger.post("tickets", APIFixture.ticket).json["number"].text)
            let refused = try await stranger.post("tickets/\(theirs)/offer", ["contractorId": id])
            #expect(refused.problems == ["contractorId: choice.unknown"])
        }
    }

    @Test("an offer's problems are told at once: nobody to reach, a deadline that has passed")
    func offerProblems() async throws {
        try await APIFixture.use { fixture in
            let number = try await fixture.create()
            let nobody: [String: Any] = [
                "name": "X",
                "contacts": [["name": "T", "role": "technician", "phone": "06 39 98 00 02"], ["name": "O"]],
            ]
            let answer = try await fixture.api.post(
                "tickets/\(number)/offer", ["contractor": nobody, "answerBy": "2026-11-16T08:59:59Z"])
            #expect(answer.status == 422)
            #expect(answer.problems == ["contractor.contacts: refusal.unreachable", "answerBy: date.past"])
            for text in ["2026-11-23T09:00", "2026-11-23T09:00:00", "in an hour", "2026-13-01T00:00:00Z"] {
                let wrong = try await fixture.api.post(
                    "tickets/\(number)/offer", ["contractor": APIFixture.plumber, "answerBy": text])
                #expect(wrong.status == 422)
                #expect(wrong.problems.count == 1)
            }
            #expect(try await fixture.api.post("tickets/\(number)/offer", [:]).problems == ["contractor: required"])
        }
    }

    @Test("an act that the life cycle does not have from here is 409 and names where the ticket stands")
    func conflicts() async throws {
        try await APIFixture.use { fixture in
            let number = try await fixture.create()
            let withdrawn = try await fixture.api.post("tickets/\(number)/withdrawal", ["reason": "x"])
            #expect(withdrawn.status == 409)
            #expect(withdrawn.problems == [": refusal.notFromHere"])
            #expect(withdrawn.json["detail"].text?.isEmpty == false)
            let draft = try await fixture.create(["draft": true])
            let offered = try await fixture.api.post("tickets/\(draft)/offer", ["contractor": APIFixture.plumber])
            #expect(offered.status == 409)
            let written = try await fixture.api.post("tickets/\(draft)/messages", ["text": "x"])
            #expect(written.status == 409)
            let empty = try await fixture.api.post("tickets/\(number)/withdrawal", ["reason": "\u{200B} "])
            #expect(empty.problems == ["reason: text.missing"])
        }
    }

    @Test("A11 an answer of the contractor is seen: label, local appointment with its zone, comment, who and how")
    func accepted() async throws {
        try await APIFixture.use { fixture in
            let number = try await fixture.create(APIFixture.ticket(["offerTo": APIFixture.plumber]))
            try await fixture.office.courier.drain()
            let link = try #require(fixture.office.latestLink(sms: "+33639980001"))
            let appointment = fixture.office.appointment(in: 24)
            _ = try await fixture.office.workflow.perform(
                AcceptOffer(link: link, appointment: appointment, comment: "Je passe demain"))
            let ticket = try await fixture.api.get("tickets/\(number)").json
            #expect(ticket["label"].text == "in-progress/dispatch-confirmed")
            #expect(ticket["order"]["status"].text == "accepted")
            #expect(ticket["order"]["appointment"].text == "2026-11-17T10:00")
            #expect(ticket["order"]["timeZone"].text == "Europe/Paris")
            let events = try await fixture.api.get("tickets/\(number)/events").json["events"].list
            let answer = try #require(events.last)
            #expect(answer["type"].text == "accepted")
            #expect(answer["channel"].text == "link")
            #expect(answer["actor"]["kind"].text == "contractor")
            #expect(answer["actor"]["name"].text == "Karim Martin")
            #expect(answer["actor"]["company"].text == "Plomberie Martin")
            #expect(answer["data"]["comment"].text == "Je passe demain")
            #expect(answer["data"]["appointment"].text == "2026-11-17T10:00")
            #expect(answer["data"]["timeZone"].text == "Europe/Paris")
        }
    }

    @Test("B20 a message reaches the contractor and stands among the events")
    func message() async throws {
        try await APIFixture.use { fixture in
            let number = try await fixture.create(APIFixture.ticket(["offerTo": APIFixture.plumber]))
            try await fixture.office.courier.drain()
            let sent = fixture.office.sms.sent.count
            let answer = try await fixture.api.post("tickets/\(number)/messages", ["text": "Le code est 1234.\nMerci"])
            #expect(answer.status == 201, "\(answer.text)")
            #expect(answer.json["type"].text == "messageWritten")
            #expect(answer.json["data"]["text"].text == "Le code est 1234.\nMerci")
            #expect(answer.json["data"]["attachments"].list.isEmpty)
            try await fixture.office.courier.drain()
            #expect(fixture.office.sms.sent.count == sent + 1)
            let empty = try await fixture.api.post("tickets/\(number)/messages", ["text": " \n"])
            #expect(empty.problems == ["text: text.missing"])
            let long = try await fixture.api.post(
                "tickets/\(number)/messages", ["text": String(repeating: "x", count: 4_001)])
            #expect(long.problems == ["text: text.tooLong"])
        }
    }

    @Test("P25 a message with a file names it by its content; one that a browser would run is refused")
    func files() async throws {
        try await APIFixture.use { fixture in
            let number = try await fixture.create(APIFixture.ticket(["offerTo": APIFixture.plumber]))
            let path = "tickets/\(number)/messages"
            let pdf = Data("%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n".utf8)
            let answer = try await fixture.api.post(
                path, form: ["text": "Voir le plan"], file: ("plan.pdf", pdf), headers: ["Idempotency-Key": "f1"])
            #expect(answer.status == 201, "\(answer.text)")
            let file = answer.json["data"]["attachments"][0]
            #expect(file["name"].text == "plan.pdf")
            #expect(file["type"].text == "application/pdf")
            #expect(file["size"].number == pdf.count)
            #expect(file["id"].text?.isEmpty == false)
            let again = try await fixture.api.post(
                path, form: ["text": "Voir le plan"], file: ("plan.pdf", pdf), headers: ["Idempotency-Key": "f1"])
            #expect(again.body == answer.body)
            let page = Data("<!doctype html><html><script>alert(1)</script></html>".utf8)
            let refused = try await fixture.api.post(path, form: ["text": "x"], file: ("photo.jpg", page))
            #expect(refused.status == 422)
            #expect(refused.problems == ["files: file.type"])
            let nothing = try await fixture.api.post(path, form: ["text": " "], file: nil)
            #expect(nothing.problems == ["text: message.missing"])
            let torn = try await fixture.api.send(
                "POST", path, body: Data("--x\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nhal".utf8),
                type: "multipart/form-data; boundary=x")
            #expect(torn.status == 400)
            let events = try await fixture.api.get("tickets/\(number)/events").json["events"].list
            #expect(events.filter { $0["type"].text == "messageWritten" }.count == 1)
        }
    }

    @Test("events come in order and by the page")
    func events() async throws {
        try await APIFixture.use { fixture in
            let number = try await fixture.create(APIFixture.ticket(["offerTo": APIFixture.plumber]))
            for text in ["a", "b", "c"] { _ = try await fixture.api.post("tickets/\(number)/messages", ["text": text]) }
            let all = try await fixture.api.get("tickets/\(number)/events").json
            #expect(all["events"].list.count == 6)
            #expect(!all.names.contains("next"))
            var seen: [String?] = []
            var next: String? = "0"
            while let after = next {
                let page = try await fixture.api.get("tickets/\(number)/events?limit=4&after=\(after)").json
                seen += page["events"].list.map { $0["id"].text }
                next = page["next"].text
            }
            #expect(seen == all["events"].list.map { $0["id"].text })
        }
    }
}
