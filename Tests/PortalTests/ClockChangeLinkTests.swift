import Courier
import Domain
import Foundation
import Gateways
import RelaisTesting
import Store
import Testing
import Workflow

@Suite("Windows and links over a change of the clocks")
struct ClockChangeLinkTests {
    /// Done, not to be billed, and resolved at noon of the day before.
    private func resolved(_ stage: ExchangeStage, _ change: ClockChange) async throws {
        #expect(try await stage.accept(try change.date(-1), "11:00").status == 303)
        try await stage.pass(to: try change.at("11:00", day: -1))
        try await stage.done("The work is finished")
        try await stage.manager { WaiveInvoice(stage.ticket.id, origin: $0) }
        try await stage.pass(to: try change.at("12:00", day: -1))
        try await stage.manager { ResolveTicket(stage.ticket.id, method: .communicated, note: nil, origin: $0) }
        #expect(try await stage.page().label == "resolved")
    }

    @Test(
        "D16 E2 the window after a resolution has five whole days, its link ninety, whatever the clocks do",
        arguments: ClockChange.all)
    func ends(change: ClockChange) async throws {
        try await change.stage(try change.at("10:00", day: -1)) { stage in
            try await resolved(stage, change)
            let end = try change.at("12:00", day: -1)
            try await stage.happens(at: end + .days(5)) { try await stage.page().label == "closed" }
            #expect(change.shows(stage.office.travel.now) == (change.isSpring ? "13:00" : "11:00"))
            #expect(try await stage.page().status == 200)
            // Idle since long (P37): it shows little before it is over.
            try await stage.happens(at: end + .days(90)) { try await stage.page().status == 410 }
        }
    }

    @Test("P37 a link is idle after thirty whole days, whatever the clocks do", arguments: ClockChange.all)
    func idle(change: ClockChange) async throws {
        let start = try change.at("12:00", day: -15)
        try await change.stage(start, answerHours: 24 * 60) { stage in
            stage.office.travel.advance(.minutes(30 * 24 * 60 - 1))
            #expect(try await stage.page().text.contains("Fuite sous l’évier"))
            stage.office.travel.advance(.minutes(1))
            #expect(stage.office.travel.now > (try change.change()))
            #expect(try await !stage.page().html.contains("évier"))
            let form = try await stage.page().form(button: "Show the job")
            #expect(try await stage.submit(form).status == 303)
            #expect(try await stage.page().text.contains("Fuite sous l’évier"))
        }
    }

    @Test(
        "T19 E2 three a day: the fourth technician and the fourth new link wait for 24 hours, not for a clock's day",
        arguments: ClockChange.all)
    func thrice(change: ClockChange) async throws {
        let start = try change.at("12:00", day: -1)
        try await change.stage(start) { (stage) async throws in
            #expect(try await stage.accept(try change.date(3)).status == 303)
            for digit in 4...6 { #expect(try await stage.passOn("Léo Brun", "06 39 98 00 4\(digit)").status == 303) }
            func fourth() async throws -> Int { try await stage.passOn("Zoé Noir", "06 39 98 00 47").status }
            #expect(try await fourth() == 422)
            stage.office.travel.advance(.minutes(24 * 60 - 1))
            #expect(try await fourth() == 422)
            stage.office.travel.advance(.minutes(1))
            #expect(try await fourth() == 303)
        }
        try await change.stage(start, answerHours: 24 * 60) { stage in
            try await stage.expire()
            let first = stage.messages()
            func renew() async throws -> Int {
                #expect(try await stage.post("renewal", []).status == 303)
                try await stage.office.courier.drain()
                return stage.messages() - first
            }
            for count in 1...3 { #expect(try await renew() == count) }
            #expect(try await renew() == 3)
            stage.office.travel.advance(.minutes(24 * 60 - 1))
            #expect(try await renew() == 3)
            stage.office.travel.advance(.minutes(1))
            #expect(try await renew() == 4)
        }
    }
}
