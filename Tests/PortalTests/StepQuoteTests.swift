import Domain
import Foundation
import Gateways
import RelaisTesting
import Store
import Testing
import Workflow

@Suite("A quote by the contractor's page")
struct StepQuoteTests {
    private static var request: ExchangeStage.Setting {
        var setting = ExchangeStage.Setting()
        setting.kind = .quote
        return setting
    }

    private func promise(_ stage: ExchangeStage) async throws {
        #expect(try await stage.accept("", "").status == 303)
        #expect(try await stage.page().label == "waiting/quote")
    }

    private func quote(_ stage: ExchangeStage, _ amount: String, until: String? = nil, note: String = "")
        async throws -> TransferResponse
    {
        try await stage.press("Send the quote") {
            try $0.fill("Amount incl. tax", amount)
            if let until { try $0.fill("Valid until", until) }
            try $0.fill("Note", note)
        }
    }

    @Test("B21 B31 a request for a quote: first the quote, then the decision, then the work; each is seen on the page")
    func whole() async throws {
        try await ExchangeStage.use(Self.request) { stage in
            try await promise(stage)
            let wanted = try await stage.page()
            #expect(wanted.html.contains("<section class=\"card\" id=\"quote\">"))
            #expect(wanted.text.contains("Your quote is wanted"))
            for button in ["I am on site", "The work is finished", "Send the invoice"] {
                #expect(!wanted.forms.contains { $0.buttons.contains(button) }, "\(button)")
            }
            let sent = try await stage.done("Send the quote") {
                try $0.fill("Amount incl. tax", "1 250,50 €")
                try $0.fill("Note", "With a new siphon")
                try $0.attach(
                    "Add photos or files",
                    LoopForm.File(name: "q.pdf", type: "application/pdf", bytes: ExchangeFile.pdf))
            }
            #expect(sent.label == "waiting/decision")
            #expect(sent.element(role: "status")?.contains("Your quote has been sent") == true)
            let record = try #require(sent.part("record"))
            #expect(record.contains("€1,250.50") && record.contains("Waiting for the decision"))
            #expect(record.contains("valid until 16 December 2026") && record.contains("q.pdf"))
            // That day counts until it is over, although nobody typed it.
            let until = try #require(try await stage.order.quote?.validUntil)
            #expect(Appointment(until, in: "Europe/Paris").local.description == "2026-12-16T23:59")
            #expect(sent.text.contains("Quote: €1,250.50") && sent.text.contains("With a new siphon"))
            #expect(!sent.forms.contains { $0.buttons.contains("Send the quote") })
            let stored = try #require(try await stage.order.quote)
            #expect(stored.amount == Money(amount: 125_050, currency: "EUR"))

            try await stage.manager { ApproveQuote(stage.ticket.id, origin: $0) }
            let approved = try await stage.page()
            #expect(approved.label == "to-do/offered")
            #expect(approved.text.contains("Your quote is approved"))
            #expect(approved.text.contains("Will you do this job?"))
            #expect(approved.text.contains("€1,250.50 incl. tax"))
            // Now the work is meant, and that needs a date (B13).
            #expect(try await stage.accept("", "").status == 422)
            #expect(try await stage.following(try await stage.accept()).label == "in-progress/dispatch-confirmed")
        }
    }

    @Test("P40 a request for a price that became a job keeps the request's files, the quote's and the thread")
    func conversion() async throws {
        var setting = Self.request
        setting.jobFiles = [("plan.png", ExchangeFile.png)]
        try await ExchangeStage.use(setting) { stage in
            try await promise(stage)
            _ = try await stage.send("Which floor is it?")
            _ = try await stage.done("Send the quote") {
                try $0.fill("Amount incl. tax", "900")
                try $0.attach(
                    "Add photos or files",
                    LoopForm.File(name: "q.pdf", type: "application/pdf", bytes: ExchangeFile.pdf))
            }
            let before = try await stage.attachments().map(\.attachment.id)
            try await stage.manager { ApproveQuote(stage.ticket.id, origin: $0) }
            #expect(try await stage.accept().status == 303)
            let job = try await stage.page()
            #expect(job.label == "in-progress/dispatch-confirmed")
            for kept in ["plan.png", "q.pdf", "Which floor is it?"] { #expect(job.text.contains(kept), "\(kept)") }
            #expect(try await stage.attachments().map(\.attachment.id) == before && before.count == 2)
            let desk = try await stage.portal.signIn(stage.organization)
            let ticket = LoopPage(try await desk.get("/desk/tickets/\(stage.ticket.number)")).text
            for kept in ["plan.png", "q.pdf", "Which floor is it?"] { #expect(ticket.contains(kept), "\(kept)") }
        }
    }

    @Test("B22 a refused quote says why, and another can be sent")
    func refused() async throws {
        try await ExchangeStage.use { stage in
            _ = try await stage.accept()
            #expect(try await quote(stage, "900", note: "More pipe").status == 303)
            #expect(try await stage.page().label == "waiting/decision")
            try await stage.manager { RefuseQuote(stage.ticket.id, reason: "Too dear", origin: $0) }
            let page = try await stage.page()
            #expect(page.label == "in-progress/dispatch-confirmed")
            #expect(page.part("record")?.contains("Refused") == true)
            #expect(page.part("record")?.contains("Too dear") == true)
            #expect(try await quote(stage, "700").status == 303)
            try await stage.manager { ApproveQuote(stage.ticket.id, origin: $0) }
            #expect(try await stage.page().part("record")?.contains("€700.00 Approved") == true)
            #expect(try await stage.order.notToExceed?.amount == 70_000)
        }
    }

    @Test("B21 T28 a quote that the manager asks for stands first, with his words; what is not wanted any more is said")
    func asked() async throws {
        try await ExchangeStage.use { stage in
            _ = try await stage.accept()
            #expect(try await stage.page().html.contains("<details class=\"card fold\" id=\"quote\">"))
            try await stage.ask(.quote)
            #expect(try await stage.page().html.contains("<section class=\"card\" id=\"quote\">"))
            let form = try await stage.page().form(button: "Send the quote")
            let task = try #require(try await stage.stored.openTask(.quote))
            try await stage.manager { CancelAsk(stage.ticket.id, task: task.id, origin: $0) }
            let page = try await stage.page()
            #expect(page.text.contains("The quote is no longer needed"))
            #expect(page.label == "in-progress/dispatch-confirmed")
            // The form was open: it is taken as a quote of his own accord.
            var late = form
            try late.fill("Amount incl. tax", "500")
            #expect(try await stage.submit(late).status == 303)
        }
    }

    @Test(
        "an amount is read as people write it",
        arguments: [
            ("450", 45_000), ("450,5", 45_050), ("450.50", 45_050), ("1 234,56 €", 123_456), ("1.234,56", 123_456),
            ("1,234.56", 123_456), ("EUR 99", 9_900), ("1\u{202F}234,00", 123_400),
        ])
    func amounts(typed: String, cents: Int64) async throws {
        try await ExchangeStage.use { stage in
            _ = try await stage.accept()
            #expect(try await quote(stage, typed).status == 303)
            #expect(try await stage.order.quote?.amount?.amount == cents)
        }
    }

    @Test(
        "a bad amount is refused at its field in clear words, nothing is stored and all that was typed stays",
        arguments: [
            ("-450", "above zero"), ("0", "above zero"), ("0,00", "above zero"), ("four", "cannot be read"),
            ("4 5 0", "cannot be read"), ("1.234", "two ways"), ("450 zł", "in EUR"), ("99999999999", "too large"),
            ("999999999999999999999999", "cannot be read"), ("1e5", "cannot be read"), ("", "Give an amount"),
            ("12,345,6", "cannot be read"),
        ])
    func badAmounts(typed: String, words: String) async throws {
        try await ExchangeStage.use { stage in
            _ = try await stage.accept()
            let answer = try await stage.unmoved { try await quote(stage, typed, until: "2026-12-01", note: "kept") }
            #expect(answer.status == 422)
            #expect(answer.isWrong("quote-amount"))
            let page = LoopPage(answer)
            #expect(page.alert.contains(words), "\(page.alert)")
            #expect(page.html.contains("<details class=\"card fold\" id=\"quote\" open>"))
            let form = try page.form(button: "Send the quote")
            #expect(try form.value("Amount incl. tax") == typed)
            #expect(try form.value("Valid until") == "2026-12-01")
            #expect(try form.value("Note") == "kept")
            #expect(try await stage.order.quote == nil)
        }
    }

    @Test("a quote that is valid until yesterday is refused; a file alone is a quote")
    func validity() async throws {
        try await ExchangeStage.use { stage in
            _ = try await stage.accept()
            let answer = try await stage.unmoved { try await quote(stage, "450", until: "2026-11-15") }
            #expect(answer.isWrong("quote-validUntil"))
            let page = try await stage.done("Send the quote") {
                try $0.attach("Add photos or files", ExchangeStage.pdf)
                try $0.fill("Valid until", "2026-11-16")
            }
            #expect(page.part("record")?.contains("See the file") == true)
            let until = try #require(try await stage.order.quote?.validUntil)
            #expect(Appointment(until, in: "Europe/Paris").local.description == "2026-11-16T23:59")
        }
    }

    @Test("a quote for a job that is already done is refused with what to do instead, and what was typed can be sent")
    func tooLate() async throws {
        try await ExchangeStage.use { stage in
            _ = try await stage.accept()
            try stage.travel(to: "2026-11-23T09:00")
            var form = try await stage.page().form(button: "Send the quote")
            try await stage.done("The work is finished")
            try form.fill("Amount incl. tax", "900")
            try form.fill("Note", "Needs a new pump")
            let answer = try await stage.unmoved { try await stage.submit(form) }
            #expect(answer.status == 409)
            #expect(LoopPage(answer).alert.contains("a quote comes too late"))
            let message = try LoopPage(answer).form(button: "Send").value("Message")
            #expect(message.contains("Needs a new pump") && message.contains("900"))
            // Also where the late one has a fault of its own.
            try form.fill("Amount incl. tax", "abc")
            form.set("submission", "other")
            let faulty = try await stage.unmoved { try await stage.submit(form) }
            #expect(faulty.status == 409)
            #expect(LoopPage(faulty).alert.contains("a quote comes too late"))
        }
    }

    @Test("P39 the job is taken away while the quote is typed: nothing is stored, and the words can still be sent")
    func withdrawn() async throws {
        try await ExchangeStage.use { stage in
            _ = try await stage.accept()
            var form = try await stage.page().form(button: "Send the quote")
            try form.fill("Amount incl. tax", "nonsense")
            try form.fill("Note", "We had ordered the part")
            try await stage.withdraw()
            let answer = try await stage.unmoved { try await stage.submit(form) }
            #expect(answer.status == 410)
            #expect(LoopPage(answer).alert.contains("no longer yours"))
            #expect(try LoopPage(answer).form(button: "Send").value("Message").contains("We had ordered the part"))
        }
    }

    @Test("P18 a double tap on a quote is one quote; two different ones at once, one counts and the other is told")
    func twice() async throws {
        var setting = ExchangeStage.Setting()
        setting.contractor = ExchangeStage.pair
        try await ExchangeStage.use(setting) { stage in
            _ = try await stage.accept()
            let second = try stage.portal.page(sms: ExchangeStage.secondNumber)
            var mine = try await stage.page().form(button: "Send the quote")
            var theirs = try LoopPage(try await stage.phone.get(second), path: second).form(button: "Send the quote")
            try mine.fill("Amount incl. tax", "500")
            try theirs.fill("Amount incl. tax", "600")
            let taps = [mine, mine, mine]
            let answers = try await withThrowingTaskGroup(of: Int.self) { group in
                for form in taps { group.addTask { try await stage.submit(form).status } }
                return try await group.reduce(into: [Int]()) { $0.append($1) }
            }
            #expect(answers == [303, 303, 303])
            #expect(try await stage.count("quoted") == 1)
            let other = try await stage.unmoved { try await stage.submit(theirs) }
            #expect(other.status == 409)
            #expect(LoopPage(other).alert.contains("Karim Martin did this already"))
            #expect(try LoopPage(other).form(button: "Send").value("Message").contains("600"))
        }
    }
}
