import Courier
import Domain
import Foundation
import Gateways
import RelaisTesting
import Store
import Testing
import Workflow

@Suite("Answering by the form")
struct ExchangeAnswerTests {
    /// Whatever a keyboard has: emoji with a skin tone, right to left, quotes, markup, an entity.
    static let typed = "👷🏽 مرحبا \"quoted\" & 'single' <b>1 < 2</b> &amp; Ελλάδα\nsecond line"

    @Test("B9 B13 B14 B15 B16 accepted with date and time: the confirmation comes with number and time, once stored")
    func accepted() async throws {
        try await ExchangeStage.use { stage in
            let page = try await stage.following(try await stage.accept(comment: Self.typed))
            #expect(page.status == 200)
            #expect(page.label == "in-progress/dispatch-confirmed")
            let told = try #require(page.element(role: "status"))
            #expect(told.contains(stage.ticket.number))
            #expect(told.contains("16 November 2026") && told.contains("10:00"), "\(told)")
            #expect(page.text.contains("Monday 23 November 2026"))
            let order = try #require(try await stage.stored.orders.first)
            #expect(order.appointment?.local.description == "2026-11-23T09:00")
            #expect(order.appointment?.instant.rfc3339 == "2026-11-23T08:00:00Z")
            let entry = try #require(try await stage.timeline().last { $0.type == "accepted" })
            #expect(entry.texts.values.contains(Self.typed))
            let again = try await stage.page()
            #expect(again.text.contains("Your answer") && again.text.contains("👷🏽 مرحبا"))
            #expect(!again.html.contains("<b>1"))
            #expect(try await stage.stored.attention == .answered)
        }
    }

    @Test(
        "B13 accepting without date or time keeps everything that was typed and names the field",
        arguments: [("", "09:00", ["date"]), ("2026-11-23", "", ["time"]), ("", "", ["date", "time"])])
    func incomplete(date: String, time: String, wrong: [String]) async throws {
        try await ExchangeStage.use { stage in
            let answer = try await stage.unchanged { try await stage.accept(date, time, comment: Self.typed, id: "f1") }
            #expect(answer.status == 422)
            let page = LoopPage(answer)
            #expect(page.element(role: "alert") != nil)
            for field in ["date", "time", "comment"] {
                #expect(answer.isWrong(field) == wrong.contains(field), "\(field)")
            }
            let form = try page.form(button: "Send my answer")
            #expect(try form.value("Date") == date)
            #expect(try form.value("Time") == time)
            #expect(try form.value("Comment") == Self.typed)
            #expect(answer.text.contains("value=\"accept\" checked"))
            #expect(!answer.text.contains("<b>1"))
            // The id was not spent: the mended form goes through (rule c).
            #expect(form.fields.contains { $0.name == "submission" && $0.value == "f1" })
            #expect(try await stage.accept(comment: Self.typed, id: "f1").status == 303)
            #expect(try await stage.count("accepted") == 1)
        }
    }

    @Test(
        "a day or hour that cannot be is refused at its field and kept",
        arguments: [
            ("2026-11-15", "09:00", "date", "already passed"), ("2026-11-16", "09:30", "time", "already passed"),
            ("2026-02-30", "09:00", "date", "does not exist"), ("2027-13-01", "09:00", "date", "does not exist"),
            ("soon", "09:00", "date", "cannot be read"), ("2026-11-23", "25:00", "time", "cannot be read"),
            ("2026-11-23", "९:00", "time", "cannot be read"), ("2028-11-17", "09:00", "date", "16 November 2028"),
            ("99999-01-01", "09:00", "date", "cannot be read"),
            ("\u{202E}2026-11-23x", "09:00", "date", "cannot be read"),
        ])
    func impossible(date: String, time: String, field: String, says: String) async throws {
        try await ExchangeStage.use { stage in
            let answer = try await stage.unchanged { try await stage.accept(date, time, comment: "kept") }
            #expect(answer.status == 422)
            #expect(answer.isWrong(field))
            #expect(answer.isWrong(field == "date" ? "time" : "date") == false)
            #expect(LoopPage(answer).text.contains(says))
            let form = try LoopPage(answer).form(button: "Send my answer")
            #expect(try form.value("Date") == date.replacing("\u{202E}", with: ""))
            #expect(try form.value("Time") == time)
            #expect(try form.value("Comment") == "kept")
        }
    }

    @Test(
        "P29 a time that the clocks skip is refused with both neighbours named; a repeated one means the earlier",
        arguments: [
            ("Europe/Paris", "02:30", "01:30", "03:30", "2027-10-31T00:30:00Z"),
            ("Europe/Athens", "03:30", "02:30", "04:30", "2027-10-31T00:30:00Z"),
        ])
    func skipped(zone: String, time: String, before: String, after: String, earlier: String) async throws {
        var setting = ExchangeStage.Setting()
        setting.timeZone = zone
        try await ExchangeStage.use(setting) { stage in
            let answer = try await stage.unchanged { try await stage.accept("2027-03-28", time, comment: "kept") }
            #expect(answer.status == 422)
            #expect(answer.isWrong("time"))
            let alert = try #require(LoopPage(answer).element(role: "alert"))
            #expect(alert.contains(before) && alert.contains(after), "\(alert)")
            #expect(try LoopPage(answer).form(button: "Send my answer").value("Comment") == "kept")
            #expect(try await stage.accept("2027-10-31", time).status == 303)
            #expect(try await stage.stored.orders.first?.appointment?.instant.rfc3339 == earlier)
        }
    }

    @Test("nothing chosen: the form asks first for a choice, and keeps both halves")
    func undecided() async throws {
        try await ExchangeStage.use { stage in
            let answer = try await stage.unchanged {
                try await stage.post("answer", [("date", "2026-11-23"), ("comment", "a"), ("reason", "b")])
            }
            #expect(answer.status == 422)
            #expect(LoopPage(answer).element(role: "alert")?.contains("choose first") == true)
            let form = try LoopPage(answer).form(button: "Send my answer")
            #expect(try form.value("Comment") == "a")
            #expect(try form.value("Reason") == "b")
            let odd = try await stage.post("answer", [("decision", "perhaps")])
            #expect(odd.status == 422)
        }
    }

    @Test("a form without an id, with a strange one, or too long is refused with everything kept")
    func malformed() async throws {
        try await ExchangeStage.use { stage in
            try await stage.unchanged {
                for id in [nil, "", String(repeating: "x", count: 65), "a&b=c", "é", "a b", "x\r\nSet-Cookie: a=b"] {
                    let answer = try await stage.accept(comment: "kept", id: id)
                    #expect(answer.status == 422, "\(id ?? "none")")
                    let form = try LoopPage(answer).form(button: "Send my answer")
                    #expect(try form.value("Comment") == "kept")
                    #expect(form.fields.first { $0.name == "submission" }?.value.count == 32)
                }
                let long = try await stage.accept(comment: String(repeating: "é", count: 2_001))
                #expect(long.status == 422)
                #expect(long.isWrong("comment"))
                #expect(try LoopPage(long).form(button: "Send my answer").value("Comment").count == 2_001)
                let endless = try await stage.accept(comment: String(repeating: "x", count: 300_000))
                #expect(endless.status == 413)
                #expect(LoopPage(endless).element(role: "alert")?.contains("too long") == true)
            }
        }
    }

    @Test("B32 E14 a refusal with a reason from the list, in own words, or both")
    func declined() async throws {
        for (choice, reason) in [("busy", ""), (nil, "Trop loin d’ici"), ("tooFar", "60 km")] as [(String?, String)] {
            try await ExchangeStage.use { stage in
                let page = try await stage.following(try await stage.decline(choice: choice, reason: reason))
                #expect(page.label == "to-do/declined")
                #expect(page.element(role: "status")?.contains(stage.ticket.number) == true)
                let again = try await stage.page()
                if choice == "busy" { #expect(again.text.contains("Fully booked")) }
                if choice == "tooFar" { #expect(again.text.contains("Too far away")) }
                if !reason.isEmpty { #expect(again.text.contains(reason)) }
                #expect(try await stage.stored.attention == .refused)
                try await stage.office.courier.drain()
                #expect(stage.office.mail.sent.contains { $0.to.name == "Nina Morel" })
            }
        }
    }

    @Test("E14 without any reason, or with one that is not on the list, nothing is declined")
    func unreasoned() async throws {
        try await ExchangeStage.use { stage in
            try await stage.unchanged {
                for (choice, reason) in [(nil, ""), ("", " \n "), ("nonsense", "x")] as [(String?, String)] {
                    let answer = try await stage.decline(choice: choice, reason: reason)
                    #expect(answer.status == 422)
                    #expect(answer.isWrong("reason"), "\(choice ?? "")")
                    #expect(answer.text.contains("value=\"decline\" checked"))
                }
            }
        }
    }

    @Test("E14 an organization's own reasons take the place of the usual ones")
    func ownReasons() async throws {
        var setting = ExchangeStage.Setting()
        setting.rules.declineReasons = ["Chantier <en cours>", "Congés"]
        try await ExchangeStage.use(setting) { stage in
            let page = try await stage.page()
            #expect(page.text.contains("Chantier <en cours>"))
            #expect(!page.html.contains("<en"))
            #expect(!page.text.contains("Fully booked"))
            #expect(try await stage.decline(choice: "busy").status == 422)
            let done = try await stage.following(try await stage.decline(choice: "Chantier <en cours>"))
            #expect(done.text.contains("Chantier <en cours>"))
        }
    }

    @Test("B2 B31 a quote request is named so, and is promised without a date; half a date is asked about")
    func quote() async throws {
        var setting = ExchangeStage.Setting()
        setting.kind = .quote
        try await ExchangeStage.use(setting) { stage in
            #expect(stage.office.sms.written.last?.text.lowercased().contains("quote") == true)
            let page = try await stage.page()
            #expect(page.text.contains("I will quote"))
            #expect(!page.text.contains("Accept "))
            let half = try await stage.accept("2026-11-23", "")
            #expect(half.status == 422)
            #expect(half.isWrong("time"))
            let done = try await stage.following(try await stage.accept("", "", comment: "By Friday"))
            #expect(done.label == "waiting/quote")
            #expect(done.element(role: "status")?.contains("we expect your quote") == true)
            #expect(done.text.contains("You will send a quote") && done.text.contains("By Friday"))
            #expect(try await stage.stored.orders.first?.appointment == nil)
        }
    }
}
