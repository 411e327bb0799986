import Domain
import Foundation
import Gateways
import RelaisTesting
import Testing
import Workflow

@Suite("Asking from the desk")
struct DeskAskTests {
    @Test("B20 B25 B29 each ask is one press, and the ticket's tasks show who owes it until when")
    func onePress() async throws {
        try await DeskFixture.use { (desk) async throws in
            let job = try await DeskJob.accepted(desk)
            let panel = try #require(try await job.page().panel("ask"))
            for kind in ["quote", "presence", "completion", "message"] {
                #expect(panel.contains("name=\"kind\" value=\"\(kind)\""), "\(kind)")
            }
            #expect(!panel.contains("value=\"invoice\""), "no invoice before the work is done")
            let page = try await job.done("asks", ["kind": "quote"])
            #expect(page.label == "waiting/quote")
            #expect(page.statuses.first?.contains("on its way") == true)
            #expect(page.facts.contains("<span class=\"what\">Quote</span>"))
            #expect(page.facts.contains("open · Plomberie Martin · <span>by "))
            #expect(page.timeline.contains("Plomberie Martin"))
        }
    }

    @Test("B29 the invoice is asked for once the work is done, and not again once it lies with the manager")
    func invoice() async throws {
        try await DeskFixture.use { (desk) async throws in
            let job = try await DeskJob.completed(desk)
            let page = try await job.done("asks", ["kind": "invoice"])
            #expect(page.panel("ask")?.contains("value=\"invoice\"") == true)
            try await job.perform(SendInvoice(link: job.link, invoice: try job.invoice("F-1", 40_000)))
            #expect(try await job.page().panel("ask")?.contains("value=\"invoice\"") == false)
            #expect(try await job.page().facts.contains("Check of the invoice"))
        }
    }

    @Test("B20 a question needs its text, and its answer ends the task")
    func question() async throws {
        try await DeskFixture.use { (desk) async throws in
            let job = try await DeskJob.accepted(desk)
            let empty = try await job.post("asks", ["kind": "message", "text": "  ", "dueDate": "2026-11-20"])
            #expect(empty.status == 422)
            #expect(empty.isWrong("ask-text") && empty.isWrong("ask-dueTime"))
            #expect(empty.text.contains("value=\"2026-11-20\""))
            #expect(empty.text.contains("class=\"panel act-panel is-open\" id=\"ask\""))
            let page = try await job.done("asks", ["kind": "message", "text": "Quel étage ?"])
            #expect(page.timeline.contains("Quel étage ?"))
            #expect(page.facts.contains("<span class=\"what\">Reply</span>"))
            try await job.perform(
                WriteMessage(.link(job.link), text: "Le troisième.", files: [], ways: nil))
            let answered = try await job.page()
            #expect(answered.facts.contains("<li class=\"done\"><span class=\"what\">Reply</span>"))
            #expect(answered.timeline.contains("Le troisième."))
        }
    }

    @Test("B20 a moment that has passed is refused at its field, and what was typed is kept")
    func past() async throws {
        try await DeskFixture.use { (desk) async throws in
            let job = try await DeskJob.accepted(desk)
            let answer = try await job.post(
                "asks", ["kind": "presence", "text": "Êtes-vous <là> ?", "dueDate": "2020-01-02", "dueTime": "09:00"])
            #expect(answer.status == 422 && answer.isWrong("ask-dueDate"))
            #expect(answer.text.contains("Êtes-vous &lt;là&gt; ?"))
            #expect(try await job.post("asks", ["kind": "gold"]).status == 422)
        }
    }

    @Test("D15 an ask is cancelled beside its task; a second later that is told, and nothing is done")
    func cancel() async throws {
        try await DeskFixture.use { (desk) async throws in
            let job = try await DeskJob.accepted(desk)
            let page = try await job.done("asks", ["kind": "message", "text": "Quel étage ?"])
            let task = try #require(try await job.stored().openTask(.message)?.id.description)
            #expect(page.facts.contains("name=\"task\" value=\"\(task)\""))
            let cancelled = try await job.done("cancellation", ["task": task])
            #expect(cancelled.facts.contains("<li class=\"cancelled\"><span class=\"what\">Reply</span>"))
            #expect(cancelled.timeline.contains("Request cancelled: Reply"))
            #expect(!cancelled.facts.contains("name=\"task\" value=\"\(task)\""))
            let again = try await job.post("cancellation", ["task": task])
            #expect(again.status == 409)
            #expect(again.alerts.first?.contains("not possible as things stand") == true)
            #expect(try await job.post("cancellation", ["task": "x"]).status == 422)
        }
    }

    @Test("P18 the same ask sent twice opens one task and one line")
    func twice() async throws {
        try await DeskFixture.use { (desk) async throws in
            let job = try await DeskJob.accepted(desk)
            for _ in 1...2 {
                let answer = try await desk.post(
                    "\(job.path)/asks", ["kind": "message", "text": "Quel étage ?"], id: "tap")
                #expect(answer.status == 303)
            }
            #expect(try await job.stored().openTasks.count { $0.kind == .message } == 1)
            #expect(try await job.page().timeline.components(separatedBy: "Quel étage ?").count == 2)
        }
    }

    @Test("D10 a viewer sees the tasks and none of the acts, and his forms are refused")
    func viewer() async throws {
        try await DeskFixture.use { (admin) async throws in
            let job = try await DeskJob.completed(admin)
            let viewer = DeskFixture(
                portal: admin.portal, organization: admin.organization, browser: try await admin.colleague(.viewer))
            let page = try await viewer.get(job.path)
            #expect(page.facts.contains("<span class=\"what\">Invoice</span>"))
            #expect(!page.text.contains("<section class=\"panel") && !page.text.contains("/cancellation"))
            let acts = [
                "asks", "cancellation", "quote-decision", "report", "limit", "invoice-decision", "schedule",
                "resolution",
            ]
            for act in acts {
                #expect(try await viewer.post("\(job.path)/\(act)", ["decision": "accept"]).status == 403, "\(act)")
            }
            #expect(try await job.stored().label == .toCheck)
        }
    }
}
