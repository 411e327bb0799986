import Domain
import Testing

struct WaitingTests {
    private func own() throws -> Story { try Story().then { try $0.act(.take(Story.manager)) } }

    private func waiting(closeIfSilent: Bool) throws -> Story {
        try own().then {
            try $0.act(
                .wait(.moreInformation(until: $0.now + .days(3), closeIfSilent: closeIfSilent), question: $0.id()))
        }
    }

    @Test("T35 C21 a wait leaves the Inbox; one that is over already is no wait")
    func wait() throws {
        var story = try own()
        #expect(throws: Refusal.invalid([Problem(field: "until", key: "date.past")])) {
            try story.act(.wait(.until(story.now), question: nil))
        }
        try story.act(.wait(.until(story.now + .days(1)), question: nil))
        #expect(story.label == .waitingUntil)
        #expect(story.ticket.attention == nil)
        #expect(try waiting(closeIfSilent: true).label == .waitingInformation)
    }

    @Test("T36 C23 a reply goes on where the wait began, highlighted; a contractor's message is one")
    func reply() throws {
        var story = try waiting(closeIfSilent: true)
        try story.act(.endWait(personReplied: true), by: Story.byProgram)
        #expect(story.label == .inProgressOwn)
        #expect(story.ticket.attention == .backFromWait)
        var job = try Story().then {
            try $0.offer(); try $0.accept()
        }
        try job.act(.wait(.moreInformation(until: job.now + .days(3), closeIfSilent: false), question: nil))
        try job.act(
            .writeMessage(job.id(), attachments: [], order: try job.order.id, isInternal: false), by: Story.byFirm)
        #expect(job.label == .dispatchConfirmed)
        #expect(job.ticket.attention == .backFromWait)
    }

    @Test("T37 C24 after the days it comes back, and not before")
    func silence() throws {
        var story = try waiting(closeIfSilent: false)
        #expect(throws: Refusal.notYet(story.now + .days(3))) { try story.act(.waitIsOver, by: .clock) }
        story.wait(.days(3))
        try story.act(.waitIsOver, by: .clock)
        #expect(story.label == .inProgressOwn)
        #expect(story.ticket.attention == .backFromWait)
    }

    @Test("T37 D16 closing by silence is held back by an open task")
    func silenceWithTask() throws {
        var story = try waiting(closeIfSilent: true)
        try story.act(
            .addTask(
                TicketTask(
                    id: story.id(), kind: .custom(title: story.id()), order: nil, assignee: .manager(nil), due: nil)))
        story.wait(.days(3))
        #expect(Command.waitIsOver.transition(in: story.ticket) == .t37)
        try story.act(.waitIsOver, by: .clock)
        #expect(story.label == .inProgressOwn)
    }

    @Test("T38 C25 silence closes where it was asked to")
    func closesIfSilent() throws {
        var story = try waiting(closeIfSilent: true)
        story.wait(.days(3))
        #expect(Command.waitIsOver.transition(in: story.ticket) == .t38)
        try story.act(.waitIsOver, by: .clock)
        #expect(story.ticket.phase == .closed(.noResponse))
    }

    @Test("T39 C27 C28 a wait until a minute ends then, or when it is switched off")
    func until() throws {
        let story = try own().then { try $0.act(.wait(.until($0.now + .hours(5)), question: nil)) }
        var switchedOff = story
        try switchedOff.act(.endWait(personReplied: false))
        #expect(switchedOff.label == .inProgressOwn)
        var over = story
        over.wait(.hours(5))
        try over.act(.waitIsOver, by: .clock)
        #expect(over.label == .inProgressOwn)
        #expect(over.ticket.attention == .backFromWait)
    }
}
