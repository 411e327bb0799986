import Foundation
import Gateways
import RelaisTesting
import Testing

/// The loop as the manager begins it: from a ticket written at the desk.
@Suite("The loop from the desk", .serialized)
struct LoopDeskTests {
    @Test(
        "B2 B5 B7 B33 a quote request from the desk takes its file along in the mail",
        arguments: [LoopPeople.french, .greek])
    func quote(_ people: LoopPeople) async throws {
        let kannel = try await Kannel()
        defer { kannel.stop() }
        try await LoopStage.run(people, sms: kannel.sendURL) { stage, _ in
            let desk = try await stage.desk()
            let ticket = try await create(desk, people)
            let number = try #require(
                ticket.html.firstMatch(of: /data-ticket="([0-9]{4}-[0-9]{5})"/).map { String($0.1) })
            #expect(ticket.label == "to-do/new")
            try await offer(number, on: ticket, desk, people)
            let sms = try await kannel.message(holding: number, within: 20)
            let link = try #require(sms.text.split(separator: "\n").last.map(String.init))
            #expect(sms.to == people.phone)
            let mail = try await stage.mail(to: people.email, holding: number)
            #expect(stage.link(in: mail.text("text/plain")) == link)
            let attached = mail.attachments.filter { $0.type == "application/pdf" }
            #expect(attached.count == 1)
            #expect(attached.first?.bytes == LoopFiles.pdf)
            #expect(attached.first?.fileName?.contains("plan") == true)
            try await fileIsOnThePage(link, stage)
        }
    }

    private func create(_ desk: LoopBrowser, _ people: LoopPeople) async throws -> LoopPage {
        let page = try await desk.get("/desk/tickets/new")
        var form = try page.form(button: people.words.createTicket)
        let typed = [
            "kind": "quote", "priority": "normal", "source": "phone", "title": people.title,
            "description": people.description, "category": "Plomberie", "site": "new", "siteName": people.site,
            "siteAddress": people.street, "requester": "Odile Petit", "requesterPhone": "+33639980090",
            "sameContact": "on", "limit": "",
        ]
        for (name, value) in typed { form.set(name, value) }
        try form.attach(people.words.files, .init(name: "plan.pdf", type: "application/pdf", bytes: LoopFiles.pdf))
        return try await desk.follow(form, on: page, pressing: ("intent", "create"))
    }

    private func offer(_ number: String, on page: LoopPage, _ desk: LoopBrowser, _ people: LoopPeople) async throws {
        var form = try page.form(button: people.words.sendOffer) { $0.action.hasSuffix("/offer") }
        let typed = [
            "who": "new", "name": people.contractor, "contactName": people.contact, "language": people.language,
            "phone": people.phone, "email": people.email, "sms": "on", "mail": "on",
        ]
        for (name, value) in typed { form.set(name, value) }
        let done = try await desk.follow(form, on: page)
        #expect(done.element(role: "status") != nil)
        #expect(done.label == "to-do/offered")
    }

    private func fileIsOnThePage(_ link: String, _ stage: LoopStage) async throws {
        let phone = LoopBrowser(stage.program, language: "en")
        let page = try await phone.get(link)
        #expect(page.text.contains("plan.pdf"))
        let address = try #require(page.html.firstMatch(of: /href="([^"]*\/files\/[^"]+)"/).map { String($0.1) })
        let answer = try await stage.program.transport.perform(.init("GET", stage.program.url + address))
        #expect(answer.status == 200)
        #expect(answer.body == LoopFiles.pdf)
    }
}
