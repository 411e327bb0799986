import Courier
import Domain
import Foundation
import Gateways
import Intake
import RelaisTesting
import Store
import Testing
import Workflow

@Suite("From when on something is owed")
struct OwedTests {
    private var urgent: ExchangeStage.Setting {
        var setting = ExchangeStage.Setting()
        setting.priority = .high
        return setting
    }

    /// How many messages of that kind go out until so many hours have passed.
    private func more(_ kind: String, in hours: Int64, _ stage: ExchangeStage) async throws -> Int {
        let before = try await stage.sent(kind)
        try await stage.office.advance(.hours(hours), steps: Int(hours) * 2)
        return try await stage.sent(kind) - before
    }

    @Test("B28 T43 a rejected invoice is asked for again from its rejection on, and not beside it")
    func rejected() async throws {
        try await ExchangeStage.use(urgent) { stage in
            try await stage.arrive()
            try await stage.done("The work is finished") { try $0.bill(date: "2026-11-23") }
            try await stage.pass(to: "2026-11-27T10:00", steps: 8)
            try await stage.manager { RejectInvoice(stage.ticket.id, reason: "Wrong total", origin: $0) }
            #expect(try await stage.sent("invoiceRejected") == 1)
            #expect(try await more("invoiceAsked", in: 23, stage) == 0)
            #expect(try await more("invoiceAsked", in: 2, stage) == 1)
        }
    }

    @Test("B28 T27 a report that was sent back is asked for again from then on")
    func sentBack() async throws {
        try await ExchangeStage.use(urgent) { stage in
            try await stage.finish()
            try await stage.pass(to: "2026-11-26T10:00", steps: 8)
            try await stage.manager { SendBack(stage.ticket.id, note: "No photo", origin: $0) }
            #expect(try await more("owedReminder", in: 23, stage) == 0)
            #expect(try await more("owedReminder", in: 2, stage) == 1)
            #expect(try await more("owedReminder", in: 24, stage) == 1)
            #expect(try await stage.sent("invoiceAsked") > 0)
            #expect(try await more("invoiceAsked", in: 48, stage) == 0, "what is not finished is not billed")
        }
    }

    @Test("B21 E8 a quote that an approval needs is owed from the end of the visit on")
    func approvalNeeded() async throws {
        try await ExchangeStage.use(urgent) { stage in
            try await stage.arrive()
            try await stage.leaves("An approval (quote)")
            #expect(try await more("owedReminder", in: 23, stage) == 0)
            #expect(try await more("owedReminder", in: 2, stage) == 1)
        }
    }

    @Test("T21 B23 a date that the manager set is asked for again until it is confirmed", arguments: [true, false])
    func unconfirmed(isConfirmed: Bool) async throws {
        try await ExchangeStage.use(urgent) { stage in
            _ = try await stage.accept()
            let there = try #require(LocalDateTime("2026-11-30T11:00"))
            try await stage.manager { MoveVisit(stage.ticket.id, local: there, note: "The tenant is away", origin: $0) }
            if isConfirmed { try await stage.done("Confirm the date") }
            #expect(try await more("visitMoved", in: 23, stage) == 0)
            #expect(try await more("visitMoved", in: 2, stage) == (isConfirmed ? 0 : 1))
            let text = try #require(stage.office.sms.written.last?.text)
            if !isConfirmed { #expect(text.contains("30") && text.contains("11:00"), "\(text)") }
            try await stage.pass(to: "2026-11-30T10:59", steps: 20)
            #expect(try await stage.sent("visitMoved") == (isConfirmed ? 0 : 4))
        }
    }

    @Test("T21 a date that comes before the first reminder is asked for half way")
    func soon() async throws {
        try await ExchangeStage.use { stage in
            _ = try await stage.accept()
            let there = Appointment(stage.office.travel.now + .hours(6), in: "Europe/Paris").local
            try await stage.manager { MoveVisit(stage.ticket.id, local: there, note: nil, origin: $0) }
            #expect(try await stage.sent("visitMoved") == 1)
            #expect(try await more("visitMoved", in: 4, stage) == 1)
        }
    }

    @Test(
        "B24 T28 presence and report are not asked for while a price is owed or decided on", arguments: [true, false])
    func noButton(isQuoted: Bool) async throws {
        try await ExchangeStage.use { stage in
            _ = try await stage.accept()
            if isQuoted { try await stage.sendQuote() } else { try await stage.ask(.quote) }
            let page = try await stage.deskPage()
            let desk = try await stage.portal.signIn(stage.organization)
            for kind in ["presence", "completion"] {
                #expect(page.panel("ask")?.contains("name=\"kind\" value=\"\(kind)\"") == false)
                let answer = try await desk.post(
                    "/desk/tickets/\(stage.ticket.number)/asks",
                    form: [("kind", kind), ("text", ""), ("submission", UUID().uuidString)])
                #expect(answer.status == 409, "\(kind)")
            }
            #expect(try await stage.sent("presenceQuestion") + stage.sent("completionAsked") == 0)
        }
    }

    @Test("B25 nobody is reminded of the report while the manager owes the decision")
    func decisionFirst() async throws {
        try await ExchangeStage.use(urgent) { stage in
            try await stage.arrive()
            try await stage.sendQuote()
            #expect(try await more("owedReminder", in: 60, stage) == 0)
            try await stage.manager { RefuseQuote(stage.ticket.id, reason: "Too dear", origin: $0) }
            #expect(try await more("owedReminder", in: 1, stage) == 0, "what passed meanwhile is not made up for")
            #expect(try await more("owedReminder", in: 48, stage) == 1)
        }
    }

    @Test("B21 T30 a quote that is owed is asked for again with a press, with new words, and stays one task")
    func askedTwice() async throws {
        try await ExchangeStage.use { stage in
            _ = try await stage.accept()
            try await stage.ask(.quote, "With the wall")
            #expect(try await stage.sent("quoteAsked") == 1)
            #expect(try await stage.deskPage().panel("ask")?.contains("name=\"kind\" value=\"quote\"") == true)
            try await stage.ask(.quote, "And the tiles, please")
            #expect(try await stage.sent("quoteAsked") == 2)
            #expect(try await stage.stored.tasks.count { $0.kind == .quote } == 1)
            let page = try await stage.page()
            #expect(page.label == "waiting/quote")
            #expect(page.part("quote")?.contains("And the tiles, please") == true)
        }
    }

    @Test("B28 E5 each priority has its ladder, and an organization may set another", arguments: Priority.allCases)
    func ladders(priority: Priority) async throws {
        for own in [nil, [1, 7]] as [[Int]?] {
            var setting = ExchangeStage.Setting()
            setting.priority = priority
            // Reminders that wait for the morning are another test's (P29).
            (setting.rules.quietFrom, setting.rules.quietUntil) = (0, 0)
            if let own { setting.rules.owedReminderHours[priority] = own }
            let hours = try #require(setting.rules.owedReminderHours[priority])
            try await ExchangeStage.use(setting) { stage in
                try await stage.arrive()
                var passed = 0
                for (step, hour) in hours.enumerated() {
                    try await stage.office.advance(.minutes(Int64((hour - passed) * 60 - 1)), steps: 4)
                    #expect(try await stage.sent("owedReminder") == step, "\(priority), before \(hour) hours")
                    try await stage.office.advance(.minutes(1))
                    #expect(try await stage.sent("owedReminder") == step + 1, "\(priority), after \(hour) hours")
                    passed = hour
                }
                try await stage.office.advance(.days(30), steps: 10)
                #expect(try await stage.sent("owedReminder") == hours.count, "\(priority): the ladder has an end")
            }
        }
    }

    @Test(
        "B24 B33 the question goes by SMS, by mail or by both, as the contact wants",
        arguments: [[Contact.Way.sms], [.email], [.sms, .email]])
    func ways(wanted: [Contact.Way]) async throws {
        let office = try TestOffice()
        let ticket = try await office.ticket(of: office.organization(), to: TestOffice.plumber(channels: wanted))
        try await office.courier.drain()
        let texts = office.sms.sent.map(\.text) + office.mail.sent.map(\.plain)
        let link = try #require(
            texts.compactMap { TestOffice.token(in: $0) }.compactMap { office.links.verify($0) }.first)
        _ = try await office.workflow.perform(
            AcceptOffer(link: link, appointment: office.appointment(in: 5), comment: nil))
        try await office.advance(.hours(5))
        let asked = try await office.deliveries(of: ticket).filter {
            $0.notice.kind == .presenceQuestion && $0.status == .sent
        }
        #expect(Set(asked.map(\.notice.way)) == Set(wanted) && asked.count == wanted.count)
    }
}
