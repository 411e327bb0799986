import Domain
import Testing

struct OfferTests {
    @Test("T10 the offerer owns an unowned ticket, and the answer is owed by its deadline")
    func offer() throws {
        var story = Story()
        let order = try story.offer()
        #expect(story.label == .toDoOffered)
        #expect(story.ticket.owner == Story.manager)
        #expect(story.ticket.openTask(.answer, of: order.id)?.due == order.answerBy)
        #expect(story.ticket.attention == nil)
    }

    @Test("T10 a program's offer leaves the ticket without an owner")
    func offerByProgram() throws {
        let story = try Story().then { try $0.offer(by: nil) }
        #expect(story.label == .toDoOffered)
        #expect(story.ticket.owner == nil)
    }

    @Test("T10 an offer of kind quote asks for a quote")
    func offerQuote() throws {
        let story = try Story(kind: .quote).then { try $0.offer() }
        #expect(story.ticket.openTasks.map(\.kind) == [.quote])
    }

    @Test("T10 a contractor whom nothing reaches is not offered anything")
    func unreachable() throws {
        var story = Story()
        let order = Order(
            id: story.id(), contractor: Story.firm, offeredAt: story.now, answerBy: nil, scheduledAt: nil,
            notToExceed: nil)
        #expect(throws: Refusal.unreachable) {
            try story.act(.offer(order, taskID: story.id(), isReachable: false, by: Story.manager))
        }
    }

    @Test("T10 who let an offer lapse is told when it goes to another; one order stays active")
    func offerAfterLapse() throws {
        var story = try Story().then {
            try $0.offer(); try $0.lapse()
        }
        let lapsed = try story.order.id
        let order = Order(
            id: story.id(), contractor: Story.otherFirm, offeredAt: story.now, answerBy: nil, scheduledAt: nil,
            notToExceed: nil)
        let changes = try story.act(.offer(order, taskID: story.id(), isReachable: true, by: Story.manager))
        #expect(changes.first == .offerWithdrawn(lapsed, reason: nil))
        #expect(story.label == .toDoOffered)
        #expect(story.ticket.orders.filter(\.isActive).map(\.contractor) == [Story.otherFirm])
        #expect(story.ticket.openTasks.count == 1)
    }

    @Test("T10 the same firm asked once more hears of the new offer only")
    func offerAgain() throws {
        var story = try Story().then {
            try $0.offer(); try $0.lapse()
        }
        let old = try story.order.id
        try story.offer()
        #expect(!story.events.contains { $0.change == .offerWithdrawn(old, reason: nil) })
        #expect(story.ticket.order(old)?.status == .withdrawn)
        #expect(story.ticket.orders.filter(\.isActive).count == 1)
        #expect(story.label == .toDoOffered)
    }

    @Test("T11 accepting agrees the visit and owes presence and completion")
    func accept() throws {
        var story = try Story().then { try $0.offer() }
        let agreed = story.inHours(30)
        try story.accept(agreed)
        let order = try story.order
        #expect(story.label == .dispatchConfirmed)
        #expect(order.appointment == agreed)
        #expect(order.answeredBy == Story.office)
        #expect(order.answeredAt == story.now)
        #expect(story.ticket.openTasks.map(\.kind) == [.presence, .completion])
        #expect(story.ticket.openTask(.presence)?.due == agreed.instant)
        #expect(story.ticket.tasks.first?.status == .done)
        #expect(story.ticket.attention == .answered)
    }

    @Test("T11 rule 4: an OK without a date accepts the printed one, P42 unless it has passed")
    func acceptPrinted() throws {
        let printed = Story().inHours(10)
        func accepted(after wait: Span) throws -> Story {
            var story = try Story().then { try $0.offer(scheduled: printed) }
            story.wait(wait)
            let command = Command.accept(
                try story.order.id, by: Story.office, appointment: nil, comment: nil, taskIDs: [story.id(), story.id()])
            try story.act(command, by: Story.byFirm)
            return story
        }
        #expect(try accepted(after: .hours(1)).order.appointment == printed)
        let late = try accepted(after: .hours(11))
        #expect(try late.order.appointment == nil)
        #expect(late.label == .dispatchConfirmed)
    }

    @Test("T11 a lapsed offer's link still answers")
    func acceptLapsed() throws {
        let story = try Story().then {
            try $0.offer(); try $0.lapse(); try $0.accept()
        }
        #expect(story.label == .dispatchConfirmed)
    }

    @Test("P19 the second answer hears who was first, and when")
    func alreadyAnswered() throws {
        var story = try Story().then {
            try $0.offer(); try $0.accept()
        }
        let answeredAt = story.now
        story.wait(.minutes(1))
        #expect(throws: Refusal.alreadyAnswered(.accepted, by: Story.office, at: answeredAt)) { try story.decline() }
        #expect(story.label == .dispatchConfirmed)
    }

    @Test("P39 whose offer was withdrawn, or went to another, cannot accept")
    func withdrawn() throws {
        var story = try Story().then { try $0.offer() }
        let first = try story.order.id
        try story.act(.withdraw(first, reason: story.id()))
        let accept = Command.accept(first, by: Story.office, appointment: nil, comment: nil, taskIDs: [])
        #expect(throws: Refusal.withdrawn) { try story.act(accept, by: Story.byFirm) }
        try story.offer(to: Story.otherFirm)
        #expect(throws: Refusal.withdrawn) { try story.act(accept, by: Story.byFirm) }
        #expect(try story.ticket.label(for: #require(story.ticket.order(first))) == .withdrawn)
    }

    @Test("T12 declining ends what was owed and lights the Inbox")
    func decline() throws {
        let story = try Story().then {
            try $0.offer(); try $0.decline()
        }
        #expect(story.label == .toDoDeclined)
        #expect(story.ticket.openTasks.isEmpty)
        #expect(story.ticket.attention == .refused)
    }

    @Test("T13 an answer is undone within ten minutes, with the old deadline", arguments: [true, false])
    func undo(accepts: Bool) throws {
        var story = try Story().then { try $0.offer() }
        let deadline = try story.order.answerBy
        if accepts { try story.accept() } else { try story.decline() }
        let order = try story.order.id
        story.wait(.minutes(10))
        #expect(story.ticket.mayUndo(order, by: Story.office, at: story.now))
        try story.act(.undoAnswer(order, by: Story.office, taskID: story.id()), by: Story.byFirm)
        #expect(story.label == .toDoOffered)
        #expect(try story.order.answerBy == deadline)
        #expect(try story.order.appointment == nil)
        #expect(story.ticket.openTasks.map(\.kind) == [.answer])
        #expect(story.ticket.openTask(.answer)?.due == deadline)
        #expect(story.ticket.attention == .undone)
    }

    @Test("T13 not after ten minutes, nor after anybody's act, nor by a colleague")
    func undoTooLate() throws {
        let accepted = try Story().then {
            try $0.offer(); try $0.accept()
        }
        let undo = Command.undoAnswer(try accepted.order.id, by: Story.office, taskID: TaskID(1))
        var late = accepted
        late.now = late.now + .minutes(10) + Span(milliseconds: 1)
        #expect(throws: Refusal.undoTooLate) { try late.act(undo, by: Story.byFirm) }
        var written = accepted
        try written.act(.writeMessage(written.id(), attachments: [], order: nil, isInternal: true))
        #expect(throws: Refusal.undoTooLate) { try written.act(undo, by: Story.byFirm) }
        #expect(!written.ticket.mayUndo(try accepted.order.id, by: Story.office, at: written.now))
        var other = accepted
        #expect(throws: Refusal.notAllowed) {
            try other.act(
                .undoAnswer(try accepted.order.id, by: Story.technician, taskID: TaskID(1)),
                by: .contact(Story.technician, of: Story.firm))
        }
    }

    @Test("T14 A32 an answer outside the grammar is a message and no answer")
    func notUnderstood() throws {
        var story = try Story().then { try $0.offer() }
        try story.act(.answerOutsideGrammar(try story.order.id, text: story.id()), by: Story.byFirm)
        #expect(story.label == .toDoOffered)
        #expect(story.ticket.attention == .message)
    }

    @Test("T15 a reminder changes nothing, the deadline lapses the offer, and not before")
    func lapse() throws {
        var story = try Story().then { try $0.offer() }
        let order = try story.order
        try story.act(.remind(order.id), by: .clock)
        #expect(story.label == .toDoOffered)
        #expect(throws: Refusal.notYet(try #require(order.answerBy))) { try story.act(.lapse(order.id), by: .clock) }
        try story.lapse()
        #expect(story.label == .toDoLapsed)
        #expect(try story.order.isActive)
        #expect(story.ticket.attention == .lapsed)
        #expect(throws: Refusal.notFromHere(.toDoLapsed)) { try story.act(.remind(order.id), by: .clock) }
    }

    @Test("T16 withdrawing an offer needs a reason and cancels what was owed")
    func withdraw() throws {
        var story = try Story().then { try $0.offer() }
        let order = try story.order.id
        #expect(throws: Refusal.reasonMissing) { try story.act(.withdraw(order, reason: nil)) }
        let reason: TextID = story.id()
        #expect(try story.act(.withdraw(order, reason: reason)) == [.offerWithdrawn(order, reason: reason)])
        #expect(story.label == .toDoReturned)
        #expect(story.ticket.openTasks.isEmpty)
    }

    @Test("T17 withdrawing a job returns it, also out of a wait, and its contractor may still write")
    func withdrawJob() throws {
        var story = try Story().then {
            try $0.offer(); try $0.accept()
        }
        try story.act(.wait(.until(story.now + .days(1)), question: nil))
        let order = try story.order.id
        let reason: TextID = story.id()
        #expect(try story.act(.withdraw(order, reason: reason)) == [.jobWithdrawn(order, reason: reason)])
        #expect(story.label == .toDoReturned)
        #expect(story.ticket.openTasks.isEmpty)
        try story.act(
            .writeMessage(story.id(), attachments: [], order: order, isInternal: false), by: Story.byFirm)
        #expect(story.ticket.attention == .message)
    }

    @Test("T18 a job given back with a reason counts as refused")
    func giveBack() throws {
        var story = try Story().then {
            try $0.offer(); try $0.accept()
        }
        let order = try story.order.id
        #expect(throws: Refusal.reasonMissing) { try story.act(.giveBack(order, reason: nil), by: Story.byFirm) }
        try story.act(.giveBack(order, reason: story.id()), by: Story.byFirm)
        #expect(story.label == .toDoDeclined)
        #expect(story.ticket.attention == .refused)
        #expect(story.ticket.openTasks.isEmpty)
    }

    @Test("T19 a job is passed on to a technician and taken back")
    func passOn() throws {
        var story = try Story().then {
            try $0.offer(); try $0.accept()
        }
        let order = try story.order.id
        #expect(throws: Refusal.notFound) { try story.act(.takeBack(order), by: Story.byFirm) }
        try story.act(.passOn(order, to: Story.technician), by: Story.byFirm)
        #expect(try story.order.technician == Story.technician)
        #expect(story.label == .dispatchConfirmed)
        try story.act(.takeBack(order), by: Story.byFirm)
        #expect(try story.order.technician == nil)
    }
}
