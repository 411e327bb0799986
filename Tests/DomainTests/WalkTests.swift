import Domain
import Testing

/// Tickets that live at random: 32 seeds, 25 lives each, 40 acts a life, so 32 000 acts.
struct WalkTests {
    @Test("Whatever is done in whatever order, what always holds holds", arguments: 1...32 as ClosedRange<UInt64>)
    func walk(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for life in 0..<25 {
            let births: [Birth] = [.draft(by: Story.manager), .complete, .complete, .complete]
            var story = Story(births[life % 4], kind: life.isMultiple(of: 3) ? .quote : .order)
            for _ in 0..<40 {
                let waits: [Span] = [.minutes(0), .minutes(1), .minutes(1), .hours(5), .days(2), .days(40)]
                story.wait(waits.randomElement(using: &random) ?? .minutes(1))
                try step(&story, &random)
            }
            #expect(Ticket.replay(story.events, of: story.blank) == story.ticket)
        }
    }

    @Test("Walks reach every label and do every act")
    func reach() throws {
        var labels: Set<Label> = []
        var done: Set<String> = []
        for seed in 1...16 as ClosedRange<UInt64> {
            var random = SeededGenerator(seed: seed)
            for life in 0..<20 {
                let birth: Birth = life.isMultiple(of: 5) ? .draft(by: Story.manager) : .complete
                var story = Story(birth, kind: life.isMultiple(of: 3) ? .quote : .order)
                for _ in 0..<150 {
                    story.wait(
                        [.minutes(1), .minutes(1), .minutes(1), .days(3)].randomElement(using: &random) ?? .minutes(1))
                    if let name = try step(&story, &random) { done.insert(name) }
                    labels.insert(story.label)
                }
            }
        }
        #expect(labels == Label.any)
        let missed = Set(Act.all.map(\.name)).subtracting(done)
        #expect(missed.isEmpty, "\(missed)")
    }

    /// One random act; its name if it was done.
    @discardableResult
    private func step(_ story: inout Story, _ random: inout SeededGenerator) throws -> String? {
        // Mostly the contractor's road: spam, merging and the like would end most lives before they began.
        let isOnRoad = Int.random(in: 0..<8, using: &random) > 0
        let act = try #require((isOnRoad ? Act.road : Act.all).randomElement(using: &random))
        guard let command = act.command(&story) else { return nil }
        let before = story.ticket
        do {
            let changes = try story.act(command, by: act.actor(story))
            check(story, before, changes, act)
            return act.name
        } catch {
            #expect(story.ticket == before, "a refused act changed something: \(act.name)")
            return nil
        }
    }

    private func check(_ story: Story, _ before: Ticket, _ changes: [Change], _ act: Act) {
        let ticket = story.ticket
        let comment = Comment(rawValue: "\(act.name) from \(before.label) to \(ticket.label)")
        #expect(Label.any.contains(ticket.label), comment)
        #expect(ticket.label.fits(ticket.phase), comment)
        #expect(ticket.orders.filter(\.isActive).count <= 1, comment)
        #expect(ticket.version == before.version + changes.count, comment)
        #expect(ticket.version == story.events.count, comment)
        if ticket.label == .closed { #expect(ticket.openTasks.isEmpty, comment) }
        if changes.contains(where: \.isResolved) { #expect(!ticket.openTasks.contains { $0.kind.isWork }, comment) }
        for order in ticket.orders where !order.isActive && !order.isOver {
            let owed = ticket.openTasks.filter { $0.order == order.id && $0.kind != .invoice }
            #expect(owed.isEmpty, comment)
        }
        if [.toDoNew, .toDoDeclined, .toDoLapsed, .toDoReturned].contains(ticket.label) {
            #expect(ticket.attention != nil, comment)
        }
        if ticket.label == .draft { #expect(ticket.attention == nil || ticket.attention == .notReached, comment) }
    }
}

extension Act {
    fileprivate static let road = all.filter { act in
        act.rows.allSatisfy { (4...43).contains($0) } && act.name != "withdraw"
    }
}

extension Change {
    fileprivate var isResolved: Bool { if case .resolved = self { true } else { false } }
}

extension Label {
    /// Whether the label's first part is the phase that is stored; waiting for a price, a decision or parts is not.
    fileprivate func fits(_ phase: Phase) -> Bool {
        switch phase {
        case .draft: self == .draft
        case .toDo: Label.toDo.contains(self)
        case .inProgress:
            Label.inProgress.contains(self) || [.waitingQuote, .waitingDecision, .waitingParts].contains(self)
        case .waiting: [.waitingInformation, .waitingUntil, .waitingSplit, .waitingCase].contains(self)
        case .resolved: self == .resolved
        case .closed: self == .closed
        }
    }
}
