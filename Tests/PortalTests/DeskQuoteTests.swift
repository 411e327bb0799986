import Domain
import Foundation
import Gateways
import RelaisTesting
import Testing

@Suite("Quotes at the desk")
struct DeskQuoteTests {
    @Test(
        "B21 B22 E10 a quote shows its amount against the limit, its validity and its file; approved, it is the limit")
    func approve() async throws {
        try await DeskFixture.use { (desk) async throws in
            let job = try await DeskJob.accepted(desk)
            try await job.quote(52_000)
            let row = try #require(try await desk.get("/desk").row(job.number))
            #expect(row.contains("quote to decide on"))
            let page = try await job.page()
            #expect(page.label == "waiting/decision")
            let panel = try #require(page.panel("quote"))
            #expect(panel.contains("<dd class=\"late\">€520.00, above the limit of €450.50</dd>"))
            #expect(panel.contains("Valid until") && panel.contains("devis.pdf"))
            #expect(panel.contains("Main-d’œuvre comprise."))
            #expect(page.timeline.contains("€520.00, above the limit of €450.50"))
            #expect(page.text.contains("is-wanted\" id=\"quote\""))
            let approved = try await job.done("quote-decision", ["decision": "approve"])
            #expect(approved.label == "in-progress/dispatch-confirmed")
            #expect(approved.facts.contains("€520.00 incl. tax"))
            #expect(approved.panel("quote") == nil)
            #expect(approved.timeline.contains("Quote of Plomberie Martin approved"))
        }
    }

    @Test(
        "B22 a refusal needs a reason; without one the form comes back open, with it the job goes on at the old limit")
    func refuse() async throws {
        try await DeskFixture.use { (desk) async throws in
            let job = try await DeskJob.accepted(desk)
            try await job.quote(40_000)
            #expect(try await job.page().panel("quote")?.contains("€400.00 (limit: €450.50)") == true)
            let empty = try await job.post("quote-decision", ["decision": "refuse", "reason": " "])
            #expect(empty.status == 422 && empty.isWrong("quote-reason"))
            #expect(empty.panel("quote")?.contains("<details class=\"step\" open>") == true)
            #expect(try await job.post("quote-decision", [:]).status == 422)
            let page = try await job.done("quote-decision", ["decision": "refuse", "reason": "Trop cher <ici>"])
            #expect(page.label == "in-progress/dispatch-confirmed")
            #expect(page.timeline.contains("Trop cher &lt;ici&gt;"))
            #expect(page.facts.contains("€450.50"))
        }
    }

    @Test("B22 a quote that has expired can be refused and no longer approved")
    func expired() async throws {
        try await DeskFixture.use { (desk) async throws in
            let job = try await DeskJob.accepted(desk, in: 24 * 30)
            try await job.quote(40_000, validFor: 3)
            desk.office.travel.advance(.days(4))
            let panel = try #require(try await job.page().panel("quote"))
            #expect(!panel.contains("value=\"approve\"") && panel.contains("value=\"refuse\""))
            #expect(panel.contains("expired"))
            let answer = try await job.post("quote-decision", ["decision": "approve"])
            #expect(answer.status == 409)
            #expect(answer.alerts.first?.contains("Waiting for a decision") == true)
        }
    }

    @Test("P19 of two decisions on one quote the first counts, and the second is told so")
    func two() async throws {
        try await DeskFixture.use { (desk) async throws in
            let job = try await DeskJob.accepted(desk)
            try await job.quote(40_000)
            _ = try await job.done("quote-decision", ["decision": "approve"])
            let late = try await job.post("quote-decision", ["decision": "refuse", "reason": "Trop cher"])
            #expect(late.status == 409)
            #expect(late.alerts.first?.contains("Dispatch confirmed") == true)
            #expect(!late.timeline.contains("Trop cher"))
        }
    }

    @Test("B31 a quote that was asked for instead of work is approved, and the same firm is then asked for a date")
    func request() async throws {
        try await DeskFixture.use { (desk) async throws in
            let job = try await DeskJob.offered(desk, ["kind": "quote", "limit": ""])
            try await job.quote(90_000)
            let panel = try #require(try await job.page().panel("quote"))
            #expect(panel.contains("<dd>€900.00</dd>"), "without a limit there is nothing to hold it against")
            let page = try await job.done("quote-decision", ["decision": "approve"])
            #expect(page.label == "to-do/offered")
            #expect(page.facts.contains("€900.00"))
        }
    }
}
