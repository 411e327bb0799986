import Domain
import Foundation
import Gateways
import Media
import RelaisTesting
import Testing
import Workflow

/// P40: what a ticket gathered before it became a contractor's job stays with it.
@Suite("A ticket that becomes an order")
struct ConversionTests {
    private let phone = "+33639980001", mail = "contact@martin.example"
    private let kept = ["plan.pdf", "leak.png"]

    /// The job on the contractor's page and in his mail, the talk about it, and all of it at the desk.
    private func isWhole(_ number: String, _ desk: DeskFixture, before: [String]) async throws {
        let office = desk.office
        let mail = try #require(office.mail.written.last { $0.to.address == self.mail })
        // Without what the camera wrote into it (P24) a photo is a JPEG.
        #expect(Set(mail.attachments.map(\.name)) == ["plan.pdf", "leak.jpg"])
        #expect(mail.plain.contains("L’eau coule."))
        let phone = desk.portal.client(), link = try desk.portal.page(sms: self.phone)
        let page = LoopPage(try await phone.get(link), path: link)
        for seen in kept + ["L’eau coule.", "Fuite sous l’évier"] { #expect(page.text.contains(seen), "\(seen)") }
        let files = page.html.matches(of: /href="(\/t\/[0-9A-Za-z]+\/files\/[0-9]+)[?"]/).map { String($0.1) }
        #expect(Set(files).count >= 2)
        for file in Set(files) { #expect(try await phone.get(file).status == 200, "\(file)") }

        let day = "2026-11-23"
        let accepted = try await phone.post(
            "\(link)/answer",
            form: [("decision", "accept"), ("date", day), ("time", "09:00"), ("submission", UUID().uuidString)])
        #expect(accepted.status == 303)
        let written = try await phone.post(
            "\(link)/messages",
            multipart: [
                .init("submission", UUID().uuidString), .init("message", "Which floor is it?"),
                .init("files", file: "door.pdf", type: "application/pdf", bytes: ExchangeFile.pdf),
            ])
        #expect(written.status == 303)
        let after = LoopPage(try await phone.get(link), path: link)
        #expect(after.label == "in-progress/dispatch-confirmed")
        for seen in kept + ["Which floor is it?", "door.pdf"] { #expect(after.text.contains(seen), "\(seen)") }
        let ticket = LoopPage(try await desk.get("/desk/tickets/\(number)")).text
        for seen in kept + before + ["Which floor is it?", "door.pdf", "L’eau coule."] {
            #expect(ticket.contains(seen), "\(seen)")
        }
    }

    @Test("P40 a manager's draft with files that becomes an order keeps them, its text and its notes for both sides")
    func draft() async throws {
        try await DeskFixture.use { (desk) async throws in
            let fields = DeskFixture.ticket.merging(["intent": "draft", "title": ""]) { _, new in new }
            let parts =
                fields.map { TestClient.Part($0.key, $0.value) } + [
                    .init("submission", UUID().uuidString), ExchangeFile.part("plan.pdf", ExchangeFile.pdf),
                ]
            let made = try await desk.browser.post("/desk/tickets", multipart: parts)
            let path = try #require(made.header("Location")?.split(separator: "?").first.map(String.init))
            let number = try #require(path.split(separator: "/").last.map(String.init))
            #expect(try await desk.get(path).label == "draft")
            // Days later the rest of it, with a photo.
            desk.office.travel.advance(.days(2))
            let rest = fields.merging(["title": "Fuite sous l’évier", "intent": "draft"]) { _, new in new }
            let edited = try await desk.browser.post(
                "\(path)/edit",
                multipart: rest.map { TestClient.Part($0.key, $0.value) } + [
                    .init("submission", UUID().uuidString), ExchangeFile.part("leak.png", ExchangeFile.png),
                ])
            #expect(edited.status == 303, "\(LoopPage.text(edited.text).prefix(1500))")
            #expect(try await desk.done("\(path)/submission", [:]).label == "to-do/new")
            _ = try await desk.done("\(path)/messages", ["text": "The key is with the guard", "to": "office"])
            try await desk.office.darkroom.drain()
            #expect(try await desk.offer(number).label == "to-do/offered")
            try await isWhole(number, desk, before: ["The key is with the guard"])
            let link = try desk.portal.page(sms: phone)
            #expect(try await !desk.portal.client().get(link).text.contains("The key is with the guard"))
        }
    }

    @Test("P40 a technician's report on site that becomes an order keeps its files, also for the second firm asked")
    func report() async throws {
        try await DeskFixture.use { (desk) async throws in
            let api = APIClient(portal: desk.portal, key: desk.organization.key)
            let body = APIFixture.ticket(["source": "technician", "draft": true, "description": "L’eau coule."])
            let made = try await api.post("tickets", body)
            #expect(made.json["label"].text == "draft" && made.json["source"].text == "technician")
            let number = try #require(made.json["number"].text)
            for file in [("plan.pdf", ExchangeFile.pdf), ("leak.png", ExchangeFile.png)] {
                #expect(try await api.post("tickets/\(number)/files", form: [:], file: file).status == 200)
            }
            #expect(try await api.post("tickets/\(number)/submission", [:]).json["label"].text == "to-do/new")
            try await desk.office.darkroom.drain()
            _ = try await desk.offer(
                number, ["name": "Durand", "phone": "06 39 98 00 02", "email": "lea@durand.example"])
            try await desk.declines(try desk.portal.page(sms: "+33639980002"))
            #expect(try await desk.offer(number).label == "to-do/offered")
            try await isWhole(number, desk, before: ["Trop loin"])
            #expect(try await api.get("tickets/\(number)").json["attachments"].list.count == 2)
            let types = try await api.get("tickets/\(number)/events").json["events"].list.compactMap { $0["type"].text }
            for kept in ["created", "submitted", "offered", "declined", "accepted", "messageWritten"] {
                #expect(types.contains(kept), "\(kept) of \(types)")
            }
        }
    }
}
