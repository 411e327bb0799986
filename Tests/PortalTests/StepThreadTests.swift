import Domain
import Foundation
import Gateways
import RelaisTesting
import Store
import Testing
import Workflow

@Suite("What both sides read of the steps")
struct StepThreadTests {
    @Test("B18 one link leads through every step: each time what is wanted now stands before the job")
    func oneLink() async throws {
        try await ExchangeStage.use { stage in
            func first(_ id: String) async throws -> Bool {
                let html = try await stage.page().html
                guard let step = html.firstRange(of: "<section class=\"card\" id=\"\(id)\">"),
                    let job = html.firstRange(of: "data-part=\"job\"")
                else { return false }
                return step.lowerBound < job.lowerBound
            }
            _ = try await stage.accept()
            try stage.travel(to: "2026-11-23T08:45")
            #expect(try await first("arrival"))
            try await stage.done("I am on site")
            #expect(try await !first("arrival"))
            #expect(try await first("completion"))
            try await stage.done("The work is finished")
            #expect(try await first("invoice"))
            try await stage.done("Send the invoice") { try $0.bill() }
            #expect(try await !first("invoice"))
        }
    }

    @Test(
        "B20 A27 a question of the manager's stands first with his words, and is answered by a message; asked again, the new words"
    )
    func question() async throws {
        try await ExchangeStage.use { stage in
            _ = try await stage.accept()
            try await stage.ask(.message, "Which model is the boiler?")
            let page = try await stage.page()
            #expect(page.text.contains("A question for you Which model is the boiler? Answer"))
            try await stage.ask(.message, "And how old is it?")
            #expect(try await stage.page().text.contains("A question for you And how old is it?"))
            #expect(try await stage.page().text.contains("Which model is the boiler?"))
            _ = try await stage.send("A Frisquet of 2011")
            let after = try await stage.page()
            #expect(!after.text.contains("A question for you"))
            #expect(after.text.contains("A Frisquet of 2011"))
        }
    }

    @Test("P39 an answer to a question that was withdrawn a second ago still arrives as a message")
    func withdrawnQuestion() async throws {
        try await ExchangeStage.use { stage in
            _ = try await stage.accept()
            try await stage.ask(.message, "Is the cellar locked?")
            let task = try #require(try await stage.stored.openTask(.message))
            try await stage.manager { CancelAsk(stage.ticket.id, task: task.id, origin: $0) }
            #expect(try await stage.send("No").status == 303)
            let page = try await stage.page()
            #expect(page.text.contains("The question is settled"))
            #expect(!page.text.contains("A question for you"))
        }
    }

    @Test(
        "A28 A29 A30 a note with a photo during the work stands in the thread with name, size, sender and time, at once"
    )
    func notes() async throws {
        try await ExchangeStage.use { stage in
            try await stage.arrive()
            _ = try await stage.send("The valve leaks", files: [ExchangeFile.part("valve.png", ExchangeFile.png)])
            let page = try await stage.page()
            #expect(page.text.firstMatch(of: /The valve leaks valve\.png [0-9]+ B You · Mon 23 Nov, 09:00/) != nil)
            #expect(try await stage.stored.attention == .message)
            let entry = try #require(try await stage.timeline().last)
            #expect(entry.attachments.map(\.name) == ["valve.png"])
            #expect(entry.actorName == "Karim Martin")
            let told = try await stage.office.deliveries(of: stage.ticket)
            #expect(told.contains { $0.notice.kind == .messageToManager })
        }
    }

    @Test("C51 the thread tells every step in order, under the name of who did it")
    func story() async throws {
        try await ExchangeStage.use { stage in
            try await stage.finish()
            try await stage.manager { SendBack(stage.ticket.id, note: "Please paint it", origin: $0) }
            try await stage.done("The work is finished")
            _ = try await stage.done("Send the invoice") { try $0.bill() }
            try await stage.manager { AcceptInvoice(stage.ticket.id, origin: $0) }
            let text = try await stage.page().text
            let story = [
                "Request sent", "Accepted for Mon 23 Nov, 09:00 · You", "On site · You",
                "Work reported as finished · You", "Please complete the work", "Please paint it",
                "Nina Morel, Régie Bellecour", "Work reported as finished", "Invoice F-17: €420.00", "Invoice accepted",
            ]
            var rest = text[(text.firstRange(of: "Conversation")?.lowerBound ?? text.startIndex)...]
            for words in story {
                let found = rest.firstRange(of: words)
                #expect(found != nil, "\(words) in \(rest)")
                if let found { rest = rest[found.upperBound...] }
            }
        }
    }

    @Test(
        "P39 whoever lost the job sees no step, and each of them is refused",
        arguments: ["quote", "completion", "invoice", "limit", "schedule", "presence"])
    func gone(act: String) async throws {
        try await ExchangeStage.use { stage in
            try await stage.arrive()
            try await stage.withdraw()
            let page = try await stage.page()
            #expect(page.status == 410)
            // A message, and "not my number" (T17, P37).
            #expect(page.forms.count == 2)
            let fields = [
                ("presence", "here"), ("amount", "500"), ("note", "x"), ("date", "2026-11-24"), ("time", "09:00"),
            ]
            let answer = try await stage.unmoved { try await stage.post(act, fields) }
            #expect(answer.status == 410)
            #expect(LoopPage(answer).alert.contains("no longer yours"))
        }
    }

    @Test(
        "P18 a used id with other contents is asked about, with a new id and what was typed", arguments: ["fr", "en"])
    func usedID(language: String) async throws {
        try await ExchangeStage.use { stage in
            _ = try await stage.accept()
            let fields = [("date", "2026-11-24"), ("time", "10:00"), ("note", "one")]
            let query = "?lang=\(language)"
            #expect(try await stage.post("schedule", fields, id: "tap", query: query).status == 303)
            let other = [("date", "2026-11-25"), ("time", "10:00"), ("note", "two")]
            let answer = try await stage.unmoved { try await stage.post("schedule", other, id: "tap", query: query) }
            #expect(answer.status == 409)
            let button = language == "fr" ? "Enregistrer et Envoyer la note" : "Change the date"
            let form = try LoopPage(answer).form(button: button)
            #expect(form.fields.contains { $0.name == "note" && $0.value == "two" })
            #expect(!form.fields.contains { $0.name == "submission" && $0.value == "tap" })
        }
    }

    @Test("B31 the kind and its own steps are shown at every stage", arguments: [TicketKind.order, .quote])
    func steps(kind: TicketKind) async throws {
        var setting = ExchangeStage.Setting()
        setting.kind = kind
        try await ExchangeStage.use(setting) { stage in
            func now() async throws -> String? {
                try await stage.page().html.firstMatch(of: /<li class="now"[^>]*>([^<]*)</).map { String($0.1) }
            }
            #expect(try await now() == "Request")
            let date = kind == .quote ? ("", "") : ("2026-11-23", "09:00")
            #expect(try await stage.accept(date.0, date.1).status == 303)
            #expect(try await now() == (kind == .quote ? "Quote" : "Visit"))
            #expect(try await stage.page().text.contains(kind == .quote ? "Quote request" : "Work order"))
            _ = try await stage.done("Send the quote") { try $0.fill("Amount incl. tax", "400") }
            #expect(try await now() == (kind == .quote ? "Decision" : "Visit"))
            try await stage.manager { ApproveQuote(stage.ticket.id, origin: $0) }
            if kind == .quote {
                #expect(try await now() == "On site")
                _ = try await stage.accept()
            }
            try stage.travel(to: "2026-11-23T09:00")
            try await stage.done("I am on site")
            #expect(try await now() == "On site")
            try await stage.done("The work is finished")
            #expect(try await now() == (kind == .quote ? "Invoice" : "Done"))
            _ = try await stage.done("Send the invoice") { try $0.bill("1", "300") }
            #expect(try await now() == "Invoice")
            try await stage.manager { AcceptInvoice(stage.ticket.id, origin: $0) }
            try await stage.manager { ResolveTicket(stage.ticket.id, method: .communicated, note: nil, origin: $0) }
            #expect(try await now() == nil)
        }
    }

    @Test("A25 every step's page is sound in every reader's language", arguments: Language.allCases)
    func languages(language: Language) async throws {
        var setting = ExchangeStage.Setting()
        setting.language = language
        setting.contractor = ExchangeStage.plumber(language)
        setting.rules.wantsSignature = true
        try await ExchangeStage.use(setting) { stage in
            func sound() async throws {
                let page = try await stage.page()
                #expect(page.status == 200)
                #expect(!page.text.contains("[exchange") && !page.text.contains("…"), "\(page.text)")
            }
            _ = try await stage.accept()
            try await sound()
            try stage.travel(to: "2026-11-23T09:30")
            try await sound()
            #expect(try await stage.post("presence", [("presence", "here")]).status == 303)
            try await sound()
            #expect(try await stage.post("completion", [("act", "done"), ("signedBy", "O.P.")]).status == 303)
            try await sound()
        }
    }
}
