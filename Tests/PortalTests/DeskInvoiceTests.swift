import Domain
import Foundation
import Gateways
import RelaisTesting
import Testing
import Workflow

@Suite("Invoices at the desk")
struct DeskInvoiceTests {
    private func billed(_ desk: DeskFixture, _ cents: Int64 = 40_000) async throws -> DeskJob {
        let job = try await DeskJob.completed(desk)
        try await job.perform(SendInvoice(link: job.link, invoice: try job.invoice("F-2026/17", cents)))
        return job
    }

    @Test("B30 E10 an invoice shows number, date and total against the limit, and is accepted")
    func accept() async throws {
        try await DeskFixture.use { (desk) async throws in
            let job = try await billed(desk)
            #expect(try await desk.get("/desk").row(job.number)?.contains("invoice to check") == true)
            let page = try await job.page()
            let panel = try #require(page.panel("invoice"))
            #expect(panel.contains("F-2026/17") && panel.contains("€400.00 (limit: €450.50)"))
            #expect(panel.contains("facture.pdf"))
            #expect(page.timeline.contains("€400.00 (limit: €450.50)"))
            let accepted = try await job.done("invoice-decision", ["decision": "accept"])
            #expect(accepted.facts.contains("<li class=\"done\"><span class=\"what\">Check of the invoice</span>"))
            #expect(accepted.panel("invoice") == nil)
        }
    }

    @Test("E10 an invoice is held against the approved quote, which took the limit's place")
    func quote() async throws {
        try await DeskFixture.use { (desk) async throws in
            let job = try await DeskJob.accepted(desk)
            try await job.quote(60_000)
            _ = try await job.done("quote-decision", ["decision": "approve"])
            try await job.perform(
                Complete(
                    link: job.link, report: nil, files: [], signature: nil, signedBy: nil,
                    invoice: try job.invoice("F-2", 58_000)))
            #expect(try await job.page().panel("invoice")?.contains("€580.00 (approved quote: €600.00)") == true)
        }
    }

    @Test("B30 a rejection needs a reason, and the invoice is owed again")
    func reject() async throws {
        try await DeskFixture.use { (desk) async throws in
            let job = try await billed(desk)
            let empty = try await job.post("invoice-decision", ["decision": "reject"])
            #expect(empty.status == 422 && empty.isWrong("invoice-reason"))
            let page = try await job.done(
                "invoice-decision", ["decision": "reject", "reason": "La TVA manque."])
            #expect(page.timeline.contains("La TVA manque."))
            #expect(page.facts.contains("open · Plomberie Martin"))
            let late = try await job.post("invoice-decision", ["decision": "accept"])
            #expect(late.status == 409 && late.alerts.first?.isEmpty == false)
        }
    }

    @Test("B28 an invoice that nobody wants is waived, whether it came or not")
    func waive() async throws {
        try await DeskFixture.use { (desk) async throws in
            let job = try await DeskJob.completed(desk)
            #expect(try await job.page().panel("invoice")?.contains("value=\"waive\"") == true)
            let page = try await job.done("invoice-decision", ["decision": "waive"])
            #expect(page.facts.contains("<li class=\"cancelled\"><span class=\"what\">Invoice</span>"))
            #expect(page.panel("invoice") == nil)
        }
    }

    @Test("E10 a higher limit is granted in money as people type it, and only upwards")
    func limit() async throws {
        try await DeskFixture.use { (desk) async throws in
            let job = try await DeskJob.completed(desk)
            #expect(try await job.page().panel("limit") == nil, "nobody asked for one")
            let more = Money(amount: 60_000, currency: "EUR")
            try await job.perform(AskForLimit(link: job.link, amount: more, note: "Deux heures de plus."))
            let panel = try #require(try await job.page().panel("limit"))
            #expect(panel.contains("value=\"600.00\"") && panel.contains("Deux heures de plus."))
            for wrong in ["", "abc", "-3", "12,345", "450.50", "99999999999999999999", "600 PLN"] {
                let answer = try await job.post("limit", ["amount": wrong])
                #expect(answer.status == 422 && answer.isWrong("limit-amount"), "\(wrong)")
                #expect(answer.text.contains("name=\"amount\" type=\"text\" value=\"\(wrong)\""), "\(wrong)")
            }
            let page = try await job.done("limit", ["amount": "1 600,50 €"])
            #expect(page.facts.contains("€1,600.50"))
            #expect(page.panel("limit") == nil)
        }
    }
}
