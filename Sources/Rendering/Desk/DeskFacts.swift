import Domain

/// The side column: where, who, when, how much, and who owes what.
struct DeskFacts {
    let ticket: DeskTicket
    let words: Words
    let now: Instant
    let mayAct: Bool
    /// What the ids of this page's small forms begin with.
    let submission: String

    private var details: TicketDetails { ticket.details }
    private var formats: Formats { words.formats }

    func context() -> [String: Any] {
        [
            "sideFacts": facts, "description": showsDescription ? details.description : false,
            "ticketFiles": ticket.files.map { $0.context(words, showsPlace: ticket.showsPhotoPlace) },
            "hasTicketFiles": !ticket.files.isEmpty,
            "tasks": ticket.ticket.tasks.map(task), "hasTasks": !ticket.ticket.tasks.isEmpty,
        ]
    }

    /// After the submission the description stands as the first note of the timeline (C3).
    private var showsDescription: Bool {
        guard !details.description.isEmpty else { return false }
        return !ticket.events.contains { entry in
            guard case .submitted(let text?) = entry.event.change else { return false }
            return entry.texts[text] != nil
        }
    }

    private var facts: [[String: Any]] {
        [contractor, visit, expected, deadline, limit, site, onSite, requester, category, asset, customer, source]
            .compactMap { $0 } + relatives
    }

    /// Registered on a visit (D14): each of the two tickets names the other.
    private var relatives: [[String: Any]] {
        func named(_ key: String, _ others: [DeskRelative]) -> [[String: Any]] {
            others.compactMap { fact(key, $0.number, small: [$0.title], href: DeskPath.ticket($0.number)) }
        }
        return named("origin", [ticket.origin].compactMap { $0 }) + named("registered", ticket.registered)
    }

    private func fact(
        _ key: String, _ value: String?, small: [String] = [], phone: String? = nil, email: String? = nil,
        href: String? = nil, isLate: Bool = false
    ) -> [String: Any]? {
        guard let value, !value.isEmpty else { return nil }
        return [
            "term": words["desk.fact.\(key)"], "value": value, "smalls": small.filter { !$0.isEmpty },
            "factPhone": phone.map(formats.phone) ?? false, "factTel": phone ?? "", "factEmail": email ?? false,
            "factHref": href ?? false, "isLateFact": isLate,
        ]
    }

    private var contractor: [String: Any]? {
        guard let contractor = ticket.contractor, let order = ticket.order else { return nil }
        let contact = contractor.contacts.first { $0.role == .office }
        return fact(
            "contractor", contractor.name,
            small: [words["desk.orderStatus.\(order.status.rawValue)"], ticket.technicianName ?? ""],
            phone: contact?.phone, email: contact?.email, href: DeskPath.contractor(contractor.id))
    }

    private var visit: [String: Any]? {
        guard let order = ticket.order, let appointment = order.appointment, order.isActive else { return nil }
        let isLate = ticket.ticket.isLate(order, at: now)
        return fact(
            "visit", formats.dateTime(appointment.local),
            small: [
                formats.zone(appointment.timeZone), isLate ? words["desk.late"] : "",
                order.awaitsConfirmation ? words["desk.awaitsConfirmation"] : "",
                order.dateChanges > 0 ? words.count("desk.dateChanges", order.dateChanges) : "",
            ], isLate: isLate)
    }

    /// Late as well where it has passed and no other date was agreed (A25).
    private var expected: [String: Any]? {
        details.scheduledAt.flatMap {
            guard $0.local != ticket.order?.appointment?.local else { return nil }
            let isAgreed = ticket.ticket.activeOrder.map { $0.appointment != nil || !$0.isUnanswered } ?? false
            let isLate = !isAgreed && ticket.ticket.label.isOpen && $0.instant < now
            return fact(
                "expected", formats.dateTime($0.local),
                small: [formats.zone($0.timeZone), isLate ? words["desk.late"] : ""], isLate: isLate)
        }
    }

    private var deadline: [String: Any]? {
        guard let order = ticket.order, order.status == .offered || order.status == .lapsed,
            let answerBy = order.answerBy
        else { return nil }
        let isOver = answerBy <= now
        let left = isOver ? now - answerBy : answerBy - now
        return fact(
            "answerBy", formats.shortDateTime(answerBy, in: ticket.ticket.timeZone),
            small: [words(isOver ? "desk.overSince" : "desk.timeLeft", ["time": formats.duration(left)])],
            isLate: isOver)
    }

    private var limit: [String: Any]? {
        let limit = ticket.order?.notToExceed ?? details.notToExceed
        return fact(
            "limit", words.limit(limit))
    }

    private var site: [String: Any]? {
        details.site.flatMap { site in
            let address = site.address.isEmpty ? site.name : site.address
            return fact("site", address, small: address == site.name ? [] : [site.name], phone: site.phone)
        }
    }

    private var onSite: [String: Any]? { person("onSite", details.mainContact) }

    private var requester: [String: Any]? {
        guard details.requester?.name != details.mainContact?.name else { return nil }
        return person("requester", details.requester)
    }

    private func person(_ key: String, _ person: Person?) -> [String: Any]? {
        fact(key, person?.name, phone: person?.phone, email: person?.email)
    }

    private var category: [String: Any]? { fact("category", details.category) }
    private var asset: [String: Any]? { fact("asset", details.asset?.name) }
    private var customer: [String: Any]? { fact("customer", details.customer?.name) }
    private var source: [String: Any]? { fact("source", words["desk.source.\(details.source.rawValue)"]) }

    /// Who owes what until when; what is late in red, and in words.
    private func task(_ task: TicketTask) -> [String: Any] {
        let isOpen = task.status == .open
        let isLate = isOpen && (task.due.map { $0 <= now } ?? false)
        let moment = isOpen ? task.due : task.endedAt
        let time = moment.map { formats.shortDateTime($0, in: ticket.ticket.timeZone) }
        return [
            "taskName": name(of: task), "taskStatus": words["desk.taskStatus.\(task.status.rawValue)"],
            "taskClass": task.status.rawValue, "taskOwner": owner(of: task),
            "taskDue": time.map { isOpen ? words("desk.dueBy", ["time": $0]) : $0 } ?? false,
            "isLateTask": isLate,
            "cancelTask": mayAct && ticket.ticket.takes(.cancelAsk(task.id), at: now) ? task.id.description : false,
            "cancelName": words("desk.cancelAsk", ["task": words.task(task.kind)]),
            "cancelAction": DeskPath.ticket(details.number, .cancellation),
            "cancelSubmission": "\(submission)-\(task.id)",
        ]
    }

    /// An invoice that was sent is the manager's to check.
    private func name(of task: TicketTask) -> String {
        if task.kind == .invoice, case .manager = task.assignee { return words["desk.task.invoiceCheck"] }
        return words.task(task.kind)
    }

    private func owner(of task: TicketTask) -> String {
        switch task.assignee {
        case .manager(let manager): manager.flatMap { ticket.managerNames[$0] } ?? words["desk.us"]
        case .contractor:
            task.order.flatMap { ticket.contractorNames[$0] } ?? ticket.contractor?.name
                ?? words["desk.fact.contractor"]
        }
    }
}
