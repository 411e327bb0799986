import Courier
import Domain
import Foundation
import Gateways
import Intake
import RelaisTesting
import Store
import Testing
import Workflow

@Suite("Asking for somebody else's decision")
struct ApproverAskTests {
    @Test("B22 the desk's form wants a name and an address or a number, and keeps what was typed")
    func form() async throws {
        try await DeskFixture.use { (desk) async throws in
            let job = try await DeskJob.accepted(desk)
            try await job.quote(52_000)
            let before = try await job.stored()
            let cases: [([String: String], String)] = [
                (["approver": " "], "approver"), (["approverEmail": "", "approverPhone": ""], "approverEmail"),
                (["approverEmail": "helene"], "approverEmail"), (["approverPhone": "12"], "approverPhone"),
                (["approverLanguage": "xx"], "approverLanguage"),
            ]
            for (change, field) in cases {
                let answer = try await job.post(
                    "quote-decision", ApproverStage.form.merging(change) { _, new in new })
                #expect(answer.status == 422 && answer.isWrong("quote-\(field)"), "\(field)")
                #expect(answer.panel("quote")?.contains("Merci de voir avant jeudi.") == true)
            }
            #expect(try await job.stored() == before)
            #expect(desk.office.sms.written.allSatisfy { $0.to != ApproverStage.number })
        }
    }

    @Test("D10 a viewer may not ask, and there is nothing to ask without a quote that waits")
    func refused() async throws {
        try await DeskFixture.use { (desk) async throws in
            let job = try await DeskJob.accepted(desk)
            #expect(try await job.post("quote-decision", ApproverStage.form).status == 409)
            try await job.quote(52_000)
            let viewer = try await desk.colleague(.viewer)
            let page = try await viewer.get(job.path)
            #expect(page.panel("quote") == nil)
            for decision in ["ask", "dismiss"] {
                let fields = ApproverStage.form.merging(["decision": decision]) { _, new in new }
                let answer = try await viewer.post(
                    "\(job.path)/quote-decision",
                    form: fields.map { ($0.key, $0.value) } + [("submission", UUID().uuidString)])
                #expect(answer.status == 403)
            }
            #expect(try await job.post("quote-decision", ["decision": "dismiss"]).status == 409)
            let other = try await desk.office.organization("Syndic Perrache")
            let stranger = try await desk.portal.signIn(other)
            let fields = ApproverStage.form.map { ($0.key, $0.value) } + [("submission", UUID().uuidString)]
            #expect(try await stranger.post("\(job.path)/quote-decision", form: fields).status == 404)
            #expect(try await job.stored().activeOrder?.quote?.approver == nil)
        }
    }

    @Test("E4 T54 where his number does not exist the ticket goes to the Inbox, and the mail reaches him all the same")
    func notReached() async throws {
        try await DeskFixture.use { (desk) async throws in
            let job = try await DeskJob.accepted(desk)
            try await job.quote(52_000)
            desk.office.sms.fail { message in
                message.to == ApproverStage.number ? SendFailure(.badAddress, code: "21", text: "unknown") : nil
            }
            _ = try await job.done("quote-decision", ApproverStage.form)
            try await desk.office.courier.drain()
            #expect(try await job.stored().attention == .notReached)
            #expect(try await job.page().timeline.contains("Hélène Roux"))
            let alert = try #require(desk.office.mail.written.last { $0.to.name == desk.organization.manager.name })
            #expect(alert.plain.contains("Our message to Hélène Roux"))
            #expect(desk.office.mail.written.last { $0.to.address == ApproverStage.email } != nil)
        }
    }

    @Test("B22 E16 a program asks, sees who was asked, and takes it back")
    func program() async throws {
        try await APIFixture.use { fixture in
            let number = try await fixture.job(.accept)
            let body: [String: Any] = [
                "name": "Hélène Roux", "email": ApproverStage.email, "phone": "06 39 98 00 77", "language": "pl",
                "note": "Avant jeudi",
            ]
            try await fixture.expectConflict(number, "quote-approver", body)
            try await fixture.does(.quote, number)
            for (wrong, problem) in [
                (["name": ""], "name: text.missing"), (["email": "x"], "email: email.invalid"),
                (["email": NSNull(), "phone": NSNull()], "email: approver.unreachable"),
                (["language": "de"], "language: choice.notOneOf"),
            ] as [([String: Any], String)] {
                let answer = try await fixture.act(number, "quote-approver", body.merging(wrong) { $1 })
                #expect(answer.status == 422 && answer.problems == [problem], "\(problem): \(answer.problems)")
            }
            let asked = try await fixture.act(number, "quote-approver", body)
            #expect(asked.status == 200, "\(asked.text)")
            #expect(asked.json["order"]["quote"]["approver"]["name"].text == "Hélène Roux")
            try await fixture.office.courier.drain()
            let sms = try #require(fixture.office.sms.written.last)
            #expect(sms.to == ApproverStage.number && sms.text.contains("/t/"))
            let event = try #require(try await fixture.events(number).last)
            #expect(event["type"].text == "approverAsked" && event["data"]["note"].text == "Avant jeudi")
            let taken = try await fixture.api.post("tickets/\(number)/quote-approver/cancellation", [:])
            #expect(taken.status == 200)
            #expect(taken.json["order"]["quote"]["approver"]["name"].text == nil)
            try await fixture.expectConflict(number, "quote-approver/cancellation", [:])
            let again = try await fixture.act(number, "quote-approver", body)
            #expect(again.status == 200)
            try await fixture.office.courier.drain()
            let token = try #require(TestOffice.token(in: fixture.office.sms.written.last?.text ?? ""))
            let link = try #require(fixture.office.links.verify(token))
            _ = try await fixture.office.workflow.perform(DecideAsApprover(link: link, .approve(amount: nil)))
            let decided = try #require(try await fixture.events(number).last)
            #expect(decided["type"].text == "quoteApproved" && decided["actor"]["kind"].text == "approver")
            #expect(decided["actor"]["name"].text == "Hélène Roux" && decided["channel"].text == "link")
        }
    }
}
