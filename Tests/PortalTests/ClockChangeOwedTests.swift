import Domain
import Foundation
import Gateways
import RelaisTesting
import Store
import Testing
import Workflow

@Suite("What is owed, over a change of the clocks")
struct ClockChangeOwedTests {
    @Test("B21 T34 a quote is valid until 23:59 of its last day by the site's clock", arguments: ClockChange.all)
    func quote(change: ClockChange) async throws {
        for day in [0, 1] {
            try await change.stage(try change.at("12:00", day: -1)) { stage in
                #expect(try await stage.accept(try change.date(20)).status == 303)
                let page = try await stage.done("Send the quote") {
                    try $0.fill("Amount incl. tax", "600")
                    try $0.fill("Valid until", try change.date(day))
                }
                #expect(page.label == "waiting/decision")
                try await stage.happens(at: try change.at("23:59", day: day)) {
                    try await stage.order.quote?.status == .expired
                }
                #expect(try await stage.sent(.quoteExpiredAlert) == 1)
            }
        }
    }

    @Test(
        "B21 thirty days of validity are days of the calendar, also from an hour beside midnight",
        arguments: ClockChange.all)
    func validity(change: ClockChange) async throws {
        for (time, day) in [("23:30", -1), ("00:30", 0)] {
            try await change.stage(try change.at(time, day: day)) { stage in
                #expect(try await stage.accept(try change.date(40)).status == 303)
                let form = try await stage.page().form(button: "Send the quote")
                #expect(try form.value("Valid until") == (try change.date(day + 30)))
                let quote = SendQuote(
                    link: try stage.linkID, amount: Money(amount: 60_000, currency: "EUR"), validUntil: nil, note: nil,
                    files: [])
                _ = try await stage.office.workflow.perform(quote)
                #expect(try await stage.order.quote?.validUntil == (try change.at("23:59", day: day + 30)))
            }
        }
    }

    @Test("E10 an invoice dated tomorrow is taken in every hour of a day of 23 or 25", arguments: ClockChange.all)
    func invoiceDate(change: ClockChange) async throws {
        for time in ["00:30", "23:30"] {
            try await change.stage(try change.at("12:00", day: -1)) { stage in
                #expect(try await stage.accept(try change.date(-1), "20:00").status == 303)
                try await stage.pass(to: try change.at(time))
                try await stage.done("The work is finished")
                let form = try await stage.page().form(button: "Send the invoice")
                #expect(try form.value("Invoice date") == (try change.date()))
                func bill(_ day: Int) async throws -> TransferResponse {
                    try await stage.press("Send the invoice") {
                        try $0.bill("F-17", "420,00", date: try change.date(day))
                    }
                }
                #expect(try await bill(2).isWrong("invoice-date"))
                #expect(try await bill(1).status == 303)
            }
        }
    }

    @Test(
        "B20 B21 a quote and an answer that are owed are asked for again a day and two days by the watch later",
        arguments: ClockChange.all, [TicketTask.Kind.quote, .message])
    func asked(change: ClockChange, kind: TicketTask.Kind) async throws {
        let start = try change.at("11:00", day: -1)
        try await change.stage(start) { stage in
            #expect(try await stage.accept(try change.date(20)).status == 303)
            try await stage.ask(kind, "Which tap?")
            // Due after four hours; the ladder counts from there.
            try await stage.happens(at: start + .hours(28)) { try await stage.sent(.owedReminder) == 1 }
            #expect(change.shows(stage.office.travel.now) == (change.isSpring ? "16:00" : "14:00"))
            try await stage.happens(at: start + .hours(52)) { try await stage.sent(.owedReminder) == 2 }
            if kind == .quote {
                try await stage.done("Send the quote") { try $0.fill("Amount incl. tax", "600") }
            } else {
                _ = try await stage.following(try await stage.send("The blue one"))
            }
            try await stage.office.advance(.days(6), steps: 12)
            #expect(try await stage.sent(.owedReminder) == 2)
        }
    }

    @Test(
        "B25 P29 a report that is owed since the evening before rings when it is not night", arguments: ClockChange.all)
    func report(change: ClockChange) async throws {
        try await change.stage(try change.at("12:00", day: -1)) { stage in
            let visit = try change.at("19:30", day: -1)
            #expect(try await stage.accept(try change.date(-1), "19:30").status == 303)
            try await stage.pass(to: visit)
            #expect(try await stage.post("presence", [("presence", "here")]).status == 303)
            // A day later it is 20:30 in spring, which is night, and 18:30 in autumn.
            if change.isSpring { try await stage.pass(to: visit + .hours(24)) }
            let rings = try change.isSpring ? change.at("07:30", day: 1) : visit + .hours(24)
            try await stage.happens(at: rings) { try await stage.sent(.owedReminder) == 1 }
        }
    }

    @Test(
        "B28 P29 the invoice is asked for after the night of the change, and again by its ladder, until it comes",
        arguments: ClockChange.all)
    func invoice(change: ClockChange) async throws {
        try await change.stage(try change.at("12:00", day: -1)) { stage in
            let done = try change.at("19:30", day: -1)
            #expect(try await stage.accept(try change.date(-1), "19:00").status == 303)
            try await stage.pass(to: done)
            try await stage.done("The work is finished")
            try await stage.pass(to: done + .hours(1))
            #expect(try await stage.sent(.invoiceAsked) == 0, "20:30 is night")
            try await stage.happens(at: try change.at("07:30")) { try await stage.sent(.invoiceAsked) == 1 }
            if change.isSpring { try await stage.pass(to: done + .hours(24)) }
            let again = try change.isSpring ? change.at("07:30", day: 1) : done + .hours(24)
            try await stage.happens(at: again) { try await stage.sent(.invoiceAsked) == 2 }
            try await stage.done("Send the invoice") { try $0.bill(date: try change.date(-1)) }
            try await stage.office.advance(.days(10), steps: 20)
            #expect(try await stage.sent(.invoiceAsked) == 2)
        }
    }

    @Test(
        "B28 P29 an emergency's invoice is asked for an hour after the report, in the odd hour too",
        arguments: ClockChange.all)
    func urgentInvoice(change: ClockChange) async throws {
        let done = try change.change() - .minutes(20)
        try await change.stage(try change.at("22:00", day: -1), priority: .emergency) { stage in
            #expect(try await stage.accept(try change.date(-1), "23:00").status == 303)
            try await stage.pass(to: done)
            try await stage.done("The work is finished")
            try await stage.happens(at: done + .hours(1)) { try await stage.sent(.invoiceAsked) == 1 }
        }
    }
}
