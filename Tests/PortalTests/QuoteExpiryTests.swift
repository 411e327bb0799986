import Courier
import Domain
import Foundation
import Gateways
import Intake
import RelaisTesting
import Store
import Testing
import Workflow

@Suite("A quote whose time is over")
struct QuoteExpiryTests {
    private func expired(_ kind: TicketKind = .order, _ test: (ExchangeStage) async throws -> Void) async throws {
        var setting = ExchangeStage.Setting()
        setting.kind = kind
        try await ExchangeStage.use(setting) { stage in
            _ = try await stage.accept("2026-12-20", "09:00")
            try await stage.sendQuote(validFor: .hours(48))
            #expect(try await !stage.offers("Send the quote"), "one that waits for its decision is not replaced")
            try await stage.office.advance(.hours(48))
            #expect(try await stage.order.quote?.status == .expired)
            try await test(stage)
        }
    }

    @Test(
        "B21 T34 the contractor's page says that his quote is no longer valid, in the record and where a new one is sent",
        arguments: [
            ("en", "No longer valid", "Your quote is no longer valid. You can send a new one."),
            ("fr", "N’est plus valable", "Votre devis n’est plus valable. Vous pouvez en envoyer un nouveau."),
            ("el", "Δεν ισχύει πια", "Η προσφορά σας δεν ισχύει πια. Μπορείτε να στείλετε νέα."),
            ("pl", "Już nieważna", "Twoja wycena straciła ważność. Możesz wysłać nową."),
        ])
    func words(language: String, record: String, state: String) async throws {
        try await expired { stage in
            let page = try await stage.page("?lang=\(language)")
            #expect(page.label == "waiting/decision")
            #expect(page.part("record")?.contains(record) == true, "\(page.part("record") ?? "")")
            #expect(page.text.contains(state))
            #expect(page.html.contains("<section class=\"card\" id=\"quote\">"), "a new one is what is wanted")
        }
    }

    @Test("B21 T34 the contractor hears of it, and sends a new one, which is approved")
    func again() async throws {
        try await expired { stage in
            #expect(try await stage.sent("quoteExpired") == 1)
            #expect(try await stage.sent("quoteExpiredAlert") == 1)
            let texts = stage.office.sms.sent.filter { $0.to == ExchangeStage.number }.map(\.text)
            #expect(texts.contains { $0.contains("Your quote has expired") })
            try await stage.done("Send the quote") { try $0.fill("Amount incl. tax", "700") }
            #expect(try await stage.stored.openTasks.count { $0.kind == .quoteDecision } == 1)
            try await stage.manager { ApproveQuote(stage.ticket.id, origin: $0) }
            #expect(try await stage.order.notToExceed?.amount == 70_000)
            #expect(try await stage.page().label == "in-progress/dispatch-confirmed")
            try await stage.office.advance(.hours(60), steps: 10)
            #expect(try await stage.order.quote?.status == .approved)
        }
    }

    @Test("B21 T30 the manager asks for a new one in place of the expired", arguments: [TicketKind.order, .quote])
    func asked(kind: TicketKind) async throws {
        try await expired(kind) { stage in
            let panel = try await stage.deskPage().panel("quote")
            #expect(panel?.contains("ask for a new one") == true)
            let desk = try await stage.portal.signIn(stage.organization)
            let answer = try await desk.post(
                "/desk/tickets/\(stage.ticket.number)/asks",
                form: [("kind", "quote"), ("text", "With the new prices"), ("submission", UUID().uuidString)])
            #expect(answer.status == 303)
            let page = try await stage.page()
            #expect(page.label == "waiting/quote")
            try await stage.done("Send the quote") { try $0.fill("Amount incl. tax", "700") }
            #expect(try await stage.stored.label == .waitingDecision)
        }
    }

    @Test("B22 a quote that can still be approved is not replaced behind the manager's back")
    func undecided() async throws {
        try await ExchangeStage.use { stage in
            _ = try await stage.accept()
            var form = try await stage.page().form(button: "Send the quote")
            try await stage.sendQuote()
            try form.fill("Amount incl. tax", "900")
            let answer = try await stage.unmoved { try await stage.submit(form) }
            #expect(answer.status == 409)
            #expect(try await stage.order.quote?.amount?.amount == 60_000)
            #expect(try await stage.deskPage().panel("ask")?.contains("value=\"quote\"") == false)
        }
    }
}
