import Foundation
import Gateways
import RelaisTesting
import Testing

/// The whole loop with the real parts: the program, Kannel, a mail server, and a browser without scripts.
@Suite("The loop closes", .serialized)
struct LoopTests {
    @Test(
        "B1 B5 B33 D11 A1 A4 A6 A7 A8 A9 B8 B18 B19 E4 P36 an order goes out by SMS and mail and its answer comes back",
        arguments: [LoopPeople.french, .greek])
    func order(_ people: LoopPeople) async throws {
        let kannel = try await Kannel()
        defer { kannel.stop() }
        try await LoopStage.run(people, sms: kannel.sendURL) { stage, _ in
            let desk = try await stage.desk()
            let (status, ticket) = try await stage.api.create(
                people.ticket(externalID: "TRAFIK-1", scheduled: "\(people.day(in: 8))T09:00"))
            #expect(status == 201)
            #expect(ticket.label == "to-do/offered")
            let link = try await offerArrives(ticket.number, stage, kannel)
            try await deliveredIsSeen(ticket.number, desk, people)
            try await contractorAccepts(link, ticket.number, stage)
            try await messagesGoBothWays(link, ticket.number, desk, stage, kannel)
            try await sameExternalIDIsTheSameTicket(ticket.number, stage, kannel)
        }
    }

    // MARK: Steps

    /// The SMS at the network's side and the mail in its mailbox carry the same link.
    private func offerArrives(_ number: String, _ stage: LoopStage, _ kannel: Kannel) async throws -> String {
        let people = stage.people
        let sms = try await kannel.message(holding: number, within: 20)
        #expect(sms.to == people.phone)
        #expect(sms.from == people.sender)
        let lines = sms.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let link = try #require(lines.last)
        #expect(link.wholeMatch(of: /http:\/\/127\.0\.0\.1:[0-9]+\/t\/[0-9A-Za-z]{32}/) != nil)
        let septets = try #require(LoopGSM.septets(sms.text), "not GSM 7-bit: \(sms.text)")
        #expect(septets <= 160)
        #expect(kannel.messages.filter { $0.to == people.phone }.count == 1, "one part")
        let mail = try await stage.mail(to: people.email, holding: number)
        #expect(mail["Subject"].contains(number))
        #expect(mail["From"].contains("relais@portal.example"))
        #expect(mail["Auto-Submitted"] == "auto-generated")
        let (plain, html) = (mail.text("text/plain"), mail.text("text/html"))
        #expect(stage.link(in: plain) == link)
        #expect(stage.link(in: html) == link)
        for piece in [number, people.site, people.words.details, people.words.notUrgent, people.words.inclTax] {
            #expect(LoopPage.plain(plain).contains(piece), "the mail lacks \(piece)")
        }
        for line in (people.street + "\n" + people.description).split(separator: "\n") {
            #expect(LoopPage.text(html).contains(line), "the mail lacks \(line)")
        }
        #expect(html.contains("href=\"tel:+33639980080\""))
        #expect(plain.contains("9:00") || plain.contains("9\u{A0}h\u{A0}00"), "no scheduled time in\n\(plain)")
        return link
    }

    /// What Kannel's receipt said stands on the ticket's page.
    private func deliveredIsSeen(_ number: String, _ desk: LoopBrowser, _ people: LoopPeople) async throws {
        let page = try await desk.page("/desk/tickets/\(number)") { $0.html.contains("receipt delivered") }
        #expect(page.label == "to-do/offered")
        #expect(page.text.contains(people.words.delivered))
        #expect(page.text.contains(number))
        #expect(!page.html.contains("/t/"), "the desk shows no link of the contractor's")
    }

    private func contractorAccepts(_ link: String, _ number: String, _ stage: LoopStage) async throws {
        let (people, words) = (stage.people, stage.people.words)
        let phone = LoopBrowser(stage.program, language: "en")
        let page = try await phone.get(link)
        #expect(page.status == 200)
        #expect(page.label == "to-do/offered")
        for piece in [number, people.title, people.site, words.inclTax, words.notUrgent] {
            #expect(page.text.contains(piece), "the page lacks \(piece)")
        }
        var form = try page.form(button: words.sendAnswer)
        #expect(try form.value(words.date) == people.day(in: 8))
        #expect(try form.value(words.time) == "09:00")
        try form.choose(words.accept)
        try form.fill(words.date, people.day(in: 9))
        try form.fill(words.time, "10:30")
        try form.fill(words.comment, "Code 12B ?")
        let done = try await phone.follow(form, on: page)
        let confirmation = try #require(done.element(role: "status"))
        #expect(confirmation.contains(words.accepted))
        #expect(confirmation.contains(number))
        #expect(done.label == "in-progress/dispatch-confirmed")
        let ticket = try await stage.api.ticket(number)
        #expect(ticket.label == "in-progress/dispatch-confirmed")
        #expect(ticket.order?.status == "accepted")
        #expect(ticket.order?.appointment == "\(people.day(in: 9))T10:30")
        #expect(ticket.order?.timeZone == people.timeZone)
        // The same tap again, as from a bad network, has the same result once.
        let again = try await phone.follow(form, on: page)
        #expect(again.element(role: "status")?.contains(words.accepted) == true)
        #expect(try await stage.api.events(of: number).filter { $0.type == "accepted" }.count == 1)
    }

    private func messagesGoBothWays(
        _ link: String, _ number: String, _ desk: LoopBrowser, _ stage: LoopStage, _ kannel: Kannel
    ) async throws {
        let words = stage.people.words
        let phone = LoopBrowser(stage.program, language: "en")
        // The old link of the SMS leads to the step of now.
        let page = try await phone.get(link)
        #expect(page.label == "in-progress/dispatch-confirmed")
        var form = try page.form(button: words.send)
        try form.fill(words.message, "La clé est chez la gardienne ?")
        try form.attach(words.files, .init(name: "évier.png", type: "image/png", bytes: LoopFiles.png))
        let sent = try await phone.follow(form, on: page)
        #expect(sent.element(role: "status")?.contains(words.messageSent) == true)

        let seen = try await desk.page("/desk/tickets/\(number)") { $0.text.contains("La clé est chez la gardienne ?") }
        #expect(seen.text.contains("évier.png"))
        let file = try #require(seen.html.firstMatch(of: /href="(\/desk\/files\/[^"]+)"/).map { String($0.1) })
        #expect(try await desk.get(file).status == 200)
        _ = try await stage.mail(to: stage.people.manager, holding: "La clé est chez la gardienne ?")

        var answer = try seen.form(button: words.send) { $0.action.hasSuffix("/messages") }
        try answer.fill(words.message, "OK 8-18, 3B")
        let answered = try await desk.follow(answer, on: seen)
        #expect(answered.element(role: "status") != nil)
        let fromAPI = try await stage.api.post("/tickets/\(number)/messages", ["text": "Code 4711"])
        #expect(fromAPI.status == 201)
        for text in ["OK 8-18, 3B", "Code 4711"] {
            let told = try await kannel.message(holding: text, within: 20)
            #expect(told.to == stage.people.phone)
            #expect(told.text.hasSuffix("\n\(link)"))
            #expect(try await phone.get(link).text.contains(text))
        }
    }

    private func sameExternalIDIsTheSameTicket(_ number: String, _ stage: LoopStage, _ kannel: Kannel) async throws {
        let count = kannel.messages.count
        let (status, ticket) = try await stage.api.create(
            stage.people.ticket(externalID: "TRAFIK-1", scheduled: "\(stage.people.day(in: 8))T09:00"))
        #expect(status == 200)
        #expect(ticket.number == number)
        try await Task.sleep(for: .seconds(1))
        #expect(kannel.messages.count == count, "nothing is sent for it")
    }
}

enum LoopFiles {
    /// One transparent pixel.
    static let png =
        Data(
            base64Encoded:
                "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==")
        ?? Data()

    static let pdf = Data("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n".utf8)
}
