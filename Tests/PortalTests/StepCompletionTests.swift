import Courier
import Domain
import Foundation
import Gateways
import RelaisTesting
import Store
import Testing
import Workflow

@Suite("The end of the work on the contractor's page")
struct StepCompletionTests {
    @Test("B25 B26 the end is reported with photos as proofs, which both sides open; the page says when and by whom")
    func proofs() async throws {
        try await ExchangeStage.use { stage in
            try await stage.arrive()
            let page = try await stage.done("The work is finished") {
                try $0.fill("Comment", "New siphon, tested")
                try $0.attach("Add photos or files", ExchangeStage.photo)
                try $0.attach("Add photos or files", .init(name: "b.png", type: "image/png", bytes: ExchangeFile.png))
            }
            #expect(page.label == "in-progress/to-check")
            #expect(page.element(role: "status")?.contains("The work is reported as finished") == true)
            let record = try #require(page.part("record"))
            for words in ["New siphon, tested", "proof.png", "b.png", "Karim Martin", "Mon 23 Nov, 09:00"] {
                #expect(record.contains(words), "\(words)")
            }
            let address = try #require(page.html.firstMatch(of: /class="file" href="([^"]*)"/)).1
            #expect(try await stage.phone.get(String(address)).body == ExchangeFile.png)
            #expect(try await stage.count("completed") == 1)
            #expect(try await stage.stored.openTask(.invoice) != nil)
        }
    }

    @Test("B26 T26 where a proof is compulsory, none is refused at the field and the comment stays")
    func noProof() async throws {
        var setting = ExchangeStage.Setting()
        setting.rules.needsProofs = true
        setting.rules.wantsSignature = true
        try await ExchangeStage.use(setting) { stage in
            try await stage.arrive()
            let answer = try await stage.unmoved {
                try await stage.press("The work is finished") { try $0.fill("Comment", "All done") }
            }
            #expect(answer.status == 422)
            #expect(answer.isWrong("completion-files") && answer.isWrong("completion-signedBy"))
            #expect(try LoopPage(answer).form(button: "The work is finished").value("Comment") == "All done")
            #expect(try await stage.attachments().isEmpty)
        }
    }

    @Test("E9 the occupant signs: drawn, with a name; without a script the name is enough")
    func signature() async throws {
        var setting = ExchangeStage.Setting()
        setting.rules.wantsSignature = true
        try await ExchangeStage.use(setting) { stage in
            try await stage.arrive()
            let page = try await stage.done("The work is finished") {
                try $0.attach(
                    "Signature on the screen", .init(name: "s.png", type: "image/png", bytes: Drawing.signature))
                try $0.fill("Name of the person who signs", "Odile Petit")
            }
            #expect(page.part("record")?.contains("Odile Petit") == true)
            #expect(page.text.contains("Signed by Odile Petit"))
            #expect(page.part("record")?.contains("s.png") == true)
        }
        try await ExchangeStage.use(setting) { stage in
            try await stage.arrive()
            let page = try await stage.done("The work is finished") {
                try $0.fill("Name of the person who signs", "Odile Petit")
            }
            #expect(page.text.contains("Signed by Odile Petit"))
            #expect(try await stage.count("signed") == 1)
        }
    }

    @Test("B27 the invoice comes with the report, in one press")
    func withInvoice() async throws {
        try await ExchangeStage.use { stage in
            try await stage.arrive()
            let page = try await stage.done("The work is finished") { try $0.bill(date: "2026-11-23") }
            #expect(page.label == "in-progress/to-check")
            let record = try #require(page.part("record"))
            #expect(record.contains("No. F-17, 23 November 2026: €420.00"))
            #expect(record.contains("Being checked") && record.contains("invoice.pdf"))
            #expect(try await stage.count("completed") == 1)
            #expect(try await stage.count("invoiced") == 1)
            #expect(!page.html.contains("<section class=\"card\" id=\"invoice\">"))
        }
    }

    @Test("T25 T30 work that needs authorisation: the manager is told by mail, the quote is owed and reminded of")
    func authorisationTold() async throws {
        var setting = ExchangeStage.Setting()
        setting.priority = .high
        try await ExchangeStage.use(setting) { stage in
            try await stage.arrive()
            try await stage.office.courier.drain()
            let mails = stage.office.mail.sent.count
            let page = try await stage.done("Send and leave") {
                try $0.choose("An approval (quote)")
                try $0.fill("Note", "The limit is too low for a new pump")
            }
            #expect(page.label == "waiting/quote")
            #expect(page.html.contains("<section class=\"card\" id=\"quote\">"))
            try await stage.office.courier.drain()
            let told = stage.office.mail.sent.dropFirst(mails)
            #expect(told.map(\.to.name) == ["Nina Morel"])
            #expect(told.first?.plain.contains("The limit is too low for a new pump") == true)
        }
    }

    @Test(
        "B27 E10 half an invoice, or one above the limit, refuses the whole report: nothing stored, nothing typed lost")
    func badInvoice() async throws {
        try await ExchangeStage.use { stage in
            try await stage.arrive()
            let half = try await stage.unmoved {
                try await stage.press("The work is finished") {
                    try $0.fill("Comment", "Done")
                    try $0.fill("Total incl. tax", "1.234")
                }
            }
            #expect(half.status == 422)
            for field in ["number", "date", "total", "invoiceFile"] { #expect(half.isWrong("completion-\(field)")) }
            #expect(half.text.contains("<details class=\"fold field\" open>"))
            #expect(try LoopPage(half).form(button: "The work is finished").value("Comment") == "Done")

            let above = try await stage.unmoved {
                try await stage.press("The work is finished") { try $0.bill("F-1", "450,01", date: "2026-11-23") }
            }
            #expect(above.status == 422)
            let page = LoopPage(above)
            #expect(page.alert.contains("above the agreed limit of €450.00"))
            #expect(try page.form(button: "The work is finished").value("Invoice number") == "F-1")
            // Before the end a higher price is a quote, in the same place, with the total as typed.
            let quote = try page.form(button: "Send the quote")
            #expect(try quote.value("Amount incl. tax") == "450,01")
            #expect(page.html.contains("<section class=\"card\" id=\"quote\">"))
            #expect(try await stage.stored.label == .onSite)
            #expect(try await stage.attachments().isEmpty)
            #expect(try await stage.submit(quote).status == 303)
            #expect(try await stage.page().label == "waiting/decision")
        }
    }

    @Test(
        "E8 T25 leaving without having finished says why, with the next date if it is known",
        arguments: [
            ("Another visit", "in-progress/incomplete"), ("Parts", "waiting/parts"),
            ("An approval (quote)", "waiting/quote"),
        ])
    func left(outcome: String, label: String) async throws {
        try await ExchangeStage.use { stage in
            try await stage.arrive()
            let page = try await stage.done("Send and leave") {
                try $0.choose(outcome)
                try $0.fill("Note", "The wall must be opened")
                try $0.attach("Add photos or files", ExchangeStage.photo)
            }
            #expect(page.label == label)
            #expect(page.text.contains("The wall must be opened"))
            #expect(page.text.contains("proof.png"))
            #expect(page.text.contains("Not finished:"))
        }
    }

    @Test("E8 the next visit is half said, or no reason chosen: refused at the field, and the rest stays")
    func leftBadly() async throws {
        try await ExchangeStage.use { stage in
            try await stage.arrive()
            let answer = try await stage.unmoved {
                try await stage.press("Send and leave") {
                    try $0.fill("Date of the next visit", "2026-11-26")
                    try $0.fill("Note", "Parts ordered")
                }
            }
            #expect(answer.status == 422)
            #expect(answer.isWrong("departure-time") && answer.isWrong("departure-outcome"))
            let form = try LoopPage(answer).form(button: "Send and leave")
            #expect(try form.value("Date of the next visit") == "2026-11-26")
            #expect(try form.value("Note") == "Parts ordered")
            let page = try await stage.done("Send and leave") {
                try $0.choose("Another visit")
                try $0.fill("Date of the next visit", "2026-11-26")
                try $0.fill("Time of the next visit", "08:00")
            }
            #expect(page.text.contains("Next visit: Thu 26 Nov, 08:00"))
            #expect(try await stage.order.appointment?.local.description == "2026-11-26T08:00")
        }
    }

    @Test("T27 a report that is not accepted is asked for again with the manager's words, and can be sent again")
    func sentBack() async throws {
        try await ExchangeStage.use { stage in
            try await stage.finish()
            try await stage.manager { SendBack(stage.ticket.id, note: "The tap still drips", origin: $0) }
            let page = try await stage.page()
            #expect(page.label == "in-progress/incomplete")
            #expect(page.html.contains("<section class=\"card\" id=\"completion\">"))
            #expect(page.part("completion")?.contains("The tap still drips") == true)
            let after = try await stage.done("The work is finished") { try $0.fill("Comment", "Now dry") }
            #expect(after.label == "in-progress/to-check")
            #expect(after.part("record")?.contains("Now dry") == true)
        }
    }

    @Test("P19 one says finished while the other says not: exactly one stands, and the other is told")
    func race() async throws {
        var setting = ExchangeStage.Setting()
        setting.contractor = ExchangeStage.pair
        try await ExchangeStage.use(setting) { stage in
            let second = try stage.portal.page(sms: ExchangeStage.secondNumber)
            try await stage.arrive()
            let done = try await stage.page().form(button: "The work is finished")
            var theirs = try LoopPage(try await stage.phone.get(second), path: second).form(button: "Send and leave")
            try theirs.choose("Parts")
            let leaving = theirs
            async let first = stage.submit(done)
            async let other = stage.submit(leaving)
            let (finished, left) = try await (first, other)
            #expect(finished.status == 303)
            #expect(try await stage.count("completed") == 1)
            // Leaving first and finishing after it is a story that may be told; the reverse is not.
            let leaves = try await stage.count("leftIncomplete")
            #expect(left.status == (leaves == 1 ? 303 : 409))
            if left.status == 409 {
                #expect(LoopPage(left).alert.contains("Karim Martin did this already, Mon 23 Nov, 09:00"))
                #expect(try LoopPage(left).form(button: "Send").value("Message").contains("needed?: Parts"))
            } else {
                let types = try await stage.timeline().map(\.type)
                #expect(types.firstIndex(of: "leftIncomplete") ?? 0 < types.firstIndex(of: "completed") ?? 0)
            }
            // A third, who is late for sure, is told who was first.
            theirs.set("submission", "late")
            let late = try await stage.unmoved { try await stage.submit(theirs) }
            #expect(late.status == 409)
            #expect(LoopPage(late).alert.contains("Karim Martin did this already"))
            #expect(try await stage.stored.label == .toCheck)
        }
    }

    @Test(
        "E1 a technician's link offers what is done on site, shows no price, and is refused the office's acts in words")
    func technician() async throws {
        var setting = ExchangeStage.Setting()
        setting.contractor = ExchangeStage.pair
        try await ExchangeStage.use(setting) { stage in
            _ = try await stage.accept()
            _ = try await stage.done("Send the quote") {
                try $0.fill("Amount incl. tax", "777")
                try $0.attach("Add photos or files", ExchangeStage.pdf)
            }
            try await stage.manager { ApproveQuote(stage.ticket.id, origin: $0) }
            let quoteFile = try #require(try await stage.attachments().last).attachment.id
            let path = try await stage.technician()
            try stage.travel(to: "2026-11-23T08:30")
            let page = LoopPage(try await stage.phone.get(path), path: path)
            #expect(page.status == 200)
            let buttons = Set(page.forms.flatMap(\.buttons))
            #expect(buttons.contains("I am on site") && buttons.contains("The work is finished"))
            for button in ["Send the quote", "Send the invoice", "Change the date", "I cannot come"] {
                #expect(!buttons.contains(button), "\(button)")
            }
            #expect(!page.text.contains("Quote") && !page.html.contains("invoice.pdf"))
            #expect(!page.html.contains("name=\"total\""))
            #expect(try await stage.phone.get("\(path)/files/\(quoteFile)").status == 404)
            #expect(try await stage.phone.get("\(stage.path)/files/\(quoteFile)").status == 200)

            for (act, fields) in [
                ("quote", [("amount", "500")]), ("quote", [("amount", "x")]), ("limit", [("amount", "900")]),
                ("invoice", [("number", "1")]),
                ("schedule", [("date", "2026-11-27"), ("time", "09:00"), ("note", "x")]),
                ("presence", [("presence", "absent"), ("reason", "no")]),
            ] {
                let answer = try await stage.unmoved { try await stage.post(act, fields, to: path) }
                #expect(answer.status == 409, "\(act)")
                #expect(LoopPage(answer).alert.contains("sent by your office"), "\(act)")
            }
            let arrived = try await stage.done("I am on site", path: path)
            #expect(arrived.text.contains("On site · You"))
            #expect(try await stage.page().text.contains("On site · Léo Petit"))
            let form = try LoopPage(try await stage.phone.get(path), path: path).form(button: "Send and leave")
            #expect(!form.fields.contains { $0.name == "date" })
            try await stage.done("The work is finished", path: path) {
                try $0.fill("Comment", "Done by me")
                try $0.attach("Add photos or files", ExchangeStage.photo)
            }
            let office = try await stage.page()
            #expect(office.part("record")?.contains("Léo Petit") == true)
            #expect(office.html.contains("<section class=\"card\" id=\"invoice\">"))
        }
    }
}
