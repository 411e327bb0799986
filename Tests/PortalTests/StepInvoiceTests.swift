import Courier
import Domain
import Foundation
import Gateways
import RelaisTesting
import Store
import Testing
import Workflow

@Suite("The invoice by the contractor's page")
struct StepInvoiceTests {
    private func bill(
        _ stage: ExchangeStage, _ number: String = "F-17", _ total: String = "420,00", date: String? = nil
    )
        async throws -> TransferResponse
    {
        try await stage.press("Send the invoice") { try $0.bill(number, total, date: date) }
    }

    @Test(
        "B28 B30 an invoice that did not come with the report is wanted, sent with number, date, total and file, and stays readable"
    )
    func whole() async throws {
        try await ExchangeStage.use { stage in
            try await stage.finish()
            let wanted = try await stage.page()
            #expect(wanted.html.contains("<section class=\"card\" id=\"invoice\">"))
            #expect(try wanted.form(button: "Send the invoice").value("Invoice date") == "2026-11-23")
            let page = try await stage.done("Send the invoice") { try $0.bill() }
            #expect(page.element(role: "status")?.contains("Your invoice has been sent") == true)
            #expect(page.element(role: "status")?.contains("Number: 2026-") == true)
            let record = try #require(page.part("record"))
            #expect(record.contains("No. F-17, 23 November 2026: €420.00 Being checked"))
            #expect(page.html.contains("<details class=\"card fold\" id=\"invoice\">"))
            #expect(page.text.contains("Invoice F-17: €420.00"))

            try await stage.manager { AcceptInvoice(stage.ticket.id, origin: $0) }
            let over = try await stage.page()
            #expect(over.part("record")?.contains("Accepted") == true)
            #expect(!over.forms.contains { $0.buttons.contains("Send the invoice") })
        }
    }

    @Test("T43 a rejected invoice is asked for again with the reason, and its number is free again")
    func rejected() async throws {
        try await ExchangeStage.use { stage in
            try await stage.finish()
            #expect(try await bill(stage).status == 303)
            try await stage.manager { RejectInvoice(stage.ticket.id, reason: "No VAT number", origin: $0) }
            let page = try await stage.page()
            #expect(page.html.contains("<section class=\"card\" id=\"invoice\">"))
            #expect(page.part("invoice")?.contains("No VAT number") == true)
            #expect(page.part("record")?.contains("Rejected") == true)
            #expect(try await bill(stage).status == 303)
            #expect(try await stage.page().part("record")?.contains("Being checked") == true)
        }
    }

    @Test("B28 an invoice that the manager waives is not asked for any more")
    func waived() async throws {
        try await ExchangeStage.use { stage in
            try await stage.finish()
            try await stage.manager { WaiveInvoice(stage.ticket.id, origin: $0) }
            let page = try await stage.page()
            #expect(page.text.contains("No invoice is needed"))
            #expect(!page.forms.contains { $0.buttons.contains("Send the invoice") })
        }
    }

    @Test("E10 dated before completion, in the future, above the limit, without a file: all is said at once, and stays")
    func misfits() async throws {
        try await ExchangeStage.use { stage in
            try await stage.finish()
            let answer = try await stage.unmoved { try await bill(stage, "F-9", "450,01", date: "2026-11-22") }
            #expect(answer.status == 422)
            #expect(answer.isWrong("invoice-total") && answer.isWrong("invoice-date"))
            let page = LoopPage(answer)
            #expect(page.alert.contains("above the agreed limit of €450.00"))
            #expect(page.alert.contains("before the work was finished (23 November 2026)"))
            let form = try page.form(button: "Send the invoice")
            #expect(try form.value("Invoice number") == "F-9")
            #expect(try form.value("Total incl. tax") == "450,01")
            #expect(try form.value("Invoice date") == "2026-11-22")
            let future = try await stage.unmoved { try await bill(stage, date: "2026-12-24") }
            #expect(LoopPage(future).alert.contains("lies in the future"))
            let bare = try await stage.unmoved { try await stage.press("Send the invoice") }
            for field in ["number", "total", "invoiceFile"] { #expect(bare.isWrong("invoice-\(field)")) }
            #expect(try await stage.attachments().isEmpty)
            #expect(try await bill(stage, "F-9", "450").status == 303)
        }
    }

    @Test(
        "an invoice's total is read as strictly as a quote's",
        arguments: ["-1", "0", "ten", "1.234", "99999999999999", "12 zł", "450,00 450,00"])
    func amounts(typed: String) async throws {
        try await ExchangeStage.use { stage in
            try await stage.finish()
            let answer = try await stage.unmoved { try await bill(stage, "F-9", typed) }
            #expect(answer.status == 422)
            #expect(answer.isWrong("invoice-total"))
            #expect(try LoopPage(answer).form(button: "Send the invoice").value("Total incl. tax") == typed)
        }
    }

    @Test("E10 a number that the firm used for another job is refused, however it is spelled")
    func usedNumber() async throws {
        try await ExchangeStage.use { stage in
            try await stage.finish()
            #expect(try await bill(stage, "F 2026/17").status == 303)
            let office = stage.office
            let second = try await office.ticket(of: stage.organization, to: ExchangeStage.plumber())
            try await office.courier.drain()
            // What the first job has still to say may leave after the second one's offer.
            let offer = office.sms.written.last { $0.to == ExchangeStage.number && $0.text.contains(second.number) }
            let other = try "/t/\(#require(offer.flatMap { TestOffice.token(in: $0.text) }))"
            #expect(other != stage.path)
            #expect(try await stage.accept("2026-11-24", "09:00", to: other).status == 303)
            try stage.travel(to: "2026-11-24T09:00")
            try await stage.done("The work is finished", path: other)
            let answer = try await stage.unmoved {
                try await stage.press("Send the invoice", path: other) { try $0.bill("f2026/17") }
            }
            #expect(answer.status == 422)
            #expect(answer.isWrong("invoice-number"))
            #expect(LoopPage(answer).alert.contains("already used this invoice number"))
        }
    }

    @Test("E10 after a refusal for the limit a higher one is asked for in the same place with the total as typed")
    func higherLimit() async throws {
        try await ExchangeStage.use { stage in
            try await stage.finish()
            let folded = try await stage.page()
            #expect(folded.html.contains("<details class=\"card fold\" id=\"limit\">"))
            let refused = LoopPage(try await bill(stage, "F-9", "612,40"))
            #expect(refused.html.contains("<section class=\"card\" id=\"limit\">"))
            var form = try refused.form(button: "Ask for a higher limit")
            #expect(try form.value("Amount incl. tax") == "612,40")
            try form.fill("Note", "The pipe was rusted through")
            let page = try await stage.following(try await stage.submit(form))
            #expect(page.element(role: "status")?.contains("Your request has been sent") == true)
            #expect(page.part("record")?.contains("€612.40 Waiting for an answer") == true)
            #expect(page.text.contains("The pipe was rusted through"))
            #expect(try await stage.stored.attention != nil)

            try await stage.manager {
                RaiseLimit(stage.ticket.id, amount: Money(amount: 61_240, currency: "EUR"), origin: $0)
            }
            let raised = try await stage.page()
            #expect(raised.text.contains("New limit: €612.40"))
            #expect(raised.part("record")?.contains("Waiting for an answer") == false)
            #expect(try await bill(stage, "F-9", "612,40").status == 303)
        }
    }

    @Test("E10 T30 a higher limit that is asked for is told to the manager by mail and confirmed to whoever asked")
    func limitTold() async throws {
        try await ExchangeStage.use { stage in
            try await stage.finish()
            try await stage.office.courier.drain()
            let (mails, texts) = (stage.office.mail.sent.count, stage.messages())
            try await stage.done("Ask for a higher limit") {
                try $0.fill("Amount incl. tax", "612,40")
                try $0.fill("Note", "The pipe was rusted through")
            }
            try await stage.office.courier.drain()
            let told = stage.office.mail.sent.dropFirst(mails)
            #expect(told.map(\.to.name) == ["Nina Morel"])
            #expect(told.first?.subject.contains(stage.ticket.number) == true)
            for words in ["asks for a higher limit", "€612.40", "The pipe was rusted through", "/desk/tickets/"] {
                #expect(told.first?.plain.contains(words) == true, "\(words)")
            }
            #expect(stage.messages() == texts + 1)
            #expect(stage.office.sms.written.last?.text.contains("request for a higher limit is recorded") == true)
            let desk = try await stage.portal.signIn(stage.organization)
            #expect(try await desk.get("/desk").text.contains(stage.ticket.number))
        }
    }

    @Test("E10 a limit that is not higher, or no amount, is refused at the field")
    func notHigher() async throws {
        try await ExchangeStage.use { stage in
            try await stage.finish()
            for amount in ["450", "449,99", "", "x"] {
                let answer = try await stage.unmoved {
                    try await stage.press("Ask for a higher limit") { try $0.fill("Amount incl. tax", amount) }
                }
                #expect(answer.status == 422)
                #expect(answer.isWrong("limit-amount"), "\(amount)")
            }
        }
    }

    @Test("P18 an invoice twice is one invoice; an invoice before the work is done says so")
    func twice() async throws {
        try await ExchangeStage.use { stage in
            try await stage.arrive()
            let early = try await stage.unmoved {
                try await stage.post("invoice", [("number", "F-1"), ("date", "2026-11-23"), ("total", "100")])
            }
            #expect(early.status == 409)
            #expect(LoopPage(early).alert.contains("not possible as things stand"))
            try await stage.done("The work is finished")
            var form = try await stage.page().form(button: "Send the invoice")
            try form.bill()
            let first = try await stage.submit(form)
            let second = try await stage.unmoved { try await stage.submit(form) }
            #expect(first.status == 303 && first.header("Location") == second.header("Location"))
            #expect(try await stage.count("invoiced") == 1)
        }
    }

    @Test("B18 B28 the invoice is still asked for and taken once the ticket is resolved, by the same old link")
    func afterTheEnd() async throws {
        try await ExchangeStage.use { stage in
            try await stage.finish()
            try await stage.manager { ResolveTicket(stage.ticket.id, method: .communicated, note: nil, origin: $0) }
            let page = try await stage.page()
            #expect(page.label == "resolved")
            #expect(page.html.contains("<section class=\"card\" id=\"invoice\">"))
            #expect(try await bill(stage).status == 303)
            #expect(try await stage.page().part("record")?.contains("Being checked") == true)
        }
    }
}
