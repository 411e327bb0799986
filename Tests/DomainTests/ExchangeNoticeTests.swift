import Domain
import Testing

/// Who hears of what between an acceptance and the end.
struct ExchangeNoticeTests {
    /// What the act makes known, on the ticket as it is then.
    private func told(
        _ command: Command, in story: inout Story, by actor: Actor = Story.byManager
    ) throws -> [NoticeIntent] {
        try story.act(command, by: actor).flatMap { notices(after: $0, by: actor, in: story.ticket) }
    }

    private func accepted(passedOn: Bool = false) throws -> Story {
        try Story().then {
            try $0.offer()
            try $0.accept()
            if passedOn { try $0.act(.passOn(try $0.order.id, to: Story.technician), by: Story.byFirm) }
        }
    }

    private let byTechnician = Actor.contact(Story.technician, of: Story.firm)

    @Test("A23 A24 a change of date is mailed to the manager who was chosen and to no other, else to the owner")
    func dateChanged() throws {
        for (chosen, reader) in [
            (Story.otherManager, NoticeIntent.Addressee.manager(Story.otherManager)), (nil, .owner),
        ] {
            var story = try accepted()
            let id = try story.order.id
            let intents = try told(
                .changeDate(id, to: story.inHours(72), note: story.id(), told: chosen), in: &story, by: Story.byFirm)
            #expect(
                intents == [
                    NoticeIntent(.dateChangeReceived, to: .contact(Story.office), order: id),
                    NoticeIntent(.dateChangedAlert, to: reader, order: id),
                ])
        }
    }

    @Test("B18 B23 a visit that the manager moved is to be confirmed by the office; the technician is told")
    func moved() throws {
        var story = try accepted(passedOn: true)
        let id = try story.order.id
        #expect(
            try told(.moveVisit(id, to: story.inHours(72), note: nil), in: &story) == [
                NoticeIntent(.visitMoved, to: .office(of: id), order: id),
                NoticeIntent(.newVisitTime, to: .contact(Story.technician), order: id),
            ])
        #expect(
            try told(.announceDelay(id, until: story.inHours(73)), in: &story, by: Story.byFirm).map(\.kind) == [
                .delayReceived, .delayedAlert, .newVisitTime,
            ])
        #expect(
            try told(.announceDelay(id, until: story.inHours(74)), in: &story, by: byTechnician) == [
                NoticeIntent(.delayReceived, to: .contact(Story.technician), order: id),
                NoticeIntent(.delayedAlert, to: .owner, order: id),
                NoticeIntent(.technicianReport, to: .office(of: id), order: id),
            ], "who says it himself need not be told")
    }

    @Test("B24 E1 the presence question goes to the technician if the job was passed on, else to the office")
    func presence() throws {
        for passedOn in [false, true] {
            var story = try accepted(passedOn: passedOn)
            let id = try story.order.id
            let field: NoticeIntent.Addressee = passedOn ? .contact(Story.technician) : .office(of: id)
            let question = [NoticeIntent(.presenceQuestion, to: field, order: id, reach: .everyWay)]
            #expect(try told(.ask(.presence, text: nil, due: nil, taskID: story.id()), in: &story) == question)
            story.wait(.hours(48))
            #expect(try told(.askPresence(id), in: &story, by: .clock) == question)
            let task = try #require(story.ticket.openTask(.presence))
            let reminder = try told(.remindTask(task.id), in: &story, by: .clock)
            #expect(reminder == [NoticeIntent(.owedReminder, to: field, order: id)])
        }
    }

    @Test("P29 only the presence question rings at any hour, and it is the one that is soonest out of date")
    func quiet() {
        #expect(Notice.Kind.allCases.filter(\.ringsAtAnyHour) == [.presenceQuestion])
        #expect(Notice.Kind.presenceQuestion.patience < Notice.Kind.completionAsked.patience)
    }

    @Test("B24 A30 silence, arrival, report and completion reach the owner, and who acted has it confirmed")
    func visit() throws {
        var story = try accepted()
        let id = try story.order.id
        story.wait(.hours(49))
        #expect(try told(.markLate(id), in: &story, by: .clock) == [NoticeIntent(.lateAlert, to: .owner, order: id)])
        let arrival = try told(.arrive(id, tolerance: .hours(2)), in: &story, by: Story.byFirm)
        #expect(
            arrival == [
                NoticeIntent(.arrivalReceived, to: .contact(Story.office), order: id),
                NoticeIntent(.arrivedAlert, to: .owner, order: id),
            ])
        #expect(
            try told(
                .leaveIncomplete(id, .authorization, next: nil, note: nil, taskID: story.id()), in: &story,
                by: Story.byFirm
            ).map(\.kind) == [.reportReceived, .incompleteAlert], "that he owes a quote now he knows himself")
    }

    @Test("B25 the end is asked for, confirmed, and asked for again with the manager's note")
    func completion() throws {
        var story = try accepted()
        let id = try story.order.id
        let asked = [NoticeIntent(.completionAsked, to: .office(of: id), order: id)]
        #expect(try told(.ask(.completion, text: nil, due: nil, taskID: story.id()), in: &story) == asked)
        let completed = try told(
            .complete(id, report: nil, attachments: [], withInvoice: false, taskID: story.id()), in: &story,
            by: Story.byFirm)
        #expect(completed.map(\.kind) == [.reportReceived, .completedAlert])
        #expect(try told(.sendBack(id, note: story.id(), taskID: story.id()), in: &story) == asked)
    }

    @Test("B28 B29 a completion does not ask for the invoice at once; the clock does later, and a manager at any time")
    func invoice() throws {
        var story = try accepted()
        let id = try story.order.id
        let completed = try story.act(
            .complete(id, report: nil, attachments: [], withInvoice: false, taskID: story.id()), by: Story.byFirm)
        #expect(
            !completed.flatMap { notices(after: $0, by: Story.byFirm, in: story.ticket) }.map(\.kind)
                .contains(.invoiceAsked))
        try story.resolve()
        let owed = try #require(story.ticket.openTask(.invoice))
        #expect(
            try told(.remindTask(owed.id), in: &story, by: .clock) == [
                NoticeIntent(.invoiceAsked, to: .office(of: id), order: id)
            ], "also beyond the end")
        #expect(
            try told(.ask(.invoice, text: nil, due: nil, taskID: story.id()), in: &story).map(\.kind) == [
                .invoiceAsked
            ])
        let sent = try told(
            .sendInvoice(id, story.invoice(total: 40_000), attachments: [], taskID: story.id()), in: &story,
            by: Story.byFirm)
        #expect(sent.map(\.kind) == [.invoiceReceived, .invoiceAlert])
        #expect(
            try told(.rejectInvoice(id, reason: story.id(), taskID: story.id()), in: &story).map(\.kind) == [
                .invoiceRejected
            ])
        #expect(throws: Refusal.notFound) { try story.act(.remindTask(owed.id), by: .clock) }
    }

    @Test("B22 a quote and what is decided on it; approved without a date it is an offer again, and not to be missed")
    func quote() throws {
        var story = try accepted()
        let id = try story.order.id
        #expect(
            try told(.ask(.quote, text: nil, due: nil, taskID: story.id()), in: &story).map(\.kind) == [.quoteAsked])
        let quote = Quote(id: story.id(), amount: Story.limit, validUntil: nil)
        #expect(
            try told(
                .sendQuote(id, quote, note: nil, attachments: [], taskID: story.id()), in: &story, by: Story.byFirm
            ).map(\.kind) == [.quoteReceived, .quoteAlert])
        let sent = story
        #expect(try told(.refuseQuote(id, reason: story.id()), in: &story).map(\.kind) == [.quoteRefused])
        story = sent
        #expect(
            try told(.approveQuote(id, amount: nil, taskIDs: [story.id(), story.id()]), in: &story) == [
                NoticeIntent(.quoteApproved, to: .office(of: id), order: id)
            ])
        var priced = try Story(kind: .quote).then {
            try $0.offer(); try $0.quote()
        }
        let only = try priced.order.id
        #expect(
            try told(.approveQuote(only, amount: nil, taskIDs: [priced.id()]), in: &priced) == [
                NoticeIntent(.quoteApproved, to: .office(of: only), order: only, reach: .everyWay)
            ])
        var expiring = try accepted()
        try expiring.quote()
        expiring.wait(.days(31))
        #expect(
            try told(.expireQuote(try expiring.order.id), in: &expiring, by: .clock).map(\.kind) == [
                .quoteExpiredAlert, .quoteExpired,
            ])
    }

    @Test("E1 passed on: the technician gets it and loses it, and hears when nobody is to go there any more")
    func technician() throws {
        var story = try accepted()
        let id = try story.order.id
        let field = NoticeIntent.Addressee.contact(Story.technician)
        #expect(
            try told(.passOn(id, to: Story.technician), in: &story, by: Story.byFirm) == [
                NoticeIntent(.passedOn, to: field, order: id)
            ])
        let passedOn = story
        #expect(
            try told(.takeBack(id), in: &story, by: Story.byFirm) == [NoticeIntent(.takenBack, to: field, order: id)])
        story = passedOn
        #expect(
            try told(.withdraw(id, reason: story.id()), in: &story).map(\.to) == [.office(of: id), field])
        story = passedOn
        let message = Command.writeMessage(story.id(), attachments: [], order: id, isInternal: false)
        #expect(try told(message, in: &story).map(\.to) == [.office(of: id), field])
        #expect(!Notice.Kind.takenBack.carriesLink && Notice.Kind.passedOn.carriesLink)
    }

    @Test("B20 T28 T29 a question is asked, asked again and no longer needed; a job given back is confirmed")
    func asks() throws {
        var story = try accepted()
        let id = try story.order.id
        for _ in 1...2 {
            #expect(
                try told(.ask(.message, text: story.id(), due: nil, taskID: story.id()), in: &story) == [
                    NoticeIntent(.questionAsked, to: .office(of: id), order: id)
                ])
        }
        let task = try #require(story.ticket.openTask(.message))
        #expect(
            try told(.cancelAsk(task.id), in: &story) == [NoticeIntent(.askCancelled, to: .office(of: id), order: id)])
        #expect(
            try told(.giveBack(id, reason: story.id()), in: &story, by: Story.byFirm).map(\.kind) == [
                .gaveBackReceived, .givenBackAlert,
            ])
    }

    @Test("B28 only the clock reminds, only of what a contractor owes, and nothing else changes")
    func reminders() throws {
        var story = try accepted()
        let task = try #require(story.ticket.openTask(.completion))
        for actor in [Story.byManager, Story.byFirm, Story.byProgram] {
            #expect(throws: Refusal.notAllowed) { try story.act(.remindTask(task.id), by: actor) }
        }
        let before = story.ticket
        #expect(try story.act(.remindTask(task.id), by: .clock) == [.taskReminded(task.id, order: try story.order.id)])
        var after = story.ticket
        after.version = before.version
        #expect(after == before)
        try story.quote()
        let decision = try #require(story.ticket.openTask(.quoteDecision))
        #expect(throws: Refusal.notAllowed) { try story.act(.remindTask(decision.id), by: .clock) }
        var offered = try Story().then { try $0.offer() }
        let answer = try #require(offered.ticket.openTask(.answer))
        #expect(throws: Refusal.notAllowed) { try offered.act(.remindTask(answer.id), by: .clock) }
        #expect(throws: Refusal.notFound) { try offered.act(.remindTask(TaskID(1)), by: .clock) }
    }
}
