import Domain
import Foundation
import Gateways
import RelaisTesting
import Store
import Testing
import Workflow

@Suite("Offers and visits over a change of the clocks")
struct ClockChangeVisitTests {
    @Test(
        "A15 P28 P29 an offer over the change: half its time is over in the odd hour, the night is kept, then it lapses",
        arguments: ClockChange.all)
    func offer(change: ClockChange) async throws {
        let jump = try change.change()
        // Half of sixteen hours is over half an hour after the change.
        let start = jump - .minutes(7 * 60 + 30)
        try await change.stage(start, answerHours: 16) { stage in
            let end = start + .hours(16)
            #expect(try await stage.page().text.contains(change.shows(end)))
            #expect(stage.office.sms.written.last?.text.contains(change.shows(end)) == true)
            try await stage.pass(to: jump + .minutes(31))
            let reminder = try #require(
                try await stage.office.deliveries(of: stage.ticket).first { $0.notice.kind == .offerReminder })
            #expect(reminder.notice.due == (try change.at("07:30")))
            try await stage.happens(at: try change.at("07:30")) { try await stage.sent(.offerReminder) == 1 }
            #expect(stage.office.sms.written.last?.text.contains(change.shows(end)) == true)
            try await stage.happens(at: start + .minutes(14 * 60 + 24)) { try await stage.sent(.offerReminder) == 2 }
            try await stage.happens(at: end) { try await stage.page().label == "to-do/lapsed" }
            #expect(try await stage.sent(.offerLapsedAlert) == 1)
            #expect(try await stage.sent(.offerReminder) == 2)
        }
    }

    @Test(
        "P29 an emergency's reminder rings in the odd hour itself, once though it comes twice",
        arguments: ClockChange.all)
    func emergency(change: ClockChange) async throws {
        let jump = try change.change()
        try await change.stage(jump - .minutes(90), priority: .emergency, answerHours: 2) { stage in
            let half = jump - .minutes(30)
            try await stage.happens(at: half) { try await stage.sent(.offerReminder) == 1 }
            try await stage.pass(to: jump + .minutes(17))
            #expect(try await stage.sent(.offerReminder) == 1)
            try await stage.happens(at: jump + .minutes(18)) { try await stage.sent(.offerReminder) == 2 }
            try await stage.happens(at: jump + .minutes(30)) { try await stage.page().label == "to-do/lapsed" }
        }
    }

    @Test(
        "B24 P29 a visit in the odd hour: skipped it cannot be agreed, repeated it is the earlier one, asked and late once",
        arguments: ClockChange.all)
    func visit(change: ClockChange) async throws {
        let jump = try change.change()
        try await change.stage(try change.at("12:00", day: -1)) { stage in
            var time = change.oddTime
            if change.isSpring {
                let refused = try await stage.unchanged { try await stage.accept(change.day, time) }
                #expect(refused.status == 422 && refused.isWrong("time"))
                let (before, after) = change.oddNeighbours
                let alert = LoopPage(refused).alert
                #expect(alert.contains(before) && alert.contains(after), "\(alert)")
                time = after
            }
            let agreed = change.isSpring ? jump + .minutes(30) : jump - .minutes(30)
            #expect(try await stage.following(try await stage.accept(change.day, time)).text.contains(time))
            #expect(try await stage.order.appointment?.instant == agreed)
            try await stage.pass(to: agreed - .minutes(121))
            #expect(
                try await stage.post("presence", [("presence", "here")]).status != 303, "two hours before it, not more")
            try await stage.happens(at: agreed) { try await stage.sent(.presenceQuestion) == 1 }
            #expect(stage.office.sms.written.last?.to == ExchangeStage.number)
            try await stage.happens(at: agreed + .minutes(30)) { try await stage.stored.attention == .late }
            #expect(try await stage.sent(.lateAlert) == 1)
            for hour in 1...4 {
                try await stage.pass(to: agreed + .minutes(30) + .hours(Int64(hour)))
                #expect(try await stage.sent(.presenceQuestion) == 1)
                #expect(try await stage.sent(.lateAlert) == 1)
            }
        }
    }

    @Test(
        "B24 T23 late is half an hour by the watch, and two hours before the visit too, when the clocks change in between",
        arguments: ClockChange.all)
    func late(change: ClockChange) async throws {
        let jump = try change.change()
        let (before, after) = (jump - .minutes(10), jump + .minutes(70))
        try await change.stage(try change.at("12:00", day: -1)) { stage in
            #expect(try await stage.accept(change.day, change.shows(before)).status == 303)
            #expect(try await stage.order.appointment?.instant == before)
            try await stage.happens(at: before) { try await stage.sent(.presenceQuestion) == 1 }
            try await stage.happens(at: before + .minutes(30)) { try await stage.stored.attention == .late }
        }
        try await change.stage(try change.at("12:00", day: -1)) { stage in
            #expect(try await stage.accept(change.day, change.shows(after)).status == 303)
            #expect(try await stage.order.appointment?.instant == after)
            try await stage.pass(to: after - .minutes(121))
            #expect(try await stage.post("presence", [("presence", "here")]).status != 303)
            try await stage.pass(to: after - .minutes(120))
            #expect(try await stage.post("presence", [("presence", "here")]).status == 303)
            #expect(try await stage.page().label == "in-progress/on-site")
            try await stage.pass(to: after + .hours(1))
            #expect(try await stage.sent(.presenceQuestion) == 0)
            #expect(try await stage.sent(.lateAlert) == 0)
        }
    }

    @Test("B24 P42 a visit that is moved over the change is asked for at its new hour", arguments: ClockChange.all)
    func moved(change: ClockChange) async throws {
        try await change.stage(try change.at("12:00", day: -1)) { stage in
            #expect(try await stage.accept(try change.date(-1), "18:00").status == 303)
            let page = try await stage.done("Change the date") {
                try $0.fill("Date", change.day)
                try $0.fill("Time", "18:00")
                try $0.fill("Note", "A day later")
            }
            #expect(page.text.contains("18:00"))
            try await stage.pass(to: try change.at("18:00", day: -1))
            #expect(try await stage.sent(.presenceQuestion) == 0)
            try await stage.happens(at: try change.at("18:00")) { try await stage.sent(.presenceQuestion) == 1 }
            #expect(stage.office.travel.now - (try change.at("18:00", day: -1)) == .hours(change.isSpring ? 23 : 25))
        }
    }
}
