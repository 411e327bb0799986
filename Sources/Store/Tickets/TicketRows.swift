import Domain
import GRDB

extension Ticket {
    private static let knownPhases = Known<Phase>(most: 1000)

    /// What an event may change, but for what only grows and what says since when.
    static let columns: [Column<Ticket>] = [
        Column("priority") { $0.priority }, Column("phase") { $0.phase.name }, Column("phase_data", json: { $0.phase }),
        Column("phase_before_wait", json: { $0.phaseBeforeWait }), Column("owner") { $0.owner },
        Column("is_returned") { $0.isReturned }, Column("feedback_until") { $0.feedbackUntil },
        Column("label") { $0.label }, Column("folder") { $0.label.folder },
        Column("current_order") { $0.shownOrder?.id }, Column("contractor") { $0.shownOrder?.contractor },
    ]

    /// Without its orders and tasks.
    init(_ row: Row) throws {
        self.init(
            id: try row.get("id"), organization: try row.get("organization"), kind: try row.get("kind"),
            timeZone: try row.get("time_zone"), priority: try row.get("priority"))
        phase = try row.json("phase_data", known: Self.knownPhases)
        phaseBeforeWait = try row.jsonIfPresent("phase_before_wait", known: Self.knownPhases)
        owner = try row.get("owner")
        isReturned = try row.get("is_returned")
        attention = try row.get("attention")
        feedbackUntil = try row.get("feedback_until")
        version = try row.get("version")
    }

    /// The order that lists show: the one whose contractor may act, else the last.
    var shownOrder: Order? { activeOrder ?? orders.last }
}

extension Label {
    /// Where the desk keeps it. What is closed lies with what is resolved.
    var folder: String {
        switch self {
        case .draft: "draft"
        case .toDoNew, .toDoOffered, .toDoDeclined, .toDoLapsed, .toDoReturned: "to-do"
        case .inProgressOwn, .dispatchConfirmed, .onSite, .incomplete, .toCheck, .withdrawn: "in-progress"
        case .waitingInformation, .waitingUntil, .waitingQuote, .waitingDecision, .waitingParts, .waitingSplit,
            .waitingCase:
            "waiting"
        case .resolved, .closed: "resolved"
        }
    }
}

extension Order {
    private static let knownAppointments = Known<Appointment>(most: 10_000)

    init(_ row: Row) throws {
        self.init(
            id: try row.get("id"), contractor: try row.get("contractor"), offeredAt: try row.get("offered_at"),
            answerBy: try row.get("answer_by"),
            scheduledAt: try row.jsonIfPresent("scheduled", known: Self.knownAppointments),
            notToExceed: try row.money("limit"))
        status = try row.get("status")
        answeredAt = try row.get("answered_at")
        answeredBy = try row.get("answered_by")
        answerVersion = try row.get("answer_version")
        appointment = try row.jsonIfPresent("appointment", known: Self.knownAppointments)
        dateChanges = try row.get("date_changes")
        awaitsConfirmation = try row.get("awaits_confirmation")
        movedAt = try row.get("moved_at")
        technician = try row.get("technician")
        presenceAskedAt = try row.get("presence_asked_at")
        awaitsParts = try row.get("awaits_parts")
        completedAt = try row.get("completed_at")
        isOver = try row.get("is_over")
        invoiceWaivedAt = try row.get("invoice_waived_at")
        quote = try row.jsonIfPresent("quote")
    }

    static let columns: [Column<Order>] = [
        Column("contractor") { $0.contractor }, Column("status") { $0.status },
        Column("offered_at") { $0.offeredAt }, Column("answer_by") { $0.answerBy },
        Column("scheduled", json: { $0.scheduledAt }), Column("limit_amount") { $0.notToExceed?.amount },
        Column("limit_currency") { $0.notToExceed?.currency }, Column("answered_at") { $0.answeredAt },
        Column("answered_by") { $0.answeredBy }, Column("answer_version") { $0.answerVersion },
        Column("appointment", json: { $0.appointment }), Column("date_changes") { $0.dateChanges },
        Column("awaits_confirmation") { $0.awaitsConfirmation }, Column("moved_at") { $0.movedAt },
        Column("technician") { $0.technician }, Column("presence_asked_at") { $0.presenceAskedAt },
        Column("awaits_parts") { $0.awaitsParts }, Column("completed_at") { $0.completedAt },
        Column("is_over") { $0.isOver }, Column("invoice_waived_at") { $0.invoiceWaivedAt },
        Column("quote", json: { $0.quote }),
    ]
}

extension TicketTask {
    init(_ row: Row) throws {
        self.init(
            id: try row.get("id"), kind: try Kind(row), order: try row.get("order_id"), assignee: try Assignee(row),
            due: try row.get("due"))
        owedSince = try row.get("owed_since")
        status = try row.get("status")
        endedAt = try row.get("ended_at")
    }

    static let columns: [Column<TicketTask>] = [
        Column("order_id") { $0.order }, Column("kind") { $0.kind.name }, Column("title") { $0.kind.title },
        Column("status") { $0.status }, Column("assignee") { $0.assignee.column },
        Column("manager") { $0.assignee.manager }, Column("contractor") { $0.assignee.contractor },
        Column("due") { $0.due }, Column("owed_since") { $0.owedSince }, Column("ended_at") { $0.endedAt },
    ]
}

extension TicketTask.Kind {
    fileprivate init(_ row: Row) throws {
        let kind: String = try row.get("kind")
        switch kind {
        case "answer": self = .answer
        case "quote": self = .quote
        case "quoteDecision": self = .quoteDecision
        case "presence": self = .presence
        case "completion": self = .completion
        case "invoice": self = .invoice
        case "message": self = .message
        case "custom": self = .custom(title: try row.get("title"))
        default: throw StoreError.damaged("kind")
        }
    }
}

extension TicketTask.Assignee {
    fileprivate init(_ row: Row) throws {
        let contractor: ContractorID? = try row.get("contractor")
        if let contractor {
            self = .contractor(contractor)
        } else {
            self = .manager(try row.get("manager"))
        }
    }

    fileprivate var column: String { contractor == nil ? "manager" : "contractor" }

    fileprivate var manager: ManagerID? {
        switch self {
        case .manager(let manager): manager
        case .contractor: nil
        }
    }

    fileprivate var contractor: ContractorID? {
        switch self {
        case .manager: nil
        case .contractor(let contractor): contractor
        }
    }
}

extension Row {
    /// Two columns, `NAME_amount` and `NAME_currency`.
    func money(_ name: String) throws -> Money? {
        let amount: Int64? = try get("\(name)_amount")
        let currency: String? = try get("\(name)_currency")
        guard let amount, let currency else { return nil }
        return Money(amount: amount, currency: currency)
    }
}
