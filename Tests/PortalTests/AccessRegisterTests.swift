import Courier
import Domain
import Foundation
import Gateways
import Intake
import RelaisTesting
import Store
import Testing
import Workflow

@Suite("What else is broken on site")
struct AccessRegisterTests {
    private func register(
        _ stage: ExchangeStage, title: String = "Boiler leaks", id: String = UUID().uuidString, by path: String? = nil
    ) async throws -> TransferResponse {
        try await stage.phone.post(
            "\(path ?? stage.path)/tickets",
            multipart: [
                .init("submission", id), .init("title", title), .init("description", "Under the stairs"),
                ExchangeFile.part("boiler.png", ExchangeFile.png, type: "image/png"),
            ])
    }

    private func tickets(_ stage: ExchangeStage) async throws -> [TicketSummary] {
        let organization = stage.organization.organization.id
        return try await stage.office.store.read {
            try $0.tickets(TicketQuery(organization: organization, folder: .drafts)).tickets
        }
    }

    @Test("D14 a technician on site registers a ticket: a draft at the same site, in the Inbox, linked to the job")
    func registered() async throws {
        try await ExchangeStage.use { stage in
            try await stage.acceptForToday()
            let path = try await stage.passedOn()
            #expect(try await !stage.page(at: path).text.contains("Something else wrong here?"))
            try await stage.arrives(by: path)
            let form = try await stage.page(at: path).form(button: "Report it")
            #expect(form.action.hasPrefix("\(path)/tickets") && form.isMultipart)
            let page = try await stage.following(try await register(stage, by: path))
            let draft = try #require(try await tickets(stage).first)
            #expect(page.element(role: "status")?.contains(draft.number) == true)
            #expect(draft.attention == .new && draft.label == .draft && draft.title == "Boiler leaks")
            let details = try #require(try await stage.office.store.read { try $0.details(draft.id) })
            #expect(details.source == .technician && details.site?.name == "Résidence Les Lilas")
            #expect(details.description == "Under the stairs" && details.notToExceed == nil)
            let files = try await stage.office.store.read { try $0.jobFiles(of: draft.id) }
            #expect(files.map(\.name) == ["boiler.png"])
            let desk = try await stage.portal.signIn(stage.organization)
            #expect(try await desk.get("/desk").text.contains("Boiler leaks"))
            let new = LoopPage(try await desk.get("/desk/tickets/\(draft.number)"))
            #expect(new.html.contains("href=\"/desk/tickets/\(stage.ticket.number)\""))
            #expect(new.text.contains("Yanis Petit, Plomberie Martin"))
            let old = LoopPage(try await desk.get("/desk/tickets/\(stage.ticket.number)"))
            #expect(old.html.contains("href=\"/desk/tickets/\(draft.number)\"") && old.text.contains("Boiler leaks"))
        }
    }

    @Test("D14 the office may as well; one form makes one ticket")
    func once() async throws {
        try await ExchangeStage.use { stage in
            try await stage.acceptForToday()
            try await stage.arrives()
            for _ in 0..<2 { #expect(try await register(stage, id: "one").status == 303) }
            #expect(try await tickets(stage).count == 1)
            #expect(try await stage.stored.orders.count == 1)
        }
    }

    @Test("D14 without a title nothing is made, and what was typed is kept")
    func untitled() async throws {
        try await ExchangeStage.use { stage in
            try await stage.acceptForToday()
            try await stage.arrives()
            let answer = try await stage.unmoved { try await register(stage, title: " ") }
            #expect(answer.status == 422 && answer.isWrong("register-title"))
            #expect(answer.text.contains("Under the stairs"))
            #expect(try await tickets(stage).isEmpty)
        }
    }

    @Test("D14 only from the site: before the arrival it is refused")
    func early() async throws {
        try await ExchangeStage.use { stage in
            try await stage.acceptForToday()
            let answer = try await register(stage)
            #expect(answer.status == 409)
            #expect(try await tickets(stage).isEmpty)
        }
    }
}
