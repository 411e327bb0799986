import Domain
import Foundation
import Gateways
import RelaisTesting
import Testing
import Workflow

@Suite("Quotes that are only a file")
struct OfficeFileQuoteTests {
    @Test("B22 E10 a quote that is only a file is approved at the amount that is typed, and its invoice is taken")
    func desk() async throws {
        try await ExchangeStage.use { stage in
            try await stage.arrive()
            try await stage.done("Send the quote") {
                try $0.fill("Amount incl. tax", "")
                try $0.attach("Add photos or files", ExchangeStage.pdf)
            }
            let desk = OfficeDesk(stage, try await stage.portal.signIn(stage.organization))
            #expect(try await desk.page().part("quote")?.contains("Amount of the quote") == true)
            for typed in ["", "twelve", "-3"] {
                let answer = try await stage.unmoved {
                    try await desk.post("quote-decision", ["decision": "approve", "amount": typed])
                }
                #expect(answer.status == 422 && answer.isWrong("quote-amount"), "\(typed)")
                #expect(typed.isEmpty || answer.text.contains("value=\"\(typed)\""))
            }
            #expect(try await stage.order.notToExceed?.amount == 45_000)
            let page = try await desk.done("quote-decision", ["decision": "approve", "amount": "980,00"])
            #expect(page.part("facts")?.contains("€980.00 incl. tax") == true)
            try await stage.done("The work is finished")
            try await stage.done("Send the invoice") { try $0.bill("F-17", "975,00") }
            #expect(try await desk.page().part("invoice")?.contains("€975.00 (approved quote: €980.00)") == true)
        }
    }

    @Test("B22 a quote that names its amount is approved without typing one")
    func named() async throws {
        try await ExchangeStage.use { stage in
            _ = try await stage.accept()
            try await stage.done("Send the quote") { try $0.fill("Amount incl. tax", "400") }
            let desk = OfficeDesk(stage, try await stage.portal.signIn(stage.organization))
            #expect(try await desk.page().part("quote")?.contains("Amount of the quote") == false)
            _ = try await desk.done("quote-decision", ["decision": "approve"])
            #expect(try await stage.order.notToExceed?.amount == 40_000)
        }
    }

    @Test("B22 E16 a program must name the amount of a quote that is only a file, and of no other")
    func program() async throws {
        try await APIFixture.use { fixture in
            let number = try await fixture.job(.accept)
            let link = try await fixture.office.officeLink(of: try await fixture.id(number))
            let file = try fixture.office.file("devis.pdf", type: "application/pdf", bytes: ExchangeFile.pdf)
            _ = try await fixture.office.workflow.perform(
                SendQuote(link: link, amount: nil, validUntil: nil, note: nil, files: [file]))
            let silent = try await fixture.act(number, "quote-decision", ["approved": true])
            #expect(silent.status == 422 && silent.problems == ["amount: amount.missing"])
            let foreign: [String: Any] = ["approved": true, "amount": ["amount": 98_000, "currency": "USD"]]
            #expect(try await fixture.act(number, "quote-decision", foreign).problems == ["amount: amount.currency"])
            let right: [String: Any] = ["approved": true, "amount": ["amount": 98_000]]
            let approved = try await fixture.act(number, "quote-decision", right)
            #expect(approved.status == 200, "\(approved.text)")
            #expect(approved.json["order"]["notToExceed"]["amount"].number == 98_000)
            let event = try #require(try await fixture.events(number).last { $0["type"].text == "quoteApproved" })
            #expect(event["data"]["notToExceed"]["amount"].number == 98_000)

            let other = try await fixture.job(.accept, .quote)
            let wrong = try await fixture.act(other, "quote-decision", right)
            #expect(wrong.status == 422 && wrong.problems == ["amount: quote.otherAmount"])
            #expect(try await fixture.act(other, "quote-decision", ["approved": true]).status == 200)
        }
    }
}
