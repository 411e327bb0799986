import Domain

/// A ticket as people make it, act by act, with the events that the store would keep.
struct Story {
    static let manager = ManagerID(1)
    static let otherManager = ManagerID(2)
    static let firm = ContractorID(10)
    static let otherFirm = ContractorID(11)
    static let office = ContactID(20)
    static let technician = ContactID(21)
    static let otherOffice = ContactID(22)
    static let byManager = Actor.manager(manager)
    static let byFirm = Actor.contact(office, of: firm)
    static let byOtherFirm = Actor.contact(otherOffice, of: otherFirm)
    static let byProgram = Actor.program(APIKeyID(30))
    static let approver = PersonID(40)
    static let byApprover = Actor.person(approver)
    /// Monday 2026-11-23, 09:00 in Paris.
    static let start = Instant(milliseconds: 1_795_420_800_000)
    static let limit = Money(amount: 45_000, currency: "EUR")

    let blank: Ticket
    private(set) var ticket: Ticket
    private(set) var events: [Event] = []
    var now = Story.start
    private var lastID: Int64 = 1000

    init(_ birth: Birth = .complete, kind: TicketKind = .order) {
        blank = Ticket(
            id: TicketID(100), organization: OrganizationID(1), kind: kind, timeZone: "Europe/Paris", priority: .normal)
        ticket = blank
        record(Ticket.birth(birth), by: Self.byManager)
    }

    var label: Label { ticket.label }

    var order: Order {
        get throws {
            guard let order = ticket.orders.last else { throw Missing() }
            return order
        }
    }

    struct Missing: Error {}

    mutating func id<Subject>() -> Identifier<Subject> {
        lastID += 1
        return Identifier(lastID)
    }

    /// Does the act, or throws its refusal with nothing changed.
    @discardableResult
    mutating func act(_ command: Command, by actor: Actor = Story.byManager) throws(Refusal) -> [Change] {
        let changes = try ticket.decide(command, by: actor, at: now)
        record(changes, by: actor)
        return changes
    }

    mutating func wait(_ span: Span) { now = now + span }

    private mutating func record(_ changes: [Change], by actor: Actor) {
        for change in changes {
            ticket.evolve(change, by: actor, at: now)
            events.append(
                Event(
                    id: id(), ticket: ticket.id, version: ticket.version, at: now, timeZone: ticket.timeZone,
                    actor: actor, channel: .desk, link: nil, change: change))
        }
    }
}

// The acts that most stories are made of.
extension Story {
    @discardableResult
    mutating func offer(
        to firm: ContractorID = Story.firm, scheduled: Appointment? = nil, by manager: ManagerID? = Story.manager
    ) throws -> Order {
        let order = Order(
            id: id(), contractor: firm, offeredAt: now, answerBy: now + .hours(24), scheduledAt: scheduled,
            notToExceed: Story.limit)
        let actor = manager.map { Actor.manager($0) } ?? Story.byProgram
        try act(.offer(order, taskID: id(), isReachable: true, by: manager), by: actor)
        return order
    }

    mutating func accept(_ appointment: Appointment? = nil, comment: TextID? = nil) throws {
        let agreed = appointment ?? inHours(48)
        try act(
            .accept(
                try order.id, by: Story.office, appointment: agreed, comment: comment, taskIDs: [id(), id()]),
            by: Story.byFirm)
    }

    mutating func decline() throws {
        try act(.decline(try order.id, by: Story.office, reasonKey: "busy", reason: nil), by: Story.byFirm)
    }

    mutating func lapse() throws {
        wait(.hours(24))
        try act(.lapse(try order.id), by: .clock)
    }

    mutating func arrive() throws {
        wait(.hours(48))
        try act(.arrive(try order.id, tolerance: .hours(2)), by: Story.byFirm)
    }

    mutating func leave(_ outcome: VisitOutcome) throws {
        try act(
            .leaveIncomplete(try order.id, outcome, next: inHours(48), note: id(), taskID: id()), by: Story.byFirm)
    }

    mutating func complete() throws {
        try act(
            .complete(try order.id, report: id(), attachments: [], withInvoice: false, taskID: id()), by: Story.byFirm)
    }

    mutating func quote(_ amount: Int64 = 60_000) throws {
        let quote = Quote(id: id(), amount: Money(amount: amount, currency: "EUR"), validUntil: now + .days(30))
        try act(.sendQuote(try order.id, quote, note: nil, attachments: [], taskID: id()), by: Story.byFirm)
    }

    mutating func invoice(_ total: Int64 = 40_000) throws {
        try act(
            .sendInvoice(try order.id, invoice(total: total), attachments: [], taskID: id()), by: Story.byFirm)
    }

    mutating func resolve() throws {
        try act(.resolve(.communicated, note: id(), feedbackUntil: now + .days(5), taskID: id()))
    }

    /// Cancels every ask that a manager may cancel.
    mutating func cancelAsks() {
        for task in ticket.openTasks { _ = try? act(.cancelAsk(task.id)) }
    }

    func inHours(_ hours: Int64) -> Appointment { Appointment(now + .hours(hours), in: ticket.timeZone) }

    func invoice(total: Int64) -> Invoice {
        Invoice(
            number: "F-1", date: Appointment(now, in: ticket.timeZone).local,
            total: Money(amount: total, currency: "EUR"))
    }
}
