import Courier
import Domain
import Foundation
import Gateways
import Intake
import RelaisTesting
import Store
import Testing
import Workflow

@Suite("The end of an approver's link")
struct ApproverEndTests {
    @Test("P19 T32 the manager was quicker: his page says so, and neither press nor file works any more")
    func quicker() async throws {
        try await ApproverStage.use { stage in
            let file = try #require(
                try await stage.get().text.firstMatch(of: /href="([^"]+\/files\/\d+)"/).map { String($0.1) })
            _ = try await stage.job.done("quote-decision", ["decision": "refuse", "reason": "Nous avons mieux."])
            let page = try await stage.get()
            #expect(page.status == 410 && page.text.contains("already been refused"))
            #expect(!page.text.contains("Nous avons mieux."), "that is for the contractor")
            for answer in [try await stage.approve(), try await stage.refuse(), try await stage.refuse("")] {
                #expect(answer.status == 409 && answer.text.contains("already been refused"))
            }
            #expect(try await stage.phone.get(file).status == 404)
            #expect(try await stage.job.stored().activeOrder?.quote?.status == .refused)
        }
    }

    @Test("T34 an expired quote cannot be decided on by his link, in his language")
    func expired() async throws {
        try await ApproverStage.use(validFor: 3, ["approverLanguage": "fr"]) { stage in
            stage.office.travel.advance(.days(4))
            for _ in 1...2 {
                let page = try await stage.get()
                #expect(page.status == 410 && page.text.contains("Ce devis n’est plus valable"))
                #expect(try await stage.approve().status == 410)
                #expect(try await stage.refuse().status == 410)
                try await stage.office.courier.drain()
            }
            #expect(try await stage.job.stored().activeOrder?.quote?.status == .expired)
        }
    }

    @Test("T32 asking another replaces the first, whose link is dead; withdrawing leaves the decision to the manager")
    func replaced() async throws {
        try await ApproverStage.use { first in
            let second = try await ApproverStage.ask(
                first.job, ["approver": "Paul Girard", "approverPhone": "06 39 98 00 78", "approverEmail": ""])
            #expect(second.path != first.path)
            let old = try await first.get()
            #expect(old.status == 410 && old.text.contains("no longer asked for"))
            #expect(try await first.unmoved { try await first.approve() }.status == 410)
            #expect(try await second.get().status == 200)
            let page = try await first.job.done("quote-decision", ["decision": "dismiss"])
            #expect(page.timeline.contains("Paul Girard is no longer asked to decide"))
            #expect(page.panel("quote")?.contains("value=\"dismiss\"") == false)
            #expect(try await second.get().status == 410)
            #expect(try await first.unmoved { try await second.approve() }.status == 410)
            // He may be asked again, and the manager may still decide by himself.
            let third = try await ApproverStage.ask(first.job)
            #expect(try await third.get().status == 200)
            let approved = try await first.job.done("quote-decision", ["decision": "approve"])
            #expect(approved.label == "in-progress/dispatch-confirmed")
            #expect(try await third.get().text.contains("already been approved"))
            #expect(try await first.get().text.contains("no longer asked for"))
        }
    }

    @Test("T17 a job that was withdrawn, and a newer quote, leave his link dead")
    func gone() async throws {
        try await ApproverStage.use { stage in
            _ = try await stage.job.done("withdrawal", ["reason": "Plus besoin."])
            #expect(try await stage.get().status == 410)
            #expect(try await stage.unmoved { try await stage.approve() }.status == 410)
        }
        try await ApproverStage.use(validFor: 2) { stage in
            stage.office.travel.advance(.days(3))
            try await stage.office.courier.drain()
            try await stage.job.quote(41_000)
            #expect(try await stage.get().status == 410)
            #expect(try await stage.unmoved { try await stage.approve() }.status == 410)
            #expect(try await stage.job.stored().activeOrder?.quote?.approver == nil)
        }
    }

    @Test("E1 an approver's link does nothing that a contractor's does, and neither does the reverse")
    func scopes() async throws {
        try await ApproverStage.use { stage in
            let acts = [
                "answer", "undo", "messages", "files", "schedule", "presence", "quote", "completion", "invoice",
                "limit", "technician", "tickets", "wrong-number", "opening",
            ]
            let fields = [
                ("decision", "accept"), ("text", "Bonjour"), ("act", "passOn"), ("amount", "10"),
                ("name", "X"), ("phone", "06 39 98 00 44"), ("language", "fr"), ("submission", "s"),
            ]
            for act in acts {
                let answer = try await stage.unmoved {
                    try await stage.phone.post("\(stage.path)/\(act)", form: fields)
                }
                #expect([303, 404].contains(answer.status), "\(act): \(answer.status)")
                #expect(answer.status == 404 || act == "opening", "\(act)")
            }
            #expect(try await stage.get("/live").status == 404)
            let upload = try await stage.phone.send("PATCH", "\(stage.path)/uploads/key", body: Data("x".utf8))
            #expect([404, 405].contains(upload.status), "\(upload.status)")
            // Neither the office's link nor a technician's decides, however it is asked.
            let technician = try await stage.technicianPath()
            for path in [try stage.contractorPath(), technician] {
                for decision in ["approve", "refuse"] {
                    let answer = try await stage.unmoved {
                        try await stage.phone.post(
                            "\(path)/decision",
                            form: [("decision", decision), ("reason", "Non"), ("submission", UUID().uuidString)])
                    }
                    #expect(answer.status == 404)
                }
            }
            #expect(try await stage.get().status == 200)
        }
    }

    @Test("E1 he fetches the quote's files and no other of the ticket, and sends none")
    func files() async throws {
        try await ApproverStage.use { stage in
            let ticket = try await stage.job.stored().id
            let photo = try stage.office.file("cave.pdf", type: "application/pdf", bytes: Data("%PDF-1.4 cave".utf8))
            try await stage.job.perform(
                WriteMessage(.link(stage.job.link), text: "Vu.", files: [photo], ways: nil))
            let all = try await stage.office.store.read { try $0.attachments(of: ticket) }
            #expect(all.count == 2)
            for record in all {
                let answer = try await stage.get("/files/\(record.attachment.id)")
                #expect(
                    answer.status == (record.attachment.name == "devis.pdf" ? 200 : 404), "\(record.attachment.name)")
            }
            let sent = try await stage.unmoved {
                try await stage.phone.post(
                    "\(stage.path)/decision",
                    multipart: [
                        .init("decision", "approve"), .init("submission", "f"),
                        .init("files", file: "x.pdf", type: "application/pdf", bytes: ExchangeFile.pdf),
                    ])
            }
            #expect([413, 422].contains(sent.status), "\(sent.status)")
        }
    }

    @Test("P16 a forged link is the same quiet page as any other, and guessing is slowed down")
    func guesses() async throws {
        try await ApproverStage.use { stage in
            let forged = stage.path.dropLast(2) + "AA"
            var last = 0
            for _ in 1...70 {
                last = try await stage.phone.post("\(forged)/decision", form: [("decision", "approve")]).status
            }
            #expect(last == 429)
        }
    }
}

extension ApproverStage {
    fileprivate func technicianPath() async throws -> String {
        _ = try await office.workflow.perform(
            PassOn(link: job.link, name: "Yanis", phone: "+33639980044", language: .fr))
        return "/t/\(try office.links.mint(try await job.technicianLink()))"
    }
}
