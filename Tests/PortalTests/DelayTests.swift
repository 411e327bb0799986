import Courier
import Domain
import Foundation
import Gateways
import Intake
import RelaisTesting
import Store
import Testing
import Workflow

@Suite("A delay, and what is late")
struct DelayTests {
    private func delay(
        _ stage: ExchangeStage, _ date: String, _ time: String, path: String? = nil
    ) async throws -> TransferResponse {
        try await stage.press("I will be late", path: path) {
            try $0.fill("Date", date)
            try $0.fill("Time", time)
        }
    }

    @Test("A21 A26 a delay of days is no delay: it is refused at its field and led to the date change, and not counted")
    func otherDay() async throws {
        try await ExchangeStage.use { stage in
            _ = try await stage.accept()
            try await stage.pass(to: "2026-11-23T08:30")
            let answer = try await stage.unmoved { try await delay(stage, "2026-12-01", "09:00") }
            #expect(answer.status == 422)
            #expect(answer.isWrong("delay-date"))
            #expect(LoopPage(answer).alert.contains("“Change the date”"))
            let earlier = try await stage.unmoved { try await delay(stage, "2026-11-23", "08:45") }
            #expect(earlier.isWrong("delay-time"))
            #expect(LoopPage(earlier).alert.contains("later than the agreed 09:00"))
            #expect(try await delay(stage, "2026-11-23", "23:30").status == 303)
            #expect(try await stage.order.dateChanges == 0)
            #expect(try await delay(stage, "2026-11-24", "01:15").status == 303, "a night's visit has a night's delay")
        }
    }

    @Test(
        "A21 E20 the way to the date change is shown in every reader's language",
        arguments: [("fr", "« Changer la date »"), ("el", "«Αλλαγή ημερομηνίας»"), ("pl", "„Zmień termin”")])
    func words(language: String, words: String) async throws {
        try await ExchangeStage.use { stage in
            _ = try await stage.accept()
            try await stage.pass(to: "2026-11-23T08:30")
            let answer = try await stage.post(
                "presence", [("presence", "late"), ("date", "2026-12-01"), ("time", "09:00")],
                query: "?lang=\(language)")
            #expect(answer.status == 422)
            #expect(LoopPage(answer).alert.contains(words))
            #expect(LoopPage(answer).text.contains(words.filter { $0.isLetter || $0.isWhitespace }.trimmed))
        }
    }

    @Test("E1 the technician says how late he is, and that another day is his office's to agree")
    func technician() async throws {
        try await ExchangeStage.use { stage in
            try await stage.acceptForToday()
            let path = try await stage.passedOn()
            let answer = try await stage.unmoved { try await delay(stage, "2026-11-20", "09:00", path: path) }
            #expect(answer.status == 422)
            #expect(LoopPage(answer).alert.contains("Another day is agreed by your office"))
            #expect(try await delay(stage, "2026-11-16", "15:00", path: path).status == 303)
            #expect(try await stage.order.appointment?.local.description == "2026-11-16T15:00")
        }
    }

    @Test("A21 when the agreed day is over there is nothing to be late for, and the page offers the date change alone")
    func dayOver() async throws {
        try await ExchangeStage.use { stage in
            _ = try await stage.accept()
            try await stage.pass(to: "2026-11-23T23:00")
            #expect(try await stage.offers("I will be late"))
            try await stage.pass(to: "2026-11-24T06:00")
            #expect(try await !stage.offers("I will be late"))
            #expect(try await stage.offers("Change the date"))
        }
    }

    @Test("A25 B24 who announced a delay stands in the Inbox with his new time, and is late only when that has passed")
    func announced() async throws {
        try await ExchangeStage.use { stage in
            _ = try await stage.accept()
            try await stage.pass(to: "2026-11-23T08:00")
            #expect(try await delay(stage, "2026-11-23", "14:00").status == 303)
            try await stage.pass(to: "2026-11-23T13:00", steps: 10)
            let row = try #require(try await stage.row("inbox"))
            #expect(!row.contains("class=\"late\""))
            #expect(try await stage.rowText("inbox").contains("late: expected Mon 23 Nov, 14:00"))
            #expect(try await !stage.deskPage().facts.contains("<small>late</small>"))
            #expect(try await !stage.page().html.contains("class=\"late\""))
            #expect(try await stage.sent("lateAlert") == 0)
            try await stage.pass(to: "2026-11-23T14:30", steps: 3)
            #expect(try await stage.row("inbox")?.contains("class=\"late\"") == true)
            #expect(try await stage.rowText("inbox").contains("late: was due Mon 23 Nov, 14:00"))
            #expect(try await stage.deskPage().facts.contains("<small>late</small>"))
            #expect(try await stage.sent("lateAlert") == 1)
        }
    }

    @Test("A25 both sides call the same visit late, wherever the job stands", arguments: [false, true])
    func oneAnswer(isDecided: Bool) async throws {
        try await ExchangeStage.use { stage in
            _ = try await stage.accept()
            if !isDecided { try await stage.sendQuote() }
            try await stage.pass(to: "2026-11-23T10:00")
            let desk = try await stage.deskPage()
            let seen = [
                try await stage.page().html.contains("<dd class=\"late\">"),
                try await stage.row()?.contains("late: was due") == true,
                desk.facts.contains("<small>late</small>"), desk.head.contains("Late: the visit was due"),
            ]
            #expect(seen == Array(repeating: isDecided, count: 4), "nobody is late while the manager owes the decision")
        }
    }
}

extension String {
    fileprivate var trimmed: String { trimmingCharacters(in: .whitespaces) }
}
