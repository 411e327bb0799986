import Courier
import Domain
import Foundation
import Gateways
import Intake
import RelaisTesting
import Store
import Testing
import Workflow

@Suite("A visit after the first, and a yes while somebody is on site")
struct ReturnVisitTests {
    /// On site on Monday, gone with that outcome, and expected again on Thursday at eight.
    private func left(_ outcome: String, _ test: (ExchangeStage) async throws -> Void) async throws {
        try await ExchangeStage.use { stage in
            try await stage.arrive()
            try await stage.leaves(outcome, next: ("2026-11-26", "08:00"))
            try await test(stage)
        }
    }

    @Test(
        "B24 the next visit is asked for at its hour, and missed when nobody comes, as the first is",
        arguments: ["Another visit", "Parts"])
    func askedAgain(outcome: String) async throws {
        try await left(outcome) { stage in
            try await stage.pass(to: "2026-11-26T07:59", steps: 20)
            #expect(try await stage.sent("presenceQuestion") == 0)
            try await stage.pass(to: "2026-11-26T08:00")
            #expect(try await stage.sent("presenceQuestion") == 1)
            try await stage.pass(to: "2026-11-26T08:30")
            #expect(try await stage.sent("lateAlert") == 1)
            #expect(try await stage.rowText("inbox").contains("late: was due Thu 26 Nov, 08:00"))
            #expect(try await stage.page().html.contains("<dd class=\"late\">"))
            try await stage.done("I am on site")
            #expect(try await stage.stored.label == .onSite)
            #expect(try await stage.row()?.contains("class=\"late\"") == false)
        }
    }

    @Test(
        "B24 E8 from every next visit he can be on site, late or unable to come", arguments: ["Another visit", "Parts"])
    func ways(outcome: String) async throws {
        try await left(outcome) { stage in
            try await stage.pass(to: "2026-11-26T07:30", steps: 20)
            for button in ["I am on site", "I will be late", "I cannot come"] {
                #expect(try await stage.offers(button), "\(button)")
            }
            try await stage.done("I will be late") { try $0.fill("Time", "09:15") }
            #expect(try await stage.order.appointment?.local.timeText == "09:15")
            let gone = try await stage.done("I cannot come") { try $0.fill("Reason", "The part is not here") }
            #expect(gone.label == "to-do/declined")
            #expect(try await stage.stored.openTasks.isEmpty)
            #expect(try await stage.row("inbox") != nil)
        }
    }

    @Test(
        "T21 B23 the manager moves a next visit too, and the contractor confirms it",
        arguments: ["Another visit", "Parts"])
    func moved(outcome: String) async throws {
        try await left(outcome) { stage in
            let desk = try await stage.portal.signIn(stage.organization)
            let answer = try await desk.post(
                "/desk/tickets/\(stage.ticket.number)/schedule",
                form: [("date", "2026-11-27"), ("time", "10:00"), ("note", ""), ("submission", UUID().uuidString)])
            #expect(answer.status == 303)
            try await stage.done("Confirm the date")
            #expect(try await stage.order.awaitsConfirmation == false)
            try await stage.pass(to: "2026-11-27T10:00", steps: 20)
            #expect(try await stage.sent("presenceQuestion") == 1)
        }
    }

    @Test("T32 B22 a quote that is approved while he is on site leaves him there: nobody asks, and nobody is late")
    func approvedOnSite() async throws {
        try await ExchangeStage.use { stage in
            try await stage.arrive()
            try await stage.pass(to: "2026-11-23T10:00")
            try await stage.sendQuote()
            try await stage.manager { ApproveQuote(stage.ticket.id, origin: $0) }
            #expect(try await stage.page().label == "in-progress/on-site")
            #expect(try await stage.stored.openTasks.map(\.kind) == [.completion])
            try await stage.pass(to: "2026-11-23T20:00", steps: 20)
            #expect(try await stage.sent("presenceQuestion") == 0)
            #expect(try await stage.sent("lateAlert") == 0)
            #expect(try await stage.row()?.contains("class=\"late\"") == false)
            #expect(try await stage.order.notToExceed?.amount == 60_000)
            try await stage.done("The work is finished")
        }
    }

    @Test("T32 B24 a decision that comes after the agreed hour is not followed by the question of that hour")
    func approvedLate() async throws {
        try await ExchangeStage.use { stage in
            _ = try await stage.accept()
            try await stage.sendQuote()
            try await stage.pass(to: "2026-11-23T15:00", steps: 8)
            try await stage.manager { ApproveQuote(stage.ticket.id, origin: $0) }
            try await stage.pass(to: "2026-11-23T15:10")
            #expect(try await stage.stored.label == .dispatchConfirmed)
            #expect(try await stage.sent("presenceQuestion") == 0)
            #expect(try await stage.row("inbox")?.contains("late: was due") == true, "rule h: nobody is there")
        }
    }
}
