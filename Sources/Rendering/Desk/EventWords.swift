package import Domain

/// What a line of the timeline says about an event.
struct EventLine {
    enum Style: String { case fact, good, bad, own, theirs, note }

    /// A sentence without its full stop; nil for a message, which speaks for itself.
    var head: String?
    /// What a person wrote.
    var body: String?
    /// What belongs to it, such as an agreed time.
    var facts: [String] = []
    var style: Style = .fact
}

/// An event in the words of the desk.
struct EventWords {
    let words: Words
    let timeZone: String
    let entry: DeskEvent
    let contractorNames: [OrderID: String]
    let managerNames: [ManagerID: String]
    let contactNames: [ContactID: String]
    let personNames: [PersonID: String]
    let askerNames: [PersonID: String]
    /// The ticket's tasks, to name what is told of them.
    let tasks: [TaskID: TicketTask]
    let site: Coordinates?
    /// What was agreed to pay when it happened.
    let agreed: DeskLedger.Agreed?

    /// A table: one case a line, so that a new event is met by the compiler.
    var line: EventLine {
        switch entry.event.change {
        case .created(let draft, _): say(draft ? "createdDraft" : "created")
        case .submitted(let text): say("submitted", text)
        case .edited(let fields): say("edited", facts: [fieldNames(fields)])
        case .taken: say("taken")
        case .unassigned(let reason): say("unassigned", reason)
        case .handedOver(let manager): say("handedOver", ["name": managerNames[manager] ?? "—"])

        case .offered(let order, _): say("offered", about(order.id), facts: terms(of: order))
        case .reminded(let order): say("reminded", about(order))
        case .lapsed(let order): say("lapsed", about(order), style: .bad)
        case .accepted(let order, _, let visit, let comment, _):
            say("accepted", about(order), comment, facts: [time("visitFact", visit)], style: .good)
        case .declined(let order, _, let key, let reason):
            say("declined", about(order), reason, facts: [reasonName(key)], style: .bad)
        case .answerUndone(let order, _): say("answerUndone", about(order))
        case .notUnderstood(let order, let text): say("notUnderstood", about(order), text)
        case .offerWithdrawn(let order, let reason): say("offerWithdrawn", about(order), reason)
        case .jobWithdrawn(let order, let reason): say("jobWithdrawn", about(order), reason)
        case .givenBack(let order, let reason): say("givenBack", about(order), reason, style: .bad)
        case .passedOn(let order, let contact):
            say("passedOn", about(order).merging(["name": contactNames[contact] ?? "—"]) { own, _ in own })
        case .takenBack(let order, _): say("takenBack", about(order))

        case .dateChanged(let order, let visit, let note, let told, _):
            say("dateChanged", about(order), note, facts: [time("visitFact", visit), told.flatMap(toldFact)])
        case .visitMoved(_, let visit, let note): say("visitMoved", note, facts: [time("visitFact", visit)])
        case .presenceAsked(let order): say("presenceAsked", about(order))
        case .late(let order): say("late", about(order), style: .bad)
        case .arrived(let order): say("arrived", about(order), style: .good)
        case .delayed(let order, let visit): say("delayed", about(order), facts: [time("visitFact", visit)])
        case .leftIncomplete(let order, let outcome, let next, let note):
            say(
                "leftIncomplete", about(order), note,
                facts: [words["desk.outcome.\(outcome.rawValue)"], time("nextFact", next)])
        case .completed(let order, let report, _, _): say("completed", about(order), report, style: .good)
        case .sentBack(_, let note, _): say("sentBack", note)
        case .signed(_, let name, _): say("signed", name)
        case .placeShared(let order, _): say("placeShared", about(order), facts: [entry.position.map(whereabouts)])

        case .asked(let task, let text):
            say("asked", ["task": words.task(task.kind)], text, facts: [due(task)])
        case .askedAgain(let task, let text): say("askedAgain", naming(task), text)
        case .askCancelled(let task): say("askCancelled", naming(task))
        case .taskReminded(let task, _): say("taskReminded", naming(task))
        case .quoteWanted(let order, let visit, _):
            say("quoteWanted", about(order), facts: [time("visitFact", visit)])
        case .quoted(let order, let quote, let note, _, _):
            say("quoted", about(order), note, facts: [amount(quote.amount), validity(quote)], style: .good)
        case .quoteApproved(let order, _, _, _):
            say("quoteApproved", about(order), facts: [decidedFor], style: .good)
        case .quoteRefused(let order, _, let reason):
            say("quoteRefused", about(order), reason, facts: [decidedFor], style: .bad)
        case .quoteExpired(let order, _): say("quoteExpired", about(order), style: .bad)
        case .approverAsked(_, _, let person, let note): say("approverAsked", ["name": name(of: person)], note)
        case .approverDismissed(_, _, let person): say("approverDismissed", ["name": name(of: person)])
        case .limitAsked(let order, let amount, let note):
            say("limitAsked", about(order), note, facts: [self.amount(amount)])
        case .limitRaised(_, let amount): say("limitRaised", facts: [words.formats.money(amount)])

        case .waitBegan(_, let question): say("waitBegan", question)
        case .waitEnded: say("waitEnded")

        case .resolved(let resolution, let note, _, _):
            say("resolved", note, facts: [words["desk.method.\(resolution.name)"]], style: .good)
        case .invoiced(let order, let invoice, _, _):
            say(
                "invoiced", about(order),
                facts: [
                    words("desk.invoiceFact", ["number": invoice.number, "date": words.formats.date(invoice.date)]),
                    amount(invoice.total),
                ], style: .good)
        case .invoiceAccepted: say("invoiceAccepted", style: .good)
        case .invoiceWaived: say("invoiceWaived")
        case .invoiceRejected(_, let reason, _): say("invoiceRejected", reason, style: .bad)
        case .reopened(let reason): say("reopened", reason)
        case .closed(let resolution): say("closed", facts: [words["desk.method.\(resolution.name)"]])
        case .closingHeldBack(let open): say("closingHeldBack", facts: open.map(taskName), style: .bad)
        case .followedUp: say("followedUp")

        case .messageWritten(let text, _, _, let isInternal): message(text, isInternal: isInternal)
        case .notReached: say("notReached", style: .bad)
        case .wrongNumber(let order, _): say("wrongNumber", about(order), style: .bad)
        case .taskAdded(let task): say("taskAdded", ["task": words.task(task.kind)])
        case .taskDone: say("taskDone")
        case .taskReassigned: say("taskReassigned")
        case .taskCancelled: say("taskCancelled")
        }
    }

    private func say(
        _ key: String, _ values: [String: String] = [:], _ text: TextID? = nil, facts: [String?] = [],
        style: EventLine.Style = .fact
    ) -> EventLine {
        EventLine(
            head: words("desk.event.\(key)", values), body: text.flatMap { entry.texts[$0] },
            facts: facts.compactMap { $0 }, style: style)
    }

    private func say(
        _ key: String, _ text: TextID?, facts: [String?] = [], style: EventLine.Style = .fact
    ) -> EventLine {
        say(key, [:], text, facts: facts, style: style)
    }

    private func message(_ text: TextID?, isInternal: Bool) -> EventLine {
        let isTheirs = entry.actorCompany != nil
        return EventLine(
            head: isInternal ? words["desk.event.internalNote"] : nil, body: text.flatMap { entry.texts[$0] },
            style: isInternal ? .note : isTheirs ? .theirs : .own)
    }

    private func about(_ order: OrderID) -> [String: String] { ["contractor": contractorNames[order] ?? "—"] }

    private func time(_ key: String, _ visit: Appointment?) -> String? {
        visit.map { words("desk.\(key)", ["time": words.formats.shortDateTime($0.local)]) }
    }

    /// Held against the limit, or the approved quote.
    private func amount(_ money: Money?) -> String? { money.map { words.amount($0, against: agreed) } }

    private func validity(_ quote: Quote) -> String? {
        quote.validUntil.map {
            words("desk.validFact", ["time": words.formats.shortDateTime($0, in: timeZone)])
        }
    }

    private func due(_ task: TicketTask) -> String? {
        task.due.map { words("desk.dueBy", ["time": words.formats.shortDateTime($0, in: timeZone)]) }
    }

    /// How far from the site a phone was, or just where, if nobody said where the site is.
    private func whereabouts(_ position: Position) -> String {
        let accuracy = words.formats.length(metres: position.accuracy)
        guard let site else {
            return words("desk.placeFact", ["place": position.coordinates.text, "accuracy": accuracy])
        }
        let distance = words.formats.about(metres: position.coordinates.distance(to: site))
        return words("desk.distanceFact", ["distance": distance, "accuracy": accuracy])
    }

    private func toldFact(_ manager: ManagerID) -> String? {
        managerNames[manager].map { words("desk.toldFact", ["name": $0]) }
    }

    private func naming(_ task: TaskID) -> [String: String] { ["task": taskName(task)] }

    /// Who decided in the office's place, and for whom.
    private var decidedFor: String? {
        guard let person = entry.event.actor.person else { return nil }
        return words("desk.decidedForFact", ["name": name(of: person), "asker": askerNames[person] ?? "—"])
    }

    private func name(of person: PersonID) -> String { personNames[person] ?? "—" }

    private func taskName(_ task: TaskID) -> String { tasks[task].map { words.task($0.kind) } ?? "—" }

    private func terms(of order: Order) -> [String] {
        var terms: [String] = []
        if let answerBy = order.answerBy {
            terms.append(words("desk.answerByFact", ["time": words.formats.shortDateTime(answerBy, in: timeZone)]))
        }
        if let limit = order.notToExceed { terms.append(words.limit(limit)) }
        return terms
    }

    /// The organization's own reasons have no key in the catalogs and are shown as they are.
    private func reasonName(_ key: String?) -> String? {
        guard let key, !key.isEmpty else { return nil }
        return words.ifAny("exchange.declined.\(key)") ?? key
    }

    private func fieldNames(_ fields: [String]) -> String? {
        let names = fields.compactMap { words.ifAny("desk.field.\($0)") }
        return names.isEmpty ? nil : names.joined(separator: ", ")
    }
}

extension Words {
    package func task(_ kind: TicketTask.Kind) -> String {
        switch kind {
        case .answer: self["desk.task.answer"]
        case .quote: self["desk.task.quote"]
        case .quoteDecision: self["desk.task.quoteDecision"]
        case .presence: self["desk.task.presence"]
        case .completion: self["desk.task.completion"]
        case .invoice: self["desk.task.invoice"]
        case .message: self["desk.task.message"]
        case .custom: self["desk.task.custom"]
        }
    }
}
