import Domain
import Testing

/// Somebody outside decides on a quote (T32, T33).
struct ApproverTests {
    /// An accepted job whose quote waits, put before the approver.
    private func asked() throws -> Story {
        try Story().then {
            try $0.offer(); try $0.accept(); try $0.quote(70_000)
            try $0.act(.askApprover(try $0.order.id, Story.approver, note: nil))
        }
    }

    @Test("T32 T33 who is named decides, and it stands in the Inbox; nobody else from outside does")
    func decide() throws {
        let story = try asked()
        let order = try story.order.id
        #expect(story.label == .waitingDecision && story.ticket.attention == nil)
        var approved = story
        try approved.act(
            .approveQuote(order, amount: nil, taskIDs: [approved.id(), approved.id()]), by: Story.byApprover)
        #expect(approved.label == .dispatchConfirmed && approved.ticket.attention == .decided)
        var refused = story
        try refused.act(.refuseQuote(order, reason: refused.id()), by: Story.byApprover)
        #expect(refused.label == .dispatchConfirmed && refused.ticket.attention == .decided)
        for stranger in [Actor.person(PersonID(41)), Story.byFirm, .clock] {
            var other = story
            #expect(throws: Refusal.notAllowed) {
                try other.act(.approveQuote(order, amount: nil, taskIDs: [other.id(), other.id()]), by: stranger)
            }
            #expect(throws: Refusal.notAllowed) {
                try other.act(.refuseQuote(order, reason: other.id()), by: stranger)
            }
        }
    }

    @Test("T32 he decides on the quote that waits: not on an expired one, and not twice")
    func late() throws {
        var story = try asked()
        let order = try story.order.id
        var expired = story
        expired.wait(.days(31))
        #expect(throws: Refusal.notFromHere(.waitingDecision)) {
            try expired.act(.refuseQuote(order, reason: expired.id()), by: Story.byApprover)
        }
        try story.act(.approveQuote(order, amount: nil, taskIDs: [story.id(), story.id()]))
        #expect(throws: Refusal.notFromHere(.dispatchConfirmed)) {
            try story.act(.refuseQuote(order, reason: story.id()), by: Story.byApprover)
        }
    }

    @Test("T32 another takes his place, and the office may ask nobody any more")
    func replaced() throws {
        var story = try asked()
        let order = try story.order.id
        try story.act(.askApprover(order, PersonID(41), note: nil))
        #expect(throws: Refusal.notAllowed) {
            try story.act(.refuseQuote(order, reason: story.id()), by: Story.byApprover)
        }
        try story.act(.dismissApprover(order))
        #expect(try story.order.quote?.approver == nil)
        #expect(throws: Refusal.notAllowed) {
            try story.act(.refuseQuote(order, reason: story.id()), by: .person(PersonID(41)))
        }
        #expect(throws: Refusal.notFromHere(.waitingDecision)) { try story.act(.dismissApprover(order)) }
    }

    @Test("rule f: of all other acts none is his, also where a row says anybody", arguments: Act.all)
    func nothingElse(act: Act) throws {
        var story = try asked()
        guard act.name != "approveQuote", act.name != "refuseQuote", let command = act.command(&story) else { return }
        #expect(throws: Refusal.notAllowed) { try story.act(command, by: Story.byApprover) }
    }

    @Test("B22 he is written to, the contractor is told as always, and the owner hears what was decided")
    func told() throws {
        var story = try asked()
        let order = try story.order.id
        let change = Change.approverAsked(order, QuoteID(1), Story.approver, note: nil)
        let intents = notices(after: change, by: Story.byManager, in: story.ticket)
        #expect(intents.map(\.kind) == [.approvalAsked] && intents.map(\.to) == [.person(Story.approver)])
        let refused = try story.act(.refuseQuote(order, reason: story.id()), by: Story.byApprover)
        let told = refused.flatMap { notices(after: $0, by: Story.byApprover, in: story.ticket) }
        #expect(told.map(\.kind) == [.quoteRefused, .quoteRefusedAlert])
    }
}
