import Foundation
import RelaisTesting
import Testing

/// What real neighbours and machines do when they fail.
@Suite("The loop when something fails", .serialized)
struct LoopFailureTests {
    private let people = LoopPeople.french

    @Test("E4 an SMS that Kannel was away for goes out when it is back, once")
    func kannelAway() async throws {
        let ports = try Ports.free(4)
        try await LoopStage.run(people, sms: Kannel.sendURL(ports)) { stage, _ in
            let desk = try await stage.desk()
            let (_, ticket) = try await stage.api.create(people.ticket(priority: "emergency"))
            // The mail does not wait for the SMS.
            _ = try await stage.mail(to: people.email, holding: ticket.number)
            try await waitForLog("to be tried again", stage.program)
            let before = try await desk.get("/desk/tickets/\(ticket.number)")
            #expect(before.html.contains("receipt queued"))
            let kannel = try await Kannel(ports: ports)
            defer { kannel.stop() }
            let sms = try await kannel.message(holding: ticket.number, within: 20)
            #expect(sms.to == people.phone)
            _ = try await desk.page("/desk/tickets/\(ticket.number)") { $0.html.contains("receipt delivered") }
            #expect(kannel.messages.filter { $0.to == people.phone }.count == 1)
            #expect(stage.mails(to: people.email, holding: ticket.number).count == 1)
        }
    }

    @Test("E4 P36 a mail that the server refuses has failed with its reason, and the ticket is in the Inbox")
    func mailRefused() async throws {
        let kannel = try await Kannel()
        defer { kannel.stop() }
        try await LoopStage.run(people, sms: kannel.sendURL) { stage, _ in
            let desk = try await stage.desk()
            let (_, ticket) = try await stage.api.create(
                people.ticket(email: "refused@plomberie-martin.example", channels: ["email"]))
            let page = try await desk.page("/desk/tickets/\(ticket.number)") { $0.html.contains("receipt failed") }
            #expect(page.text.contains(people.words.failed))
            #expect(page.text.contains("no such person here"))
            #expect(try await stage.api.events(of: ticket.number).contains { $0.type == "notReached" })
            let inbox = try await desk.get("/desk")
            #expect(inbox.html.contains("data-ticket=\"\(ticket.number)\""))
            let alert = try await stage.mail(to: people.manager, holding: ticket.number)
            #expect(alert.text("text/plain").contains("no such person here"))
            #expect(!alert.text("text/plain").contains("refused@plomberie-martin.example"))
        }
    }

    @Test("P36 killed while an SMS is in hand: nothing is lost, nothing is sent twice")
    func killedWhileSending() async throws {
        // A gateway that takes the request and never answers: the notice is claimed, and nobody has sent it.
        let hole = try TinyServer { _ in .silence }
        defer { hole.stop() }
        var ports = try Ports.free(3)
        ports.append(hole.port)
        try await LoopStage.run(people, sms: Kannel.sendURL(ports)) { stage, run in
            let (_, ticket) = try await stage.api.create(people.ticket())
            _ = try await hole.requests(1)
            _ = try await stage.mail(to: people.email, holding: ticket.number)
            try await waitForLog("message sent", stage.program)
            try await run.kill()
            hole.stop()
            let kannel = try await Kannel(ports: ports)
            defer { kannel.stop() }
            let second = try await stage.program.serve()
            defer { second.end() }
            let sms = try await kannel.message(holding: ticket.number, within: 20)
            try await Task.sleep(for: .seconds(3))
            #expect(kannel.messages.filter { $0.to == people.phone }.count == 1)
            #expect(stage.mails(to: people.email, holding: ticket.number).count == 1)
            let link = try #require(sms.text.split(separator: "\n").last.map(String.init))
            let page = try await LoopBrowser(stage.program, language: "fr").get(link)
            #expect(page.label == "to-do/offered")
            let verified = try await stage.program.run(["verify"])
            #expect(verified.status == 0, "\(verified.all)")
        }
    }

    @Test("D11 killed right after the answer to the API: what was answered is there, and is sent")
    func killedAfterAnswer() async throws {
        let kannel = try await Kannel()
        defer { kannel.stop() }
        try await LoopStage.run(people, sms: kannel.sendURL) { stage, run in
            let (status, ticket) = try await stage.api.create(people.ticket(externalID: "K-1"))
            try await run.kill()
            #expect(status == 201)
            let second = try await stage.program.serve()
            defer { second.end() }
            _ = try await kannel.message(holding: ticket.number, within: 20)
            _ = try await stage.mail(to: people.email, holding: ticket.number)
            let (again, same) = try await stage.api.create(people.ticket(externalID: "K-1"))
            #expect(again == 200)
            #expect(same.number == ticket.number)
        }
    }

    private func waitForLog(_ piece: String, _ program: LoopProgram) async throws {
        let end = Date().addingTimeInterval(20)
        while !program.log.contains(piece) {
            guard Date() < end else { throw PeerProblem("The log never says \(piece):\n\(program.log.suffix(3000))") }
            try await Task.sleep(for: .milliseconds(50))
        }
    }
}
