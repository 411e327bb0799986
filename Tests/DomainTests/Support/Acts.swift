import Domain

/// One kind of act, the rows that it belongs to, and how to try it on a ticket.
struct Act: Sendable {
    let name: String
    let rows: [Int]
    let command: @Sendable (inout Story) -> Command?
    let actor: @Sendable (Story) -> Actor

    static let office: @Sendable (Story) -> Actor = { _ in Story.byManager }
    static let clock: @Sendable (Story) -> Actor = { _ in .clock }
    /// The contractor whose order the act would be about.
    static let firm: @Sendable (Story) -> Actor = { story in
        guard let order = story.subject else { return Story.byFirm }
        return order.contractor == Story.firm ? Story.byFirm : Story.byOtherFirm
    }

    init(
        _ name: String, _ rows: Int..., by actor: @escaping @Sendable (Story) -> Actor = Act.office,
        command: @escaping @Sendable (inout Story) -> Command?
    ) {
        self.name = name
        self.rows = rows
        self.actor = actor
        self.command = command
    }

    static let all = ownersWork + answers + visit + quotes + ends + anyTime

    static let ownersWork = [
        Act("submit", 4) { .submit(missing: [], description: $0.id()) },
        Act("mailFromDraft", 5) { _ in .mailFromDraft },
        Act("resolveDraft", 6) {
            .resolveDraft(missing: [], .communicated, note: $0.id(), feedbackUntil: $0.now + .days(5))
        },
        Act("take", 7) { _ in .take(Story.manager) },
        Act("unassign", 8) { .unassign(reason: $0.id()) },
        Act("handOver", 9) { _ in .handOver(to: Story.otherManager) },
        Act("offer", 10) { story in
            let order = Order(
                id: story.id(), contractor: story.ticket.orders.count.isMultiple(of: 2) ? Story.firm : Story.otherFirm,
                offeredAt: story.now, answerBy: story.now + .hours(24), scheduledAt: nil, notToExceed: Story.limit)
            return .offer(order, taskID: story.id(), isReachable: true, by: Story.manager)
        },
    ]

    static let answers = [
        Act("accept", 11, by: firm) { story in
            .accept(
                story.subjectID, by: story.contact, appointment: story.inHours(48), comment: nil,
                taskIDs: [story.id(), story.id()])
        },
        Act("decline", 12, by: firm) { story in
            .decline(story.subjectID, by: story.contact, reasonKey: "busy", reason: nil)
        },
        Act("undoAnswer", 13, by: firm) { story in
            .undoAnswer(story.subjectID, by: story.contact, taskID: story.id())
        },
        Act("answerOutsideGrammar", 14, by: firm) { .answerOutsideGrammar($0.subjectID, text: $0.id()) },
        Act("remind", 15, by: clock) { .remind($0.subjectID) },
        Act("lapse", 15, by: clock) { .lapse($0.subjectID) },
        Act("withdraw", 16, 17) { .withdraw($0.subjectID, reason: $0.id()) },
        Act("giveBack", 18, by: firm) { .giveBack($0.subjectID, reason: $0.id()) },
        Act("passOn", 19, by: firm) { .passOn($0.subjectID, to: Story.technician) },
        Act("takeBack", 19, by: firm) { .takeBack($0.subjectID) },
    ]

    static let visit = [
        Act("changeDate", 20, by: firm) { story in
            .changeDate(story.subjectID, to: story.inHours(72), note: story.id(), told: nil)
        },
        Act("moveVisit", 21) { .moveVisit($0.subjectID, to: $0.inHours(72), note: $0.id()) },
        Act("askPresence", 22, by: clock) { .askPresence($0.subjectID) },
        Act("markLate", 22, by: clock) { .markLate($0.subjectID) },
        Act("arrive", 23, by: firm) { .arrive($0.subjectID, tolerance: .hours(2)) },
        Act("announceDelay", 24, by: firm) { story in
            let agreed = story.subject?.appointment?.instant ?? story.now
            return .announceDelay(
                story.subjectID, until: Appointment(agreed + .hours(1), in: story.ticket.timeZone))
        },
        Act("leaveIncomplete", 25, by: firm) { story in
            let outcome: VisitOutcome = [.returnVisit, .parts, .authorization][story.ticket.version % 3]
            return .leaveIncomplete(
                story.subjectID, outcome, next: story.inHours(24), note: story.id(), taskID: story.id())
        },
        Act("complete", 26, by: firm) { story in
            .complete(story.subjectID, report: story.id(), attachments: [], withInvoice: false, taskID: story.id())
        },
        Act("sendBack", 27) { .sendBack($0.subjectID, note: $0.id(), taskID: $0.id()) },
        Act("ask", 28) { .ask(.message, text: $0.id(), due: nil, taskID: $0.id()) },
        Act("ask for the invoice", 28) { .ask(.invoice, text: nil, due: nil, taskID: $0.id()) },
        Act("cancelAsk", 29) { story in
            story.ticket.openTasks.first { [.presence, .completion, .invoice, .message].contains($0.kind) }
                .map { .cancelAsk($0.id) } ?? .cancelAsk(story.id())
        },
    ]

    static let quotes = [
        Act("wantQuote", 30, 11, by: firm) { .wantQuote($0.subjectID, appointment: nil, taskID: $0.id(), due: nil) },
        Act("sendQuote", 31, by: firm) { story in
            let quote = Quote(id: story.id(), amount: Story.limit, validUntil: story.now + .days(30))
            return .sendQuote(story.subjectID, quote, note: nil, attachments: [], taskID: story.id())
        },
        Act("approveQuote", 32) { .approveQuote($0.subjectID, amount: nil, taskIDs: [$0.id(), $0.id()]) },
        Act("refuseQuote", 33) { .refuseQuote($0.subjectID, reason: $0.id()) },
        Act("askApprover", 28) { .askApprover($0.subjectID, Story.approver, note: nil) },
        Act("expireQuote", 34, by: clock) { .expireQuote($0.subjectID) },
    ]

    static let anyTime = [
        Act("writeMessage", 53) { .writeMessage($0.id(), attachments: [], order: nil, isInternal: false) },
        Act("a contractor's writeMessage", 53, by: firm) { story in
            .writeMessage(story.id(), attachments: [], order: story.subject?.id, isInternal: false)
        },
        Act("reportNotReached", 54, by: clock) { .reportNotReached(nil, $0.id()) },
        Act("addTask") { story in
            .addTask(
                TicketTask(
                    id: story.id(), kind: .custom(title: story.id()), order: nil, assignee: .manager(Story.manager),
                    due: nil))
        },
        Act("finishTask", 55) { .finishTask($0.customTask) },
        Act("reassignTask", 55) { .reassignTask($0.customTask, to: .manager(Story.otherManager)) },
        Act("cancelTask", 55) { .cancelTask($0.customTask) },
    ]
}

extension Story {
    /// The order that an act would be about: the active one, else the last.
    var subject: Order? { ticket.activeOrder ?? ticket.orders.last }
    var subjectID: OrderID { subject?.id ?? OrderID(9) }
    var contact: ContactID { subject?.contractor == Story.otherFirm ? Story.otherOffice : Story.office }

    var customTask: TaskID {
        let custom = ticket.openTasks.first { task in
            if case .custom = task.kind { true } else { false }
        }
        return custom?.id ?? TaskID(9)
    }
}
