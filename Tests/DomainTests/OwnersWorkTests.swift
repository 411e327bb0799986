import Domain
import Testing

struct OwnersWorkTests {
    @Test("T1 a draft is in nobody's Inbox")
    func draft() {
        let story = Story(.draft(by: Story.manager))
        #expect(story.label == .draft)
        #expect(story.ticket.attention == nil)
        #expect(story.ticket.owner == nil)
    }

    @Test("T2 a ticket from a program is new, unowned and in everybody's Inbox")
    func complete() {
        let story = Story(.complete)
        #expect(story.label == .toDoNew)
        #expect(story.ticket.attention == .new)
        #expect(story.ticket.owner == nil)
    }

    @Test("T3 mail from an unknown address is kept closed")
    func unknownSender() {
        let story = Story(.unknownSender)
        #expect(story.label == .closed)
        #expect(story.ticket.phase == .closed(.unknownAddress))
        #expect(Birth.unknownSender.transition == .t3)
    }

    @Test("T4 submitting makes it new; C13 and nobody's yet")
    func submit() throws {
        var story = Story(.draft(by: Story.manager))
        try story.act(.submit(missing: [], description: story.id()))
        #expect(story.label == .toDoNew)
        #expect(story.ticket.attention == .new)
        #expect(story.ticket.owner == nil)
    }

    @Test("T4 C9 everything that a draft lacks is named at once, and nothing changes")
    func incomplete() {
        var story = Story(.draft(by: Story.manager))
        #expect(throws: Refusal.incomplete([.title, .requester])) {
            try story.act(.submit(missing: [.title, .requester], description: nil))
        }
        #expect(story.label == .draft)
        #expect(story.events.count == 1)
    }

    @Test("T5 a mail from a draft leaves it a draft")
    func mailFromDraft() throws {
        var story = Story(.draft(by: Story.manager))
        let changes = try story.act(.mailFromDraft)
        #expect(changes == [.edited(fields: ["title", "description"])])
        #expect(story.label == .draft)
    }

    @Test("T6 C43 a draft is resolved directly, but not while something is missing")
    func resolveDraft() throws {
        var story = Story(.draft(by: Story.manager))
        #expect(throws: Refusal.incomplete([.category])) {
            try story.act(
                .resolveDraft(missing: [.category], .communicated, note: nil, feedbackUntil: story.now + .days(5)))
        }
        try story.act(.resolveDraft(missing: [], .communicated, note: nil, feedbackUntil: story.now + .days(5)))
        #expect(story.label == .resolved)
        #expect(story.ticket.feedbackUntil == story.now + .days(5))
    }

    @Test("T7 C14 the first edit takes the ticket, later ones change only words")
    func edit() throws {
        var story = Story()
        let first = try story.act(.edit(fields: ["title"], by: Story.manager))
        #expect(first == [.taken(by: Story.manager), .edited(fields: ["title"])])
        #expect(story.label == .inProgressOwn)
        #expect(story.ticket.owner == Story.manager)
        let second = try story.act(
            .edit(fields: ["title"], by: Story.otherManager), by: .manager(Story.otherManager))
        #expect(second == [.edited(fields: ["title"])])
        #expect(story.ticket.owner == Story.manager)
    }

    @Test("T7 a robot's first edit begins the work without an owner")
    func robotEdits() throws {
        var story = Story()
        try story.act(.edit(fields: ["title"], by: nil), by: Story.byProgram)
        #expect(story.label == .inProgressOwn)
        #expect(story.ticket.owner == nil)
    }

    @Test("T7 editing an offered ticket takes nothing from its contractor; taking it is refused")
    func editOffered() throws {
        var story = try Story().then { try $0.offer() }
        try story.act(.edit(fields: ["title"], by: Story.manager))
        #expect(story.label == .toDoOffered)
        #expect(throws: Refusal.notFromHere(.toDoOffered)) { try story.act(.take(Story.manager)) }
    }

    @Test("T7 what is over is not edited", arguments: [Label.resolved, .closed])
    func editEnded(label: Label) throws {
        for sample in try Samples.all() where sample.label == label {
            var story = sample
            #expect(throws: Refusal.notFromHere(label)) { try story.act(.edit(fields: [], by: Story.manager)) }
        }
    }

    @Test("T8 C17 unassigning returns it to the queue at once, without its owner")
    func unassign() throws {
        var story = try Story().then { try $0.act(.take(Story.manager)) }
        try story.act(.unassign(reason: nil))
        #expect(story.label == .toDoReturned)
        #expect(story.ticket.owner == nil)
        #expect(story.ticket.attention == .returned)
    }

    @Test("T9 handing over keeps the label and lights the new owner's Inbox")
    func handOver() throws {
        var story = try Story().then {
            try $0.offer(); try $0.accept()
        }
        try story.act(.handOver(to: Story.otherManager))
        #expect(story.label == .dispatchConfirmed)
        #expect(story.ticket.owner == Story.otherManager)
        #expect(story.ticket.attention == .handedOver)
    }

    @Test("Rights: a contractor cannot do the office's acts, the office not the contractor's, neither the clock's")
    func rights() throws {
        var story = try Story().then { try $0.offer() }
        let order = try story.order.id
        #expect(throws: Refusal.notAllowed) { try story.act(.withdraw(order, reason: TextID(1)), by: Story.byFirm) }
        #expect(throws: Refusal.notAllowed) {
            try story.act(.decline(order, by: Story.office, reasonKey: nil, reason: nil), by: Story.byManager)
        }
        #expect(throws: Refusal.notAllowed) { try story.act(.lapse(order), by: Story.byManager) }
        #expect(throws: Refusal.notAllowed) {
            try story.act(.decline(order, by: Story.office, reasonKey: nil, reason: nil), by: Story.byOtherFirm)
        }
    }
}
