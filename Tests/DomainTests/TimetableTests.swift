import Domain
import Testing

/// What the clock has to do follows from the ticket as it stands; so it is held against tickets that live at random.
struct TimetableTests {
    private let rules = OrganizationRules()

    @Test(
        "T22 T34 T39 T45 B28 whatever was done, the clock has to do what follows from it, each once", arguments: 1...16)
    func walk(seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        for life in 0..<25 {
            var story = Story(.complete, kind: life.isMultiple(of: 3) ? .quote : .order)
            for _ in 0..<60 {
                let waits: [Span] = [.minutes(1), .minutes(1), .hours(5), .days(2)]
                story.wait(waits.randomElement(using: &random) ?? .minutes(1))
                let act = try #require(Act.all.randomElement(using: &random))
                guard let command = act.command(&story) else { continue }
                _ = try? story.act(command, by: act.actor(story))
                check(story.ticket, Comment(rawValue: "\(act.name) to \(story.label)"))
            }
        }
    }

    private func check(_ ticket: Ticket, _ comment: Comment) {
        let acts = ticket.timetable(rules)
        func count(_ kind: ClockAct.Kind) -> Int { acts.count { $0.kind == kind } }
        func due(_ kind: ClockAct.Kind) -> Instant? { acts.first { $0.kind == kind }?.due }
        #expect(Set(acts.map { "\($0.kind) \($0.order as Any) \($0.step)" }).count == acts.count, comment)
        #expect(acts.allSatisfy { act in act.order.map { ticket.order($0) != nil } ?? true }, comment)

        let visit = ticket.label == .dispatchConfirmed ? ticket.activeOrder?.appointment?.instant : nil
        let isAsked = ticket.activeOrder?.presenceAskedAt != nil
        #expect(due(.presence) == (isAsked ? nil : visit), comment)
        #expect(due(.late) == visit.map { $0 + .minutes(30) }, comment)
        let quote = ticket.phase.isEnded ? nil : ticket.activeOrder?.quote
        #expect(due(.quoteExpiry) == (quote?.status == .pending ? quote?.validUntil : nil), comment)
        switch ticket.phase {
        case .waiting(.moreInformation(let until, _)), .waiting(.until(let until)):
            #expect(due(.waitOver) == until, comment)
        case .draft, .toDo, .inProgress, .waiting(.split), .waiting(.caseStarted), .resolved, .closed:
            #expect(count(.waitOver) == 0, comment)
        }
        #expect(due(.feedbackOver) == (ticket.label == .resolved ? ticket.feedbackUntil : nil), comment)
        if ticket.label == .closed || ticket.label == .draft { #expect(acts.isEmpty, comment) }

        // Whoever owes nothing is reminded of nothing, and what is owed is asked for three times at most.
        for (kind, act) in [
            (TicketTask.Kind.quote, ClockAct.Kind.quoteReminder), (.completion, .completionReminder),
            (.invoice, .invoiceReminder),
        ] {
            let owed = ticket.openTasks.filter { $0.kind == kind && $0.isContractors }
            #expect(count(act) <= 3 * owed.count, comment)
        }
        for task in ticket.openTasks where task.kind == .invoice && task.isContractors {
            let order = task.order.flatMap { ticket.order($0) }
            func count(_ kind: ClockAct.Kind) -> Int { acts.count { $0.kind == kind && $0.order == task.order } }
            // Where its page has the button (T41).
            let canBill = ticket.label == .toCheck || ticket.label == .resolved
            let isCounted = canBill && (task.due != nil || order?.completedAt != nil)
            #expect(count(.invoiceReminder) == (isCounted ? 3 : 0), comment)
            #expect(count(.invoiceRequest) == (isCounted && task.due == nil ? 1 : 0), comment)
        }
    }

    @Test("B24 the presence question is planned for the agreed minute, and no more once it was asked or he is there")
    func presence() throws {
        let story = try Story().then {
            try $0.offer()
            try $0.accept()
        }
        let order = try story.order
        let agreed = try #require(order.appointment).instant
        func visits(_ ticket: Ticket) -> [ClockAct] {
            ticket.timetable(rules).filter { [.presence, .late].contains($0.kind) }
        }
        let late = ClockAct(.late, order: order.id, due: agreed + .minutes(30))
        #expect(visits(story.ticket) == [ClockAct(.presence, order: order.id, due: agreed), late])
        var asked = story
        asked.now = agreed
        try asked.act(.askPresence(order.id), by: .clock)
        #expect(visits(asked.ticket) == [late])
        try asked.act(.arrive(order.id, tolerance: .hours(2)), by: Story.byFirm)
        #expect(visits(asked.ticket).isEmpty)
    }

    @Test(
        "B28 what is owed is asked for along the ladder of its ticket's priority",
        arguments: zip(
            [Priority.emergency, .high, .normal, .low], [[4, 24, 48], [24, 48, 96], [48, 120, 240], [72, 168, 336]]))
    func ladder(priority: Priority, hours: [Int64]) throws {
        var story = try Story().then {
            try $0.offer()
            try $0.accept()
        }
        let order = try story.order.id
        try story.act(
            .complete(order, report: nil, attachments: [], withInvoice: false, taskID: story.id()), by: Story.byFirm)
        var ticket = story.ticket
        ticket.priority = priority
        let owed = ticket.timetable(rules)
        #expect(owed.filter { $0.kind == .invoiceRequest }.map(\.due) == [story.now + .minutes(60)])
        let reminders = owed.filter { $0.kind == .invoiceReminder }
        #expect(reminders.map(\.due) == hours.map { story.now + .hours($0) })
        #expect(reminders.map(\.step) == [1, 2, 3])
    }
}

extension TicketTask {
    fileprivate var isContractors: Bool { if case .contractor = assignee { true } else { false } }
}
