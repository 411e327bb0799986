import Domain
import Testing

struct EndingTests {
    private func own() throws -> Story { try Story().then { try $0.act(.take(Story.manager)) } }
    private func done() throws -> Story {
        try Story().then {
            try $0.offer(); try $0.accept(); try $0.arrive(); try $0.complete()
        }
    }

    @Test("T40 D16 resolving names the open work tasks; an open invoice does not hinder it")
    func resolve() throws {
        var story = try Story().then {
            try $0.offer(); try $0.accept()
        }
        #expect(throws: Refusal.tasksOpen(story.ticket.openTasks.map(\.id))) { try story.resolve() }
        story.cancelAsks()
        try story.resolve()
        #expect(story.label == .resolved)
        let checked = try done().then { try $0.resolve() }
        #expect(checked.label == .resolved)
        #expect(checked.ticket.openTasks.map(\.kind) == [.invoice])
    }

    @Test("T40 the invoice is asked for on resolving, if nobody asked before")
    func resolveAsksInvoice() throws {
        var story = try done()
        let asked = try #require(story.ticket.openTask(.invoice))
        try story.act(.cancelAsk(asked.id))
        try story.resolve()
        #expect(story.ticket.openTasks.map(\.kind) == [.invoice])
    }

    @Test("T40 C30 the methods that rows of their own have cannot be chosen", arguments: [Resolution.spam, .split])
    func resolveOddly(method: Resolution) throws {
        var story = try own()
        #expect(throws: Refusal.notAllowed) {
            try story.act(.resolve(method, note: nil, feedbackUntil: story.now, taskID: story.id()))
        }
    }

    @Test("T41 E10 an invoice above the limit, in another currency or before the work is told at once")
    func invoice() throws {
        var story = try done()
        #expect(throws: Refusal.invalid([Problem(field: "total", key: "invoice.aboveLimit")])) {
            try story.invoice(45_001)
        }
        let early = Invoice(
            number: "F-2", date: try #require(LocalDateTime("2020-01-01T00:00")),
            total: Money(amount: 1, currency: "PLN"))
        let order = try story.order.id
        #expect {
            try story.act(.sendInvoice(order, early, attachments: [], taskID: story.id()), by: Story.byFirm)
        } throws: { error in
            guard case .invalid(let problems) = error as? Refusal else { return false }
            return problems.map(\.key) == ["invoice.currency", "invoice.beforeCompletion"]
        }
        try story.invoice(45_000)
        #expect(story.label == .toCheck)
        #expect(story.ticket.openTask(.invoice)?.assignee == .manager(Story.manager))
        #expect(story.ticket.attention == .invoice)
    }

    @Test("T42 only a sent invoice is accepted, and that closes a ticket whose window is over")
    func acceptInvoice() throws {
        var story = try done().then { try $0.resolve() }
        let order = try story.order.id
        #expect(throws: Refusal.notFound) { try story.act(.acceptInvoice(order)) }
        try story.invoice()
        var early = story
        try early.act(.acceptInvoice(order))
        #expect(early.label == .resolved)
        #expect(early.ticket.openTasks.isEmpty)
        story.wait(.days(5))
        try story.act(.acceptInvoice(order))
        #expect(story.label == .closed)
    }

    @Test("T42 a waived invoice is owed no more")
    func waiveInvoice() throws {
        var story = try done()
        try story.act(.waiveInvoice(try story.order.id))
        #expect(story.label == .toCheck)
        #expect(story.ticket.openTasks.isEmpty)
    }

    @Test("T43 a rejected invoice is asked for again")
    func rejectInvoice() throws {
        var story = try done().then { try $0.invoice() }
        try story.act(.rejectInvoice(try story.order.id, reason: story.id(), taskID: story.id()))
        #expect(story.label == .toCheck)
        #expect(story.ticket.openTask(.invoice)?.assignee == .contractor(Story.firm))
    }

    @Test("T44 C40 a reply in the window reopens, as work without an order")
    func reopen() throws {
        var story = try done().then { try $0.resolve() }
        try story.act(
            .writeMessage(story.id(), attachments: [], order: try story.order.id, isInternal: false), by: Story.byFirm)
        #expect(story.label == .inProgressOwn)
        #expect(story.ticket.attention != nil)
        #expect(story.ticket.activeOrder == nil)
        try story.offer()
        #expect(story.label == .toDoOffered)
    }

    @Test("T44 rule e: automated mail reopens nothing; C42 nor does a reply after the window")
    func notReopened() throws {
        var story = try own().then { try $0.resolve() }
        #expect(try story.act(.reopen(reason: nil, isAutomated: true), by: .clock).isEmpty)
        #expect(story.label == .resolved)
        story.wait(.days(5))
        #expect(throws: Refusal.notFromHere(.resolved)) {
            try story.act(.reopen(reason: nil, isAutomated: false), by: Story.byFirm)
        }
    }

    @Test("T45 C41 the window closes the ticket, D16 but not while a task is open, and not before")
    func windowIsOver() throws {
        var story = try own().then { try $0.resolve() }
        #expect(throws: Refusal.notYet(story.now + .days(5))) { try story.act(.windowIsOver, by: .clock) }
        story.wait(.days(5))
        try story.act(.windowIsOver, by: .clock)
        #expect(story.ticket.phase == .closed(.communicated))
        var billing = try done().then { try $0.resolve() }
        billing.wait(.days(5))
        let changes = try billing.act(.windowIsOver, by: .clock)
        #expect(changes == [.closingHeldBack(openTasks: billing.ticket.openTasks.map(\.id))])
        #expect(billing.label == .resolved)
        #expect(billing.ticket.attention == .invoice)
    }

    @Test("T46 C44 spam closes at once, cancels every task in the same act and tells nobody")
    func spam() throws {
        var story = try Story().then { try $0.offer() }
        let changes = try story.act(.markSpam)
        #expect(changes == [.closed(.spam)])
        #expect(story.ticket.openTasks.isEmpty)
        #expect(try story.order.status == .withdrawn)
        #expect(changes.flatMap { notices(after: $0, by: Story.byManager, in: story.ticket) }.isEmpty)
    }

    @Test("T47 rejecting needs a note and withdraws what was offered")
    func reject() throws {
        var story = try Story().then { try $0.offer() }
        #expect(throws: Refusal.reasonMissing) { try story.act(.reject(note: nil, feedbackUntil: story.now)) }
        try story.act(.reject(note: story.id(), feedbackUntil: story.now + .days(5)))
        #expect(story.ticket.phase == .resolved(.rejected))
        #expect(try story.order.status == .withdrawn)
    }

    @Test("T48 P41 merging ends the ticket and its offer; not into a closed one, nor over a running job")
    func merge() throws {
        var story = try Story().then { try $0.offer() }
        #expect(throws: Refusal.notAllowed) { try story.act(.merge(into: TicketID(5), targetIsClosed: true)) }
        #expect(throws: Refusal.notAllowed) { try story.act(.merge(into: story.ticket.id, targetIsClosed: false)) }
        try story.act(.merge(into: TicketID(5), targetIsClosed: false))
        #expect(story.ticket.phase == .closed(.merged(into: TicketID(5))))
        #expect(try story.order.status == .withdrawn)
        var job = try Story().then {
            try $0.offer(); try $0.accept()
        }
        #expect(throws: Refusal.tasksOpen(job.ticket.openTasks.map(\.id))) {
            try job.act(.merge(into: TicketID(5), targetIsClosed: false))
        }
        var billing = try done()
        try billing.act(.merge(into: TicketID(5), targetIsClosed: false))
        #expect(billing.ticket.phase == .resolved(.merged(into: TicketID(5))))
    }

    @Test("T49 a split and a case wait; an unanswered offer is withdrawn first")
    func split() throws {
        var story = try Story().then { try $0.offer() }
        try story.act(.split(into: [TicketID(6), TicketID(7)]))
        #expect(story.label == .waitingSplit)
        #expect(try story.order.status == .withdrawn)
        #expect(try own().then { try $0.act(.startCase(link: "case-3")) }.label == .waitingCase)
    }

    @Test("T50 C46 the last part resolves the parent, which cannot end while something is owed")
    func partsDone() throws {
        var story = try own().then { try $0.act(.split(into: [TicketID(6)])) }
        try story.act(.partsDone, by: .clock)
        #expect(story.ticket.phase == .resolved(.split))
        var job = try Story().then {
            try $0.offer(); try $0.accept(); try $0.act(.split(into: [TicketID(6)]))
        }
        try job.act(.partsDone, by: .clock)
        #expect(job.label == .waitingSplit)
        #expect(job.ticket.attention == .late)
    }

    @Test("T51 after closed a message needs a new ticket; the old one stays, linked to it")
    func followUp() throws {
        var story = Story(.unknownSender)
        #expect(throws: Refusal.notFromHere(.closed)) {
            try story.act(.writeMessage(story.id(), attachments: [], order: nil, isInternal: false))
        }
        try story.act(.followUp(TicketID(8)), by: .clock)
        #expect(story.label == .closed)
    }

    @Test("T52 a closed ticket is reopened with a reason, never by a contractor")
    func reopenClosed() throws {
        var story = try own().then { try $0.act(.markSpam) }
        #expect(throws: Refusal.reasonMissing) { try story.act(.reopen(reason: nil, isAutomated: false)) }
        #expect(throws: Refusal.notAllowed) {
            try story.act(.reopen(reason: story.id(), isAutomated: false), by: Story.byFirm)
        }
        try story.act(.reopen(reason: story.id(), isAutomated: false))
        #expect(story.label == .inProgressOwn)
        #expect(story.ticket.attention != nil)
    }
}
