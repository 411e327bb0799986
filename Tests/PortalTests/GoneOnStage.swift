import Courier
import Domain
import Foundation
import Gateways
import Intake
import RelaisTesting
import Store
import Testing
import Workflow

/// What the stories of jobs that do not go straight on have in common.
extension ExchangeStage {
    /// Lets time pass until the clock at the site shows that, and everything happen that is due; `steps` stops between.
    func pass(to local: String, steps: Int = 1) async throws {
        let time = try #require(LocalDateTime(local))
        let moment = try Appointment.resolve(time, in: "Europe/Paris").instant
        try await office.advance(moment - office.travel.now, steps: steps)
    }

    /// How many messages of that kind were sent, by its name.
    func sent(_ kind: String) async throws -> Int {
        try await office.courier.drain()
        return try await office.deliveries(of: ticket).filter { $0.notice.kind.rawValue == kind && $0.status == .sent }
            .count
    }

    func offers(_ button: String, path: String? = nil) async throws -> Bool {
        let page = LoopPage(try await phone.get(path ?? self.path), path: path ?? self.path)
        return page.forms.contains { $0.buttons.contains(button) }
    }

    /// The ticket's row in a list of the desk.
    func row(_ folder: String = "all") async throws -> String? {
        let desk = try await portal.signIn(organization)
        return try await desk.get("/desk?folder=\(folder)").row(ticket.number)
    }

    /// As above, as it is read.
    func rowText(_ folder: String = "all") async throws -> String {
        try await row(folder).map(LoopPage.text) ?? "no row"
    }

    func deskPage() async throws -> TransferResponse {
        try await portal.signIn(organization).get("/desk/tickets/\(ticket.number)")
    }

    func sendQuote(_ cents: Int64 = 60_000, validFor span: Span = .days(20)) async throws {
        let link = try #require(office.links.verify(token))
        _ = try await office.workflow.perform(
            SendQuote(
                link: link, amount: Money(amount: cents, currency: "EUR"), validUntil: office.travel.now + span,
                note: nil, files: []))
    }

    func leaves(_ outcome: String, next: (date: String, time: String)? = nil, path: String? = nil) async throws {
        try await done("Send and leave", path: path) {
            try $0.choose(outcome)
            if let next {
                try $0.fill("Date of the next visit", next.date)
                try $0.fill("Time of the next visit", next.time)
            }
        }
    }
}
