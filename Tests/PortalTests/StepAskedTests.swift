import Courier
import Domain
import Foundation
import Gateways
import RelaisTesting
import Store
import Testing
import Workflow

@Suite("What a manager's wish comes to on the phone")
struct StepAskedTests {
    private static func plumber(_ channels: [Contact.Way], _ language: Language) -> ExchangeStage.Setting {
        var setting = ExchangeStage.Setting()
        setting.language = language
        setting.contractor = TestOffice.plumber(channels: channels, language: language)
        return setting
    }

    @Test("B29 « envoyer votre facture » by SMS and by mail leads to the same form", arguments: Contact.Way.allCases)
    func invoice(way: Contact.Way) async throws {
        let other = Contact.Way.allCases.filter { $0 != way }
        try await ExchangeStage.use(Self.plumber([way] + other, .fr)) { stage in
            _ = try await stage.accept()
            try stage.travel(to: "2026-11-23T09:00")
            #expect(try await stage.post("presence", [("presence", "here")]).status == 303)
            #expect(try await stage.post("completion", [("act", "done")]).status == 303)
            try await stage.office.courier.drain()
            let (texts, mails) = (stage.office.sms.sent.count, stage.office.mail.sent.count)
            let desk = OfficeDesk(stage, try await stage.portal.signIn(stage.organization))
            _ = try await desk.done("asks", ["kind": "invoice"])
            try await stage.office.courier.drain()
            let text: String
            switch way {
            case .sms:
                #expect(stage.office.mail.sent.count == mails)
                text = try #require(stage.office.sms.sent.dropFirst(texts).first).text
            case .email:
                #expect(stage.office.sms.sent.count == texts)
                text = try #require(stage.office.mail.sent.dropFirst(mails).first).plain
            }
            #expect(text.contains("envoyer votre facture"), "\(text)")
            let path = "/t/\(try #require(TestOffice.token(in: text)))"
            let page = LoopPage(try await stage.phone.get(path), path: path)
            let form = try page.form(button: "Envoyer la facture")
            #expect(form.action.contains("/invoice"))
            #expect(Set(form.fields.map(\.name)).isSuperset(of: ["number", "date", "total"]))
            let wanted = try #require(page.html.firstRange(of: "<section class=\"card\" id=\"invoice\">"))
            let job = try #require(page.html.firstRange(of: "data-part=\"job\""))
            #expect(wanted.lowerBound < job.lowerBound, "it is what the page asks for first")
        }
    }

    @Test("B23 T21 a visit that the manager moves is told the contractor, and his yes the manager")
    func moved() async throws {
        try await ExchangeStage.use { stage in
            _ = try await stage.accept()
            try await stage.office.courier.drain()
            let desk = OfficeDesk(stage, try await stage.portal.signIn(stage.organization))
            let texts = stage.messages()
            _ = try await desk.done(
                "schedule", ["date": "2026-11-25", "time": "11:00", "note": "The tenant is away on Monday"])
            try await stage.office.courier.drain()
            #expect(stage.messages() == texts + 1)
            let text = try #require(stage.office.sms.written.last { $0.to == ExchangeStage.number }).text
            #expect(text.contains("25 Nov 11:00"), "\(text)")
            let path = "/t/\(try #require(TestOffice.token(in: text)))"
            #expect(try await desk.page().part("facts")?.contains("not confirmed yet") == true)
            let mails = stage.office.mail.sent.count
            let page = try await stage.done("Confirm the date", path: path)
            #expect(page.text.contains("Wednesday 25 November 2026 at 11:00"))
            try await stage.office.courier.drain()
            let told = stage.office.mail.sent.dropFirst(mails).filter {
                $0.to.address == stage.organization.manager.email
            }
            let mail = try #require(told.first)
            #expect(told.count == 1 && mail.plain.unbound.contains("25 November 2026"), "\(mail.plain)")
            #expect(try await desk.page().part("facts")?.contains("not confirmed yet") == false)
        }
    }

    @Test("AF1 A11 A13 « Ouvert », « Ouvert/Refusé », « En cours/Expédition confirmée » and ANPD on both sides")
    func french() async throws {
        try await ExchangeStage.use(Self.plumber([.sms, .email], .fr)) { stage in
            let desk = OfficeDesk(stage, try await stage.portal.signIn(stage.organization))
            func both(_ words: String) async throws {
                #expect(try await desk.page("?lang=fr").text.contains(words), "desk: \(words)")
            }
            try await both("Ouvert")
            try await both("Plafond (ANPD)")
            #expect(try await stage.page().text.contains("Plafond (ANPD)"))
            let offer = try #require(
                stage.office.mail.written.last { $0.to.address == "contact@plomberie-martin.example" })
            #expect(offer.plain.contains("Plafond (ANPD)"))
            #expect(try await stage.accept().status == 303)
            try await both("En cours/Expédition confirmée")
            #expect(try await stage.page().label == "in-progress/dispatch-confirmed")
            #expect(try await stage.post("presence", [("presence", "absent"), ("reason", "Panne")]).status == 303)
            try await both("Ouvert/Refusé")
            #expect(try await stage.page().label == "to-do/declined")
        }
    }

    @Test("AF1 the SMS of a raised limit says ANPD")
    func limit() async throws {
        try await ExchangeStage.use(Self.plumber([.sms], .fr)) { stage in
            _ = try await stage.accept()
            try stage.travel(to: "2026-11-23T09:00")
            #expect(try await stage.post("presence", [("presence", "here")]).status == 303)
            #expect(try await stage.post("completion", [("act", "done")]).status == 303)
            #expect(try await stage.post("limit", [("amount", "512")]).status == 303)
            let desk = OfficeDesk(stage, try await stage.portal.signIn(stage.organization))
            _ = try await desk.done("limit", ["amount": "512,00"])
            try await stage.office.courier.drain()
            let text = try #require(stage.office.sms.written.last { $0.to == ExchangeStage.number }).text
            #expect(text.contains("Plafond (ANPD) porté à 512,00"), "\(text)")
        }
    }

    @Test("E9 the report panel at the desk shows who signed, and the signature that opens")
    func signature() async throws {
        var setting = ExchangeStage.Setting()
        setting.rules.wantsSignature = true
        try await ExchangeStage.use(setting) { stage in
            try await stage.arrive()
            let desk = OfficeDesk(stage, try await stage.portal.signIn(stage.organization))
            try await stage.done("The work is finished") {
                try $0.attach("Add photos or files", ExchangeStage.photo)
                try $0.attach(
                    "Signature on the screen", .init(name: "s.png", type: "image/png", bytes: Drawing.signature))
                $0.set("signedBy", "Odile Petit")
            }
            let page = try await desk.page()
            let panel = try #require(page.part("report"))
            #expect(panel.contains("Signature of the occupant Odile Petit") && panel.contains("proof.png"), "\(panel)")
            let start = try #require(page.html.firstRange(of: "id=\"report\""))
            let files = page.html[start.lowerBound...].matches(of: /href="(\/desk\/files\/[0-9]+)"/)
            #expect(Set(files.prefix(2).map(\.1)).count == 2, "the photo and the signature")
            var opened: Set<Data> = []
            for file in files.prefix(2) { opened.insert(try await desk.browser.get(String(file.1)).body) }
            #expect(opened == [ExchangeStage.photo.bytes, Drawing.signature])
            _ = try await desk.done("report", ["decision": "reject", "reason": "Still wet"])
            try await stage.done("The work is finished") { $0.set("signedBy", "Paul Petit") }
            let again = try #require(try await desk.page().part("report"))
            #expect(again.contains("Paul Petit") && !again.contains("Odile Petit"))
        }
    }
}
