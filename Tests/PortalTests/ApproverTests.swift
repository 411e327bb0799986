import Domain
import Foundation
import Gateways
import RelaisTesting
import Store
import Testing
import Workflow

@Suite("A named approver decides on a quote")
struct ApproverTests {
    @Test(
        "T32 B22 the desk asks somebody outside: SMS and mail bring the link, the quote and its file, in his language")
    func asked() async throws {
        try await ApproverStage.use(["approverLanguage": "el"]) { stage in
            let sms = try #require(stage.office.sms.written.last { $0.to == ApproverStage.number })
            #expect(sms.text.contains("520") && sms.text.contains("/t/"))
            let mail = try #require(stage.office.mail.written.last { $0.to.address == ApproverStage.email })
            #expect(mail.language == .el && mail.to.name == "Hélène Roux")
            #expect(mail.attachments.map(\.name) == ["devis.pdf"])
            for word in ["520,00", "450,50", "Main-d’œuvre comprise.", "Merci de voir avant jeudi.", stage.path] {
                #expect(mail.plain.contains(word), "\(word)")
            }
            let page = try await stage.job.page()
            #expect(page.panel("quote")?.contains("Hélène Roux") == true)
            #expect(page.panel("quote")?.contains("value=\"dismiss\"") == true)
            #expect(page.timeline.contains("Hélène Roux is asked to decide on the quote"))
            #expect(page.timeline.contains("Merci de voir avant jeudi."))
            // The kept text holds no token, and the contractor learns nothing of it.
            #expect(!page.text.contains(stage.path))
            #expect(try await !stage.phone.get(try stage.contractorPath()).text.contains("Hélène"))
            let greek = try await stage.get()
            #expect(greek.status == 200 && greek.text.contains("lang=\"el\""))
            #expect(greek.text.contains("Έγκριση της προσφοράς"))
        }
    }

    @Test("B22 his page shows the quote and the job, and no phone number, no other thread and no other file")
    func page() async throws {
        try await ApproverStage.use { stage in
            let page = try await stage.unmoved { try await stage.get() }
            #expect(page.status == 200)
            for word in [
                "Fuite sous l’évier", "L’eau coule.", "12 rue des Lilas, Lyon", "Plomberie Martin",
                "€520.00 incl. tax", "€450.50 incl. tax", "Main-d’œuvre comprise.", "devis.pdf",
                "Merci de voir avant jeudi.", stage.desk.organization.organization.name, "Approve the quote",
            ] {
                #expect(page.text.contains(word), "\(word)")
            }
            for word in ["39980001", "39 98 00 01", "39980090", "Karim", "Odile"] {
                #expect(!page.text.contains(word), "\(word)")
            }
            let file = try #require(page.text.firstMatch(of: /href="([^"]+\/files\/\d+)"/).map { String($0.1) })
            let pdf = try await stage.phone.get(file)
            #expect(pdf.status == 200 && pdf.header("Content-Disposition")?.hasPrefix("inline") == true)
            let head = try await stage.unmoved { try await stage.phone.send("HEAD", stage.path) }
            #expect(head.status == 200)
        }
    }

    @Test(
        "T32 B22 he approves by one press: the job goes on, contractor and manager are told, and a repeat says the same"
    )
    func approve() async throws {
        try await ApproverStage.use { stage in
            let answer = try await stage.approve(id: "one")
            let done = try await stage.follow(answer)
            #expect(done.status == 200)
            #expect(done.text.contains("You approved this quote") && done.text.contains("Hélène Roux"))
            let ticket = try await stage.job.stored()
            #expect(ticket.label == .dispatchConfirmed && ticket.attention == .decided)
            #expect(ticket.activeOrder?.notToExceed?.amount == 52_000)
            #expect(stage.contractorTexts.last?.contains("accepté") == true)
            let alert = try #require(stage.managerMails.last)
            #expect(alert.plain.contains("Hélène Roux") && alert.plain.contains("520"))
            let page = try await stage.job.page()
            #expect(page.timeline.contains("decided by Hélène Roux, asked by \(stage.desk.organization.manager.name)"))
            #expect(try await stage.desk.get("/desk").row(stage.job.number)?.contains("quote decided") == true)
            // A double tap, and somebody who comes back to the link.
            let again = try await stage.unmoved { try await stage.approve(id: "one") }
            #expect(again.status == 303)
            let late = try await stage.unmoved { try await stage.refuse() }
            #expect(late.status == 409 && late.text.contains("You approved this quote"))
            let back = try await stage.get()
            #expect(back.status == 410 && back.text.contains("You approved this quote"))
            let verified = try await stage.office.store.read { try $0.verify(ticket.id) }
            #expect(verified.isEmpty, "\(verified)")
        }
    }

    @Test("T32 of a price asked for first, his approval offers the job to the same firm, which is asked for a date")
    func offered() async throws {
        try await ApproverStage.use(kind: ["kind": "quote", "limit": ""]) { stage in
            _ = try await stage.follow(try await stage.approve())
            #expect(try await stage.job.stored().label == .toDoOffered)
            #expect(stage.contractorTexts.last?.contains("date") == true)
        }
    }

    @Test("T33 B22 a refusal needs its reason; with it the contractor is told why, and so is the manager")
    func refuse() async throws {
        try await ApproverStage.use { stage in
            let empty = try await stage.unmoved { try await stage.refuse(" \n", id: "same") }
            #expect(empty.status == 422 && empty.isWrong("reason"))
            #expect(empty.text.contains("<details class=\"card fold\" id=\"refuse\" open>"))
            let silent = try await stage.unmoved { try await stage.decide([]) }
            #expect(silent.status == 422)
            // A refused form does not spend its id.
            let done = try await stage.follow(try await stage.refuse("Trop <cher>.", id: "same"))
            #expect(done.text.contains("You refused this quote") && done.text.contains("Trop &lt;cher&gt;."))
            let ticket = try await stage.job.stored()
            #expect(ticket.label == .dispatchConfirmed && ticket.activeOrder?.notToExceed?.amount == 45_050)
            #expect(stage.contractorTexts.last?.contains("Trop <cher>.") == true)
            #expect(stage.managerMails.last?.plain.contains("Trop <cher>.") == true)
            #expect(try await stage.job.page().timeline.contains("Trop &lt;cher&gt;."))
        }
    }

    @Test("B22 E10 of a quote that is only a file he types the amount, which becomes the limit")
    func fileOnly() async throws {
        try await ApproverStage.use(quote: nil) { stage in
            for typed in ["", "twelve", "-3", "0"] {
                let answer = try await stage.unmoved { try await stage.approve(typed) }
                #expect(answer.status == 422 && answer.isWrong("amount"), "\(typed)")
                #expect(typed.isEmpty || answer.text.contains("value=\"\(typed)\""))
            }
            let done = try await stage.follow(try await stage.approve("980,00"))
            #expect(done.text.contains("€980.00 incl. tax"))
            #expect(try await stage.job.stored().activeOrder?.notToExceed?.amount == 98_000)
        }
    }

    @Test("P18 one form id with two contents is asked about, not dropped")
    func changed() async throws {
        try await ApproverStage.use { stage in
            _ = try await stage.unmoved { try await stage.refuse("", id: "x") }
            _ = try await stage.follow(try await stage.refuse(id: "x"))
            let other = try await stage.unmoved { try await stage.refuse("Autre raison.", id: "x") }
            #expect(other.status == 409)
        }
    }
}
