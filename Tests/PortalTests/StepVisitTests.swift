import Domain
import Foundation
import Gateways
import RelaisTesting
import Store
import Testing
import Workflow

@Suite("The visit on the contractor's page")
struct StepVisitTests {
    private func change(_ stage: ExchangeStage, _ date: String, _ time: String, _ note: String) async throws
        -> TransferResponse
    {
        try await stage.press("Change the date") {
            try $0.fill("Date", date)
            try $0.fill("Time", time)
            try $0.fill("Note", note)
        }
    }

    @Test(
        "A16 A22 A24 B23 the date is changed with a note in one press, stays confirmed, and both see it; twice is once")
    func changed() async throws {
        try await ExchangeStage.use { stage in
            _ = try await stage.accept()
            let page = try await stage.page()
            var form = try page.form(button: "Change the date")
            #expect(try form.value("Date") == "2026-11-23")
            try form.fill("Date", "2026-11-24")
            try form.fill("Time", "14:30")
            try form.fill("Note", "The part comes a day later")
            let answer = try await stage.submit(form)
            let after = try await stage.following(answer)
            #expect(after.element(role: "status")?.contains("The new date is recorded") == true)
            #expect(after.label == "in-progress/dispatch-confirmed")
            #expect(after.text.contains("Tuesday 24 November 2026 at 14:30"))
            #expect(after.text.contains("The part comes a day later"))
            #expect(after.text.contains("Date changes: 1"))
            let again = try await stage.unmoved { try await stage.submit(form) }
            #expect(again.header("Location") == answer.header("Location"))
            #expect(try await stage.count("dateChanged") == 1)
            #expect(try await stage.order.appointment?.local.description == "2026-11-24T14:30")
        }
    }

    @Test("A21 an empty note is refused at the field, and the entered date stays")
    func noNote() async throws {
        try await ExchangeStage.use { stage in
            _ = try await stage.accept()
            let answer = try await stage.unmoved { try await change(stage, "2026-11-25", "10:15", "  ") }
            #expect(answer.status == 422)
            #expect(answer.isWrong("schedule-note"))
            let page = LoopPage(answer)
            #expect(page.alert.contains("why the date changes"))
            let form = try page.form(button: "Change the date")
            #expect(try form.value("Date") == "2026-11-25")
            #expect(try form.value("Time") == "10:15")
        }
    }

    @Test(
        "A22 a date that has passed, does not exist or is not said is refused at its field",
        arguments: [
            ("2026-11-15", "10:00", "schedule-date"), ("2026-11-31", "10:00", "schedule-date"),
            ("", "10:00", "schedule-date"), ("2026-11-25", "", "schedule-time"),
            ("2026-11-25", "25:00", "schedule-time"),
        ])
    func badDates(date: String, time: String, field: String) async throws {
        try await ExchangeStage.use { stage in
            _ = try await stage.accept()
            let answer = try await stage.unmoved { try await change(stage, date, time, "why not") }
            #expect(answer.status == 422)
            #expect(answer.isWrong(field))
            #expect(try LoopPage(answer).form(button: "Change the date").value("Note") == "why not")
        }
    }

    @Test("A23 the people who can be told are listed, and the chosen one is kept with the change")
    func told() async throws {
        try await ExchangeStage.use { stage in
            let other = try await stage.addColleague()
            _ = try await stage.accept()
            _ = try await stage.done("Change the date") {
                try $0.fill("Date", "2026-11-24")
                try $0.fill("Note", "Later")
                try $0.choose("Paul Roche")
            }
            let told = try await stage.timeline().compactMap { entry in
                if case .dateChanged(_, _, _, let told, _) = entry.event.change { told } else { nil }
            }
            #expect(told == [other.id])
            let forged = try await stage.unmoved {
                try await stage.post(
                    "schedule", [("date", "2026-11-26"), ("time", "09:00"), ("note", "x"), ("told", "77")])
            }
            #expect(forged.status == 422)
        }
    }

    @Test("A25 P42 when its time is over the visit is red and says late, warns, and can only be changed")
    func late() async throws {
        try await ExchangeStage.use { stage in
            _ = try await stage.accept()
            try stage.travel(to: "2026-11-23T08:59")
            #expect(try await !stage.page().html.contains("class=\"late\""))
            try stage.travel(to: "2026-11-23T10:00")
            let page = try await stage.page()
            #expect(page.html.contains("<dd class=\"late\">"))
            #expect(page.text.contains("at 09:00 late"))
            #expect(page.text.contains("may give the job to another company"))
            #expect(page.text.contains("The agreed time has passed"))
            let form = try page.form(button: "Change the date")
            #expect(try form.value("Date") == "" && form.value("Time") == "")
            #expect(!page.text.contains("Confirm the date"))
            // Who is there nevertheless says so.
            let after = try await stage.done("I am on site")
            #expect(after.label == "in-progress/on-site")
            #expect(!after.html.contains("class=\"late\""))
        }
    }

    @Test("A25 the words stand in every reader's language")
    func lateWords() async throws {
        try await ExchangeStage.use { stage in
            _ = try await stage.accept()
            try stage.travel(to: "2026-11-23T10:00")
            for (language, word) in [("fr", "en retard"), ("el", "καθυστέρηση"), ("pl", "spóźnienie")] {
                #expect(try await stage.page("?lang=\(language)").html.contains("<strong>\(word)</strong>"))
            }
        }
    }

    @Test(
        "A26 AF3 changes are counted, and from the organization's threshold on they are warned of", arguments: [2, 3])
    func tooMany(threshold: Int) async throws {
        var setting = ExchangeStage.Setting()
        setting.rules.dateChangesBeforeWarning = threshold
        try await ExchangeStage.use(setting) { stage in
            _ = try await stage.accept()
            for number in 1...threshold {
                let before = try await stage.page()
                #expect(before.text.contains("This would be change no. \(number) of the date") == (number == threshold))
                #expect(!before.text.contains("was changed several times"))
                #expect(try await change(stage, "2026-11-2\(3 + number)", "09:00", "again").status == 303)
            }
            let page = try await stage.page()
            #expect(page.text.contains("Date changes: \(threshold)"))
            #expect(page.text.contains("The date was changed several times: the job may go to another company."))
            #expect(try await stage.order.dateChanges == threshold)
        }
    }

    @Test("AF1 the French page has the words of the French portal")
    func french() async throws {
        var setting = ExchangeStage.Setting()
        setting.language = .fr
        try await ExchangeStage.use(setting) { stage in
            _ = try await stage.accept()
            let page = try await stage.page()
            #expect(try page.form(button: "Enregistrer et Envoyer la note").action.contains("/schedule"))
            #expect(page.text.contains("Changer la date"))
        }
    }

    @Test("T21 P42 a visit that the manager moved is confirmed in one press, unless its time is over")
    func moved() async throws {
        try await ExchangeStage.use { stage in
            _ = try await stage.accept()
            let there = try #require(LocalDateTime("2026-11-25T11:00"))
            try await stage.manager {
                MoveVisit(stage.ticket.id, local: there, note: "The tenant is away on Monday", origin: $0)
            }
            let page = try await stage.page()
            #expect(page.text.contains("The manager proposes this date"))
            #expect(page.text.contains("The tenant is away on Monday"))
            let after = try await stage.done("Confirm the date")
            #expect(!after.text.contains("The manager proposes this date"))
            #expect(try await stage.order.awaitsConfirmation == false)
            #expect(try await stage.order.dateChanges == 0)

            try await stage.manager { MoveVisit(stage.ticket.id, local: there, note: nil, origin: $0) }
            try stage.travel(to: "2026-11-25T11:01")
            let past = try await stage.page()
            #expect(!past.text.contains("Confirm the date"))
            #expect(try past.form(button: "Change the date").value("Date") == "")
        }
    }

    @Test("B24 presence: on the wrong day it is refused with the earliest moment, from the tolerance on it is first")
    func presence() async throws {
        try await ExchangeStage.use { stage in
            _ = try await stage.accept()
            let early = try await stage.unmoved { try await stage.press("I am on site") }
            #expect(early.status == 409)
            #expect(LoopPage(early).alert.contains("Mon 23 Nov, 09:00"))
            #expect(LoopPage(early).alert.contains("from Mon 23 Nov, 07:00"))
            let french = try await stage.unmoved { try await stage.press("Je suis sur place", query: "?lang=fr") }
            #expect(LoopPage(french).alert.contains("à partir du lun. 23 nov., 7 h 00"))
            try stage.travel(to: "2026-11-23T06:59")
            #expect(try await stage.press("I am on site").status == 409)
            #expect(try await !stage.page().html.contains("<section class=\"card\" id=\"arrival\">"))
            try stage.travel(to: "2026-11-23T07:00")
            let page = try await stage.page()
            #expect(page.html.contains("<section class=\"card\" id=\"arrival\">"))
            let after = try await stage.done("I am on site")
            #expect(after.label == "in-progress/on-site")
            #expect(after.text.contains("On site · You"))
            #expect(try await stage.page().text.contains("You are on site."))
        }
    }

    @Test("B24 late with a new time, or not at all with a reason")
    func lateOrNot() async throws {
        try await ExchangeStage.use { stage in
            _ = try await stage.accept()
            try stage.travel(to: "2026-11-23T08:30")
            let missing = try await stage.unmoved { try await stage.press("I will be late") }
            #expect(missing.status == 422)
            #expect(missing.isWrong("delay-time"))
            let page = try await stage.done("I will be late") { try $0.fill("Time", "10:45") }
            #expect(page.text.contains("Late: expected Mon 23 Nov, 10:45"))
            #expect(try await stage.order.appointment?.local.timeText == "10:45")
            let silent = try await stage.unmoved { try await stage.press("I cannot come") }
            #expect(silent.isWrong("giveBack-reason"))
            let gone = try await stage.done("I cannot come") { try $0.fill("Reason", "The van broke down") }
            #expect(gone.label == "to-do/declined")
            #expect(gone.text.contains("The van broke down"))
            #expect(try await stage.stored.label == .toDoDeclined)
        }
    }

    @Test("P19 two people of one firm report at once: one counts, the other is told who and when")
    func colleagues() async throws {
        var setting = ExchangeStage.Setting()
        setting.contractor = ExchangeStage.pair
        try await ExchangeStage.use(setting) { stage in
            let second = try stage.portal.page(sms: ExchangeStage.secondNumber)
            _ = try await stage.accept()
            try stage.travel(to: "2026-11-23T08:50")
            let form = try LoopPage(try await stage.phone.get(second), path: second).form(button: "I am on site")
            try await stage.done("I am on site")
            let other = try await stage.unmoved { try await stage.submit(form) }
            #expect(other.status == 409)
            #expect(LoopPage(other).alert.contains("Karim Martin did this already, Mon 23 Nov, 08:50"))
            #expect(try await stage.count("arrived") == 1)
            // The job goes on from either phone, each act under its own name.
            try await stage.done("The work is finished", path: second) { try $0.fill("Comment", "New seal") }
            let page = try await stage.page()
            #expect(page.part("record")?.contains("New seal") == true)
            #expect(page.part("record")?.contains("Salomé Blanc") == true)
        }
    }
}
