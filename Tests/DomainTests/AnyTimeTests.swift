import Domain
import Testing

struct AnyTimeTests {
    @Test("T53 B10 B11 messages go both ways in every label but draft and closed, and change no label")
    func messages() throws {
        for sample in try Samples.all() where ![.draft, .closed, .waitingInformation, .resolved].contains(sample.label)
        {
            for actor in [Story.byManager, Story.byFirm] {
                var story = sample
                try story.act(
                    .writeMessage(story.id(), attachments: [AttachmentID(1)], order: nil, isInternal: false), by: actor)
                #expect(story.label == sample.label)
                if actor == Story.byFirm { #expect(story.ticket.attention == .message) }
            }
        }
    }

    @Test("T53 a contractor writes on his own order only, and no internal notes")
    func messageRights() throws {
        var story = try Story().then { try $0.offer() }
        let order = try story.order.id
        #expect(throws: Refusal.notAllowed) {
            try story.act(
                .writeMessage(story.id(), attachments: [], order: order, isInternal: false), by: Story.byOtherFirm)
        }
        #expect(throws: Refusal.notAllowed) {
            try story.act(.writeMessage(story.id(), attachments: [], order: order, isInternal: true), by: Story.byFirm)
        }
    }

    @Test("T54 E4 what reaches nobody stands in the Inbox, in any label")
    func notReached() throws {
        for sample in try Samples.all() {
            var story = sample
            try story.act(.reportNotReached(nil, story.id()), by: .clock)
            #expect(story.label == sample.label)
            #expect(story.ticket.attention == .notReached)
        }
    }

    @Test("T55 D15 a custom task is done by its assignee, reassigned and cancelled by a manager")
    func customTask() throws {
        var story = Story()
        let task = TicketTask(
            id: story.id(), kind: .custom(title: story.id()), order: nil, assignee: .contractor(Story.firm), due: nil)
        try story.act(.addTask(task))
        #expect(throws: Refusal.notAllowed) { try story.act(.finishTask(task.id), by: Story.byOtherFirm) }
        try story.act(.reassignTask(task.id, to: .contractor(Story.otherFirm)))
        let cancelled = try story.then { try $0.act(.cancelTask(task.id)) }
        #expect(cancelled.ticket.tasks.map(\.status) == [.cancelled])
        try story.act(.finishTask(task.id), by: Story.byOtherFirm)
        #expect(story.ticket.tasks.map(\.status) == [.done])
        #expect(story.label == .toDoNew)
        #expect(throws: Refusal.notFound) { try story.act(.cancelTask(task.id)) }
    }

    @Test("T55 a demand of the life cycle is no custom task")
    func notCustom() throws {
        var story = try Story().then { try $0.offer() }
        let answer = try #require(story.ticket.openTask(.answer))
        #expect(throws: Refusal.notFound) { try story.act(.finishTask(TaskID(3))) }
        #expect(throws: Refusal.notAllowed) { try story.act(.finishTask(answer.id)) }
        #expect(throws: Refusal.notAllowed) { try story.act(.addTask(answer)) }
    }

    @Test("Rule h: a manager's act clears the Inbox, but not where something still needs a person")
    func attention() throws {
        let note = { (story: inout Story) throws -> Void in
            try story.act(.writeMessage(story.id(), attachments: [], order: nil, isInternal: true))
        }
        #expect(
            try Story().then {
                try $0.offer(); try $0.accept(); try note(&$0)
            }.ticket.attention == nil)
        #expect(
            try Story().then {
                try $0.offer(); try $0.decline(); try note(&$0)
            }.ticket.attention == .refused)
        #expect(
            try Story().then {
                try $0.offer(); try $0.lapse(); try note(&$0)
            }.ticket.attention == .lapsed)
        #expect(try Story().then { try note(&$0) }.ticket.attention == .new)
    }
}
