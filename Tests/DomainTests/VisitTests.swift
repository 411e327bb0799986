import Domain
import Testing

struct VisitTests {
    private func accepted() throws -> Story {
        try Story().then {
            try $0.offer(); try $0.accept()
        }
    }

    @Test("T20 A16 A21 A26 a change of date needs a note and is counted")
    func changeDate() throws {
        var story = try accepted()
        let order = try story.order.id
        let date = story.inHours(72)
        #expect(throws: Refusal.reasonMissing) {
            try story.act(.changeDate(order, to: date, note: nil, told: nil), by: Story.byFirm)
        }
        try story.act(.changeDate(order, to: date, note: story.id(), told: Story.manager), by: Story.byFirm)
        #expect(story.label == .dispatchConfirmed)
        #expect(try story.order.appointment == date)
        #expect(try story.order.dateChanges == 1)
        #expect(story.ticket.openTask(.presence)?.due == date.instant)
        #expect(story.ticket.attention == .dateChanged)
    }

    @Test("T20 the first date after an OK without one is no change")
    func firstDate() throws {
        var story = try Story().then { try $0.offer() }
        let order = try story.order.id
        try story.act(
            .accept(order, by: Story.office, appointment: nil, comment: nil, taskIDs: [story.id(), story.id()]),
            by: Story.byFirm)
        try story.act(.changeDate(order, to: story.inHours(9), note: nil, told: nil), by: Story.byFirm)
        #expect(try story.order.dateChanges == 0)
        #expect(try story.order.appointment == story.inHours(9))
    }

    @Test("T21 the manager's date is to be confirmed; saying yes is no change of date")
    func moveVisit() throws {
        var story = try accepted()
        let order = try story.order.id
        let date = story.inHours(60)
        try story.act(.moveVisit(order, to: date, note: nil))
        #expect(try story.order.awaitsConfirmation)
        #expect(story.label == .dispatchConfirmed)
        try story.act(.changeDate(order, to: date, note: nil, told: nil), by: Story.byFirm)
        #expect(try !story.order.awaitsConfirmation)
        #expect(try story.order.dateChanges == 0)
    }

    @Test("T22 B24 presence is asked at the agreed minute, once; silence is late")
    func presence() throws {
        var story = try accepted()
        let order = try story.order
        let agreed = try #require(order.appointment).instant
        #expect(throws: Refusal.notYet(agreed)) { try story.act(.askPresence(order.id), by: .clock) }
        story.now = agreed
        try story.act(.askPresence(order.id), by: .clock)
        #expect(throws: Refusal.notFromHere(.dispatchConfirmed)) { try story.act(.askPresence(order.id), by: .clock) }
        try story.act(.markLate(order.id), by: .clock)
        #expect(story.label == .dispatchConfirmed)
        #expect(story.ticket.attention == .late)
    }

    @Test("T23 on site, not earlier than the tolerance, ends the lateness")
    func arrive() throws {
        var story = try accepted()
        let order = try story.order
        let earliest = try #require(order.appointment).instant - .hours(2)
        #expect(throws: Refusal.notYet(earliest)) {
            try story.act(.arrive(order.id, tolerance: .hours(2)), by: Story.byFirm)
        }
        story.now = earliest + .hours(3)
        try story.act(.markLate(order.id), by: .clock)
        try story.act(.arrive(order.id, tolerance: .hours(2)), by: Story.byFirm)
        #expect(story.label == .onSite)
        #expect(story.ticket.attention == nil)
        #expect(story.ticket.openTasks.map(\.kind) == [.completion])
    }

    @Test("T24 who will be late is expected at the new time, and asked then")
    func delay() throws {
        var story = try accepted()
        let order = try story.order.id
        story.wait(.hours(48))
        try story.act(.askPresence(order), by: .clock)
        let until = story.inHours(2)
        try story.act(.announceDelay(order, until: until), by: Story.byFirm)
        #expect(story.label == .dispatchConfirmed)
        #expect(try story.order.appointment == until)
        #expect(try story.order.presenceAskedAt == nil)
        #expect(story.ticket.attention == .delayed)
        let late = try #require(try story.order.appointment)
        for other in [late, story.inHours(1), story.inHours(24)] {
            #expect(throws: Refusal.self) { try story.act(.announceDelay(order, until: other), by: Story.byFirm) }
        }
    }

    @Test(
        "T25 E8 a visit without the end: return visit, parts, authorization",
        arguments: [
            (VisitOutcome.returnVisit, Label.incomplete), (.parts, .waitingParts), (.authorization, .waitingQuote),
        ])
    func leave(outcome: VisitOutcome, label: Label) throws {
        let story = try accepted().then {
            try $0.arrive(); try $0.leave(outcome)
        }
        #expect(story.label == label)
        #expect(story.ticket.attention != nil)
    }

    @Test("T26 the end of the work owes an invoice, unless one comes with it")
    func complete() throws {
        var story = try accepted().then { try $0.arrive() }
        let billed = try story.then { story in
            try story.act(
                .complete(
                    try story.order.id, report: nil, attachments: [], withInvoice: true, taskID: story.id()),
                by: Story.byFirm)
        }
        try story.complete()
        #expect(story.label == .toCheck)
        #expect(story.ticket.openTasks.map(\.kind) == [.invoice])
        #expect(story.ticket.attention == .report)
        #expect(billed.ticket.openTasks.isEmpty)
    }

    @Test("T27 what does not satisfy goes back, with a note, and is owed again")
    func sendBack() throws {
        var story = try accepted().then {
            try $0.arrive(); try $0.complete()
        }
        let order = try story.order.id
        #expect(throws: Refusal.reasonMissing) {
            try story.act(.sendBack(order, note: nil, taskID: story.id()))
        }
        try story.act(.sendBack(order, note: story.id(), taskID: story.id()))
        #expect(story.label == .incomplete)
        #expect(story.ticket.openTask(.completion) != nil)
        try story.complete()
        #expect(story.label == .toCheck)
        #expect(story.ticket.tasks.filter { $0.kind == .invoice }.count == 1)
    }

    @Test("T28 an ask opens a task; what is open is only asked for again; a message answers it")
    func ask() throws {
        var story = try accepted()
        let first = try story.act(.ask(.message, text: story.id(), due: nil, taskID: story.id()))
        let task = try #require(story.ticket.openTask(.message))
        var asked = task
        asked.owedSince = nil
        #expect(first == [.asked(asked, text: first.firstText)])
        #expect(task.owedSince == story.now)
        let again = try story.act(.ask(.message, text: nil, due: nil, taskID: story.id()))
        #expect(again == [.askedAgain(task.id, text: nil)])
        try story.act(
            .writeMessage(story.id(), attachments: [], order: try story.order.id, isInternal: false), by: Story.byFirm)
        #expect(story.ticket.openTask(.message) == nil)
    }

    @Test(
        "T28 an answer, a decision or a custom task cannot be asked for",
        arguments: [TicketTask.Kind.answer, .quoteDecision])
    func askNonsense(kind: TicketTask.Kind) throws {
        var story = try accepted()
        #expect(throws: Refusal.notAllowed) { try story.act(.ask(kind, text: nil, due: nil, taskID: story.id())) }
    }

    @Test("T29 an ask is cancelled; an unknown one is not found")
    func cancelAsk() throws {
        var story = try accepted()
        let presence = try #require(story.ticket.openTask(.presence))
        try story.act(.cancelAsk(presence.id))
        #expect(story.ticket.openTasks.map(\.kind) == [.completion])
        #expect(throws: Refusal.notFound) { try story.act(.cancelAsk(presence.id)) }
    }
}

extension [Change] {
    fileprivate var firstText: TextID? {
        guard case .asked(_, let text) = first else { return nil }
        return text
    }
}
