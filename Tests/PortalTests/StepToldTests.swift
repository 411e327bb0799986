import Courier
import Domain
import Foundation
import Gateways
import RelaisTesting
import Store
import Testing
import Workflow

@Suite("What is told after a step")
struct StepToldTests {
    private func lastSMS(_ stage: ExchangeStage) async throws -> String {
        try await stage.office.courier.drain()
        return try #require(stage.office.sms.written.last { $0.to == ExchangeStage.number }).text
    }

    private func mails(_ stage: ExchangeStage, to address: String) async throws -> [OutgoingMail] {
        try await stage.office.courier.drain()
        return stage.office.mail.written.filter { $0.to.address == address }
    }

    private static func onlyMail() -> ExchangeStage.Setting {
        var setting = ExchangeStage.Setting()
        // The offer comes by both; everything after it as the contact prefers.
        setting.contractor = TestOffice.plumber(channels: [.email, .sms], language: .en)
        return setting
    }

    private func changeDate(_ stage: ExchangeStage, file: LoopForm.File? = nil) async throws {
        try await stage.done("Change the date") {
            try $0.fill("Date", "2026-11-24")
            try $0.fill("Time", "14:30")
            try $0.fill("Note", "The part comes a day later")
            if let file { try $0.attach("Add photos or files", file) }
        }
    }

    @Test("A23 A24 of two people who can be told the chosen one gets the e-mail, and the other none")
    func chosen() async throws {
        try await ExchangeStage.use { stage in
            let other = try await stage.addColleague()
            _ = try await stage.accept()
            let owner = try await mails(stage, to: stage.organization.manager.email).count
            let before = try await mails(stage, to: other.email).count
            try await stage.done("Change the date") {
                try $0.fill("Date", "2026-11-24")
                try $0.fill("Note", "The part comes later")
                try $0.choose("Paul Roche")
            }
            let told = try await mails(stage, to: other.email)
            let mail = try #require(told.last)
            #expect(told.count == before + 1)
            #expect(mail.plain.unbound.contains("24 November 2026") && mail.plain.contains("The part comes later"))
            #expect(mail.subject.contains(stage.ticket.number))
            #expect(try await mails(stage, to: stage.organization.manager.email).count == owner)
        }
    }

    @Test("A24 B16 every step of the visit is confirmed by SMS with what was recorded")
    func bySMS() async throws {
        try await ExchangeStage.use { stage in
            _ = try await stage.accept()
            try await changeDate(stage)
            #expect(try await lastSMS(stage).contains(/Recorded.* 24 Nov 14:30/))
            try stage.travel(to: "2026-11-24T14:20")
            try await stage.done("I will be late") { try $0.fill("Time", "16:15") }
            #expect(try await lastSMS(stage).contains(/Delay recorded.* 24 Nov 16:15/))
            try stage.travel(to: "2026-11-24T16:15")
            try await stage.done("I am on site")
            #expect(try await lastSMS(stage).contains("Recorded: you are on site."))
            try await stage.done("The work is finished")
            #expect(try await lastSMS(stage).contains("Your report is received"))
            try await stage.done("Ask for a higher limit") { try $0.fill("Amount incl. tax", "512") }
            #expect(try await lastSMS(stage).contains("Your request for a higher limit is recorded"))
        }
    }

    @Test("B24 B32 who cannot come reads that the job is given back")
    func gaveBack() async throws {
        try await ExchangeStage.use { stage in
            _ = try await stage.accept()
            try await stage.done("I cannot come") { try $0.fill("Reason", "The van broke down") }
            #expect(try await lastSMS(stage).contains("you give this job back"))
        }
    }

    @Test("A24 B16 who prefers mail has each confirmation by mail, with what was recorded, and no SMS")
    func byMail() async throws {
        try await ExchangeStage.use(Self.onlyMail()) { stage in
            let address = "contact@plomberie-martin.example"
            _ = try await stage.accept()
            let texts = stage.messages()
            try await changeDate(stage)
            let date = try #require(try await mails(stage, to: address).last)
            #expect(
                date.plain.contains("has received your date") && date.plain.unbound.contains("Tuesday 24 November 2026")
            )
            try stage.travel(to: "2026-11-24T14:20")
            try await stage.done("I will be late") { try $0.fill("Time", "16:15") }
            let late = try #require(try await mails(stage, to: address).last)
            #expect(late.plain.contains("16:15") && late.plain.contains("14:30"), "the old and the new time")
            try stage.travel(to: "2026-11-24T16:15")
            try await stage.done("I am on site")
            #expect(try await mails(stage, to: address).last?.plain.contains("knows that you are on site") == true)
            try await stage.done("The work is finished")
            try await stage.done("Ask for a higher limit") { try $0.fill("Amount incl. tax", "512") }
            let limit = try #require(try await mails(stage, to: address).last)
            #expect(limit.plain.contains("has reached") && limit.plain.contains("€512.00"))
            #expect(stage.messages() == texts)
        }
    }

    @Test("A28 A29 a file goes with the change of the date, and is told and shown to both sides")
    func file() async throws {
        try await ExchangeStage.use { stage in
            _ = try await stage.accept()
            try await changeDate(stage, file: ExchangeStage.photo)
            let page = try await stage.page()
            #expect(page.text.firstMatch(of: /The part comes a day later proof\.png [0-9]+ B You/) != nil)
            let mail = try #require(try await mails(stage, to: stage.organization.manager.email).last)
            #expect(mail.plain.contains("proof.png") && mail.attachments.map(\.name) == ["proof.png"])
            let desk = OfficeDesk(stage, try await stage.portal.signIn(stage.organization))
            let timeline = try #require(try await desk.page().part("timeline"))
            #expect(timeline.contains("The part comes a day later") && timeline.contains("proof.png"))
            #expect(try await stage.attachments().map(\.attachment.name) == ["proof.png"])
        }
    }

    @Test("A28 where the note is missing, the file and the date are not stored either")
    func fileWithoutNote() async throws {
        try await ExchangeStage.use { stage in
            _ = try await stage.accept()
            let answer = try await stage.unmoved {
                try await stage.press("Change the date") {
                    try $0.fill("Date", "2026-11-24")
                    try $0.attach("Add photos or files", ExchangeStage.photo)
                }
            }
            #expect(answer.status == 422 && answer.isWrong("schedule-note"))
        }
    }

    @Test(
        "B20 B16 the answer to a question is confirmed to its sender, other messages are not",
        arguments: [
            (Language.en, "Your answer has arrived"), (.fr, "Votre réponse est bien reçue"),
            (.el, "KATAΓPAΦHKE"), (.pl, "dotar"),
        ])
    func answered(language: Language, words: String) async throws {
        var setting = ExchangeStage.Setting()
        setting.contractor = ExchangeStage.plumber(language)
        try await ExchangeStage.use(setting) { stage in
            _ = try await stage.accept()
            try await stage.ask(.message, "Which model is the boiler?")
            try await stage.office.courier.drain()
            let before = stage.messages()
            stage.office.travel.advance(.minutes(1))
            _ = try await stage.send("A Frisquet of 2011")
            let text = try await lastSMS(stage)
            #expect(stage.messages() == before + 1)
            let folded = text.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
            let wanted = words.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
            #expect(folded.contains(wanted), "\(text)")
            #expect(TestOffice.token(in: text) != nil)
            stage.office.travel.advance(.minutes(1))
            _ = try await stage.send("By the way, the cellar was locked.")
            try await stage.office.courier.drain()
            #expect(stage.messages() == before + 1)
        }
    }

    @Test(
        "A29 A30 at the desk a note during the work has its file with name, size, sender and time; the mail its photo")
    func note() async throws {
        try await ExchangeStage.use { stage in
            try await stage.arrive()
            _ = try await stage.send("The valve leaks", files: [ExchangeFile.part("valve.png", ExchangeFile.png)])
            let mail = try #require(try await mails(stage, to: stage.organization.manager.email).last)
            #expect(mail.plain.contains("The valve leaks"))
            #expect(mail.attachments.map(\.name) == ["valve.png"])
            let photo = try #require(mail.attachments.first)
            #expect(try Data(contentsOf: URL(filePath: photo.path)) == ExchangeFile.png)
            let browser = try await stage.portal.signIn(stage.organization)
            let desk = OfficeDesk(stage, browser)
            let page = try await desk.page()
            let timeline = try #require(page.part("timeline"))
            let line = /09:00.*The valve leaks.*valve\.png\W+[0-9]+ B.*Karim Martin, Plomberie Martin/
            #expect(timeline.firstMatch(of: line) != nil, "\(timeline)")
            let address = try #require(page.html.firstMatch(of: /href="(\/desk\/files\/[0-9]+)"/)).1
            #expect(try await browser.get(String(address)).body == ExchangeFile.png)
        }
    }
}

extension String {
    /// With spaces that are spaces: those that hold a date together are for readers.
    var unbound: String { replacing("\u{A0}", with: " ").replacing("\u{202F}", with: " ") }
}
