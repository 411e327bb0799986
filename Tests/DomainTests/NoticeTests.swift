import Domain
import Testing

struct NoticeTests {
    private let order = OrderID(5)
    private let byFirm = Story.byFirm

    /// On a ticket of which nothing matters.
    private func notices(
        after change: Change, by actor: Actor, kind: TicketKind = .order
    ) -> [NoticeIntent] {
        let ticket = Ticket(
            id: TicketID(1), organization: OrganizationID(1), kind: kind, timeZone: "Europe/Paris", priority: .normal)
        return Domain.notices(after: change, by: actor, in: ticket)
    }

    private func kinds(_ change: Change, by actor: Actor) -> [Notice.Kind] {
        notices(after: change, by: actor).map(\.kind)
    }

    @Test("B1 B5 an offer goes to the firm's office by every way that can be used")
    func offer() {
        let offered = Order(
            id: order, contractor: Story.firm, offeredAt: Story.start, answerBy: nil, scheduledAt: nil,
            notToExceed: nil)
        let task = TicketTask(
            id: TaskID(1), kind: .answer, order: order, assignee: .contractor(Story.firm), due: nil)
        #expect(
            notices(after: .offered(offered, task: task), by: Story.byManager) == [
                NoticeIntent(.offer, to: .office(of: order), order: order, reach: .everyWay)
            ])
    }

    @Test("T15 a reminder goes to the contractor, a lapse to both")
    func lapse() {
        #expect(kinds(.reminded(order), by: .clock) == [.offerReminder])
        #expect(kinds(.lapsed(order), by: .clock) == [.offerLapsedAlert, .offerLapsed])
    }

    @Test("B16 A12 an answer is confirmed to who gave it and told to the owner")
    func answers() {
        let accepted = Change.accepted(order, by: Story.office, appointment: nil, comment: nil, tasks: [])
        #expect(
            notices(after: accepted, by: byFirm) == [
                NoticeIntent(.accepted, to: .contact(Story.office), order: order),
                NoticeIntent(.answerAccepted, to: .owner, order: order),
            ])
        let declined = Change.declined(order, by: Story.office, reasonKey: nil, reason: nil)
        #expect(kinds(declined, by: byFirm) == [.declined, .answerDeclined])
        let task = TicketTask(
            id: TaskID(1), kind: .answer, order: order, assignee: .contractor(Story.firm), due: nil)
        #expect(kinds(.answerUndone(order, task: task), by: byFirm) == [.answerUndone, .answerTakenBack])
    }

    @Test("Rule 8: “I will quote” is confirmed as an answer; a price wanted by the manager is asked for")
    func willQuote() throws {
        var story = Story(kind: .quote)
        let id = try story.offer().id
        let answer = try story.act(
            .wantQuote(id, appointment: nil, taskID: story.id(), due: nil), by: byFirm)
        let told = answer.flatMap { Domain.notices(after: $0, by: byFirm, in: story.ticket) }
        #expect(told.map(\.kind) == [.accepted, .answerAccepted])
        let wanted = Change.quoteWanted(order, appointment: nil, task: nil)
        #expect(kinds(wanted, by: Story.byManager) == [.quoteAsked])
        #expect(kinds(wanted, by: byFirm).isEmpty, "on a job that runs, who needs a higher limit is asked nothing")
    }

    @Test("T16 T17 who loses an offer or a job is told")
    func withdrawn() {
        #expect(kinds(.offerWithdrawn(order, reason: nil), by: Story.byManager) == [.withdrawn])
        #expect(kinds(.jobWithdrawn(order, reason: nil), by: Story.byManager) == [.withdrawn])
    }

    @Test("T53 B19 B20 a message reaches the other side, an internal note nobody")
    func messages() {
        func message(isInternal: Bool) -> Change {
            .messageWritten(TextID(1), attachments: [], order: order, isInternal: isInternal)
        }
        #expect(
            notices(after: message(isInternal: false), by: Story.byManager) == [
                NoticeIntent(.messageToContractor, to: .office(of: order), order: order)
            ])
        #expect(
            notices(after: message(isInternal: false), by: byFirm) == [
                NoticeIntent(.messageToManager, to: .owner, order: order)
            ])
        #expect(kinds(message(isInternal: true), by: Story.byManager).isEmpty)
        #expect(
            kinds(.messageWritten(nil, attachments: [], order: nil, isInternal: false), by: Story.byManager).isEmpty)
    }

    @Test("T54 E4 the owner hears that nobody was reached; T4 the requester that his ticket arrived")
    func others() {
        #expect(notices(after: .notReached(order, NoticeID(2)), by: .clock).map(\.to) == [.owner])
        #expect(notices(after: .submitted(description: nil), by: Story.byManager).map(\.to) == [.requester])
    }

    @Test("T1 T3 nothing is sent at these births")
    func births() {
        for birth in [Birth.draft(by: nil), .unknownSender] {
            #expect(Ticket.birth(birth).flatMap { notices(after: $0, by: .clock) }.isEmpty)
        }
    }
}
