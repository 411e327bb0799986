import Domain
import Foundation
import Gateways
import RelaisTesting
import Store
import Testing
import Workflow

@Suite("Tickets at the desk")
struct DeskTicketTests {
    @Test("C1 a draft may be empty, is in the drafts and in nobody's queue")
    func draft() async throws {
        try await DeskFixture.use { (desk) async throws in
            let page = try await desk.done("/desk/tickets", ["kind": "order", "priority": "normal", "intent": "draft"])
            #expect(page.label == "draft")
            #expect(page.statuses.first?.contains("draft is saved") == true)
            for (folder, isThere) in [("drafts", true), ("inbox", false), ("to-do", false)] {
                let list = try await desk.get("/desk?folder=\(folder)")
                #expect(list.text.contains("data-ticket=") == isThere, "\(folder)")
            }
        }
    }

    @Test("C2 C3 C4 C5 C6 C9 everything that is missing is named at once, and what was typed is kept")
    func allMissing() async throws {
        try await DeskFixture.use { (desk) async throws in
            let answer = try await desk.post(
                "/desk/tickets",
                ["kind": "quote", "priority": "high", "limit": "12,50", "customer": "SDC <Lilas>", "intent": "create"])
            #expect(answer.status == 422)
            let alert = try #require(answer.alerts.first)
            for name in ["title", "description", "category", "main contact", "requester"] {
                #expect(alert.contains("\(name) is missing"), "\(name)")
            }
            for field in ["title", "description", "category", "mainContact", "requester"] {
                #expect(answer.isWrong("ticket-\(field)"), "\(field)")
            }
            #expect(answer.text.contains("value=\"12,50\""))
            #expect(answer.text.contains("SDC &lt;Lilas&gt;"))
            #expect(answer.text.contains("value=\"quote\" id=\"ticket-kind-quote\" checked"))
            #expect(try await !desk.get("/desk?folder=all").text.contains("data-ticket="))
        }
    }

    @Test("C9 a saved draft that is submitted names all that it lacks")
    func draftLacks() async throws {
        try await DeskFixture.use { (desk) async throws in
            let number = try await desk.create([
                "intent": "draft", "title": "", "category": "", "requester": "", "requesterPhone": "",
            ])
            let answer = try await desk.post("/desk/tickets/\(number)/submission", [:])
            #expect(answer.status == 422)
            let alert = try #require(answer.alerts.first)
            for name in ["title", "category", "main contact", "requester"] {
                #expect(alert.contains("\(name) is missing"))
            }
            #expect(!alert.contains("description is missing"))
        }
    }

    @Test("C3 C7 D7 D8 a submitted ticket leaves the drafts, its description is the first note, its priority a word")
    func submitted() async throws {
        try await DeskFixture.use { (desk) async throws in
            let number = try await desk.create(["intent": "draft"])
            let page = try await desk.done("/desk/tickets/\(number)/submission", [:])
            #expect(page.label == "to-do/new")
            #expect(page.text.contains("Emergency"))
            let timeline = try #require(page.text.range(of: "id=\"timeline\""))
            #expect(page.text[timeline.lowerBound...].contains("L’eau coule."))
            #expect(try await desk.get("/desk").row(number) != nil)
            #expect(try await desk.get("/desk?folder=drafts").row(number) == nil)
        }
    }

    @Test("one page shows every problem of every kind, each at its field")
    func problems() async throws {
        try await DeskFixture.use { (desk) async throws in
            let wrong = [
                "requesterPhone": "12", "requesterEmail": "odile@", "limit": "-3", "date": "2026-02-30",
                "time": "25:00",
                "title": String(repeating: "x", count: 201), "site": "99",
            ]
            let answer = try await desk.post("/desk/tickets", DeskFixture.ticket.merging(wrong) { _, new in new })
            #expect(answer.status == 422)
            for field in ["title", "requesterPhone", "requesterEmail", "limit", "time", "site"] {
                #expect(answer.isWrong("ticket-\(field)"), "\(field)")
            }
            #expect(answer.isWrong("ticket-date"))
        }
    }

    @Test("a visit in the past and one that the clocks skip are named at their fields")
    func impossibleTimes() async throws {
        try await DeskFixture.use { (desk) async throws in
            let past = try await desk.post(
                "/desk/tickets", DeskFixture.ticket.merging(["date": "2020-01-01", "time": "09:00"]) { _, new in new })
            #expect(past.status == 422)
            #expect(past.isWrong("ticket-date"))
            let skipped = try await desk.post(
                "/desk/tickets", DeskFixture.ticket.merging(["date": "2027-03-28", "time": "02:30"]) { _, new in new })
            #expect(skipped.status == 422)
            #expect(skipped.isWrong("ticket-time"))
            #expect(skipped.text.contains("03:30"))
        }
    }

    @Test("P18 the same form twice makes one ticket; its id with other contents is asked about")
    func doubleTap() async throws {
        try await DeskFixture.use { (desk) async throws in
            let first = try await desk.post("/desk/tickets", DeskFixture.ticket, id: "tap")
            let second = try await desk.post("/desk/tickets", DeskFixture.ticket, id: "tap")
            #expect(first.status == 303 && second.status == 303)
            #expect(first.header("Location") == second.header("Location"))
            let other = DeskFixture.ticket.merging(["title": "Autre chose"]) { _, new in new }
            let third = try await desk.post("/desk/tickets", other, id: "tap")
            #expect(third.status == 409)
            #expect(third.text.contains("value=\"Autre chose\""))
            #expect(third.value(ofField: "submission") != "tap")
            let fresh = try #require(third.value(ofField: "submission"))
            #expect(try await desk.post("/desk/tickets", other, id: fresh).status == 303)
        }
    }

    @Test("D10 a viewer sees no button, and a form of his is refused")
    func viewer() async throws {
        try await DeskFixture.use { (admin) async throws in
            let number = try await admin.create()
            let viewer = DeskFixture(
                portal: admin.portal, organization: admin.organization, browser: try await admin.colleague(.viewer))
            let page = try await viewer.get("/desk/tickets/\(number)")
            #expect(page.status == 200)
            #expect(
                !page.text.contains("#offer") && !page.text.contains("/edit\"") && !page.text.contains("/ownership"))
            #expect(!page.text.contains("/desk/tickets/new"))
            #expect(try await viewer.get("/desk/tickets/new").status == 403)
            for act in ["offer", "withdrawal", "messages", "ownership", "submission", "edit"] {
                let answer = try await viewer.post("/desk/tickets/\(number)/\(act)", ["text": "x", "reason": "x"])
                #expect(answer.status == 403, "\(act)")
            }
            #expect(try await viewer.post("/desk/tickets", DeskFixture.ticket).status == 403)
        }
    }

    @Test("the first edit takes the ticket, and says what changed")
    func edit() async throws {
        try await DeskFixture.use { (desk) async throws in
            let number = try await desk.create()
            let form = try await desk.get("/desk/tickets/\(number)/edit")
            #expect(form.text.contains("Fuite sous l’évier"))
            let site = try #require(form.text.firstMatch(of: /<option value="([0-9]+)" selected/).map { String($0.1) })
            var fields = DeskFixture.ticket
            fields["site"] = site
            fields["title"] = "Fuite, deuxième étage"
            fields["intent"] = "save"
            let page = try await desk.done("/desk/tickets/\(number)/edit", fields)
            #expect(page.label == "in-progress/own")
            #expect(page.text.contains("Fuite, deuxième étage"))
            #expect(page.text.contains("owned by you"))
        }
    }

    @Test("B19 C14 an edit of nothing but the priority, or of the files, stands in the timeline and is news")
    func smallEdits() async throws {
        try await DeskFixture.use { (desk) async throws in
            let number = try await desk.create()
            let path = "/desk/tickets/\(number)/edit"
            var fields = DeskFixture.ticket
            let form = try await desk.get(path)
            fields["site"] = form.text.firstMatch(of: /<option value="([0-9]+)" selected>/).map { String($0.1) }
            fields["intent"] = "save"
            var news = desk.office.store.changes(of: desk.organization.organization.id).makeAsyncIterator()
            fields["priority"] = "low"
            let page = try await desk.done(path, fields)
            #expect(page.text.contains("<p class=\"fact\">Priority</p>"))
            #expect(page.text.contains(">Low priority</span>"))
            #expect(await news.next() != nil)
            let file = TestClient.Part(
                "files", file: "plan.txt", type: "text/plain", bytes: Data("Au fond de la cour\n".utf8))
            let parts = fields.map { TestClient.Part($0.key, $0.value) } + [.init("submission", "files"), file]
            #expect(try await desk.browser.post(path, multipart: parts).status == 303)
            let after = try await desk.get("/desk/tickets/\(number)")
            #expect(after.text.contains("<p class=\"fact\">Files</p>") && after.text.contains("plan.txt"))
            _ = try await desk.done(path, fields)
            let same = try await desk.get("/desk/tickets/\(number)")
            #expect(same.text.components(separatedBy: "Details changed").count == 3, "nothing changed the third time")
        }
    }

    @Test("a history of more than 200 events is read page by page, each event once")
    func longHistory() async throws {
        try await DeskFixture.use { (desk) async throws in
            let number = try await desk.create()
            let organization = desk.organization.organization.id
            let found = try await desk.office.store.read { try $0.ticketID(number: number, of: organization) }
            let ticket = try #require(found)
            let origin = Origin.manager(desk.organization.manager.id)
            for index in 1...210 {
                _ = try await desk.office.workflow.perform(
                    WriteMessage(
                        .office(origin, ticket: ticket, isInternal: true), text: "Note \(index).", files: []))
            }
            let newest = try await desk.get("/desk/tickets/\(number)?folder=all")
            #expect(newest.text.contains("Note 210.") && !newest.text.contains("Note 1."))
            let older = try #require(
                newest.text.firstMatch(of: /href="([^"]*before=[0-9]+)#timeline"/).map { String($0.1) })
            let page = try await desk.get(older.replacing("&amp;", with: "&"))
            #expect(page.text.contains("Note 1.") && page.text.contains("Ticket submitted"))
            #expect(!page.text.contains("before=") && page.text.contains("Back to the newest"))
            func lines(_ page: TransferResponse) -> [String] {
                page.text.matches(of: /id="(event-[0-9]+)"/).map { String($0.1) }
            }
            let all = lines(newest) + lines(page)
            #expect(lines(newest).count == 200 && Set(all).count == all.count)
            let version = try await desk.office.store.read { try $0.ticket(ticket)?.version }
            #expect(all.count == version)
            for wrong in ["0", "-5", "x", "99999999999999999999"] {
                #expect(try await desk.get("/desk/tickets/\(number)?before=\(wrong)").text.contains("Note 210."))
            }
        }
    }

    @Test("another organization's ticket is as if it did not exist")
    func foreign() async throws {
        try await DeskFixture.use { (desk) async throws in
            let number = try await desk.create()
            let other = try await desk.office.organization("Autre régie")
            let stranger = DeskFixture(
                portal: desk.portal, organization: other, browser: try await desk.portal.signIn(other))
            #expect(try await stranger.get("/desk/tickets/\(number)").status == 404)
            #expect(try await stranger.post("/desk/tickets/\(number)/messages", ["text": "x"]).status == 404)
            #expect(try await !stranger.get("/desk?folder=all").text.contains(number))
        }
    }
}
