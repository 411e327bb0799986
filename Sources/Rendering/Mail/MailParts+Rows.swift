import Domain

// What a mail says in rows, kind by kind.
extension MailParts {
    var rows: [MailContent.Row] { (contractorRows ?? managerRows).compactMap { $0 } }

    /// Nil for what is not a contractor's, nor an approver's.
    private var contractorRows: [MailContent.Row?]? {
        switch kind {
        case .offer, .offerReminder, .answerUndone, .offerLapsed: jobRows
        case .accepted, .passedOn: [appointment] + jobRows
        case .declined, .withdrawn, .messageToContractor, .renewedLink: shortRows
        case .visitMoved, .newVisitTime: [former, appointment] + placeRows
        case .presenceQuestion: [appointment] + placeRows
        case .takenBack, .askCancelled: place
        case .completionAsked, .questionAsked: [due] + place
        case .quoteAsked, .invoiceAsked: [due, limit] + place
        case .owedReminder: [due] + place
        case .quoteApproved: [appointment, limit] + place
        case .quoteRefused: [amount] + place
        case .quoteExpired: [amount, validUntil] + place
        case .technicianReport: [recorded, outcome, facts.outcome == nil ? appointment : nextVisit] + place
        case .limitRaised: [amount] + place
        case .limitReceived: [recorded, amount, limit] + place
        case .invoiceRejected: invoiceRows + place
        case .dateChangeReceived, .delayReceived: [recorded, former, appointment] + place
        case .arrivalReceived, .gaveBackReceived, .replyReceived: [recorded] + place
        case .quoteReceived: [recorded, amount, validUntil] + place
        case .reportReceived: [recorded, outcome, nextVisit] + place
        case .invoiceReceived: [recorded] + invoiceRows + place
        case .approvalAsked: [company, amount, limit, validUntil] + place
        case .answerAccepted, .answerDeclined, .answerTakenBack, .offerLapsedAlert, .messageToManager, .notReached,
            .signIn, .dateChangedAlert, .delayedAlert, .givenBackAlert, .lateAlert, .arrivedAlert, .incompleteAlert,
            .completedAlert, .quoteAlert, .quoteExpiredAlert, .invoiceAlert, .limitAlert, .wrongNumberAlert,
            .ticketReceived,
            .quoteApprovedAlert, .quoteRefusedAlert:
            nil
        }
    }

    private var managerRows: [MailContent.Row?] {
        switch kind {
        case .answerAccepted, .answerDeclined, .answerTakenBack: answerRows + shortRows
        case .offerLapsedAlert: shortRows + [row("deadline", answerBy)]
        case .messageToManager: shortRows
        // Where an approver was not reached, it is not the firm's number that is wrong.
        case .notReached: [facts.unreached == nil ? company : nil, row("failure", facts.failure)] + shortRows
        case .dateChangedAlert: who + [former, appointment, dateChanges] + place
        case .delayedAlert: who + [former, appointment] + place
        case .givenBackAlert: who + place
        case .lateAlert: [company, technician, appointment] + place
        case .arrivedAlert: who + [recorded] + place
        case .incompleteAlert: who + [outcome, nextVisit] + place
        case .completedAlert: who + [recorded] + place
        case .quoteAlert: who + [amount, limit, validUntil] + place
        case .quoteExpiredAlert: [company, amount, validUntil] + place
        case .quoteApprovedAlert, .quoteRefusedAlert: [decider, asker, recorded, company, amount] + place
        case .limitAlert: who + [amount, limit] + place
        case .wrongNumberAlert: [company] + place
        case .invoiceAlert: who + invoiceRows + place
        case .ticketReceived: [number, row("otherNumber", facts.otherNumber), site]
        case .offer, .offerReminder, .offerLapsed, .withdrawn, .accepted, .declined, .answerUndone,
            .messageToContractor, .renewedLink, .visitMoved, .newVisitTime, .presenceQuestion, .passedOn, .takenBack,
            .technicianReport, .completionAsked, .quoteAsked, .invoiceAsked, .questionAsked, .askCancelled,
            .owedReminder, .quoteApproved, .quoteRefused, .quoteExpired, .invoiceRejected, .limitRaised,
            .dateChangeReceived, .delayReceived, .arrivalReceived, .quoteReceived, .reportReceived, .invoiceReceived,
            .gaveBackReceived, .limitReceived, .replyReceived, .signIn,
            .approvalAsked:
            []
        }
    }

    // MARK: Groups

    /// A4, A6 to A9.
    private var jobRows: [MailContent.Row?] {
        [
            number, row("priority", words["messages.priority.\(facts.priority.rawValue)"]), site, sitePhone, contact,
            isAgreed ? nil : row("scheduled", scheduled ?? words["messages.scheduled.none"]), limit,
        ]
    }

    private var shortRows: [MailContent.Row?] { place + [isAgreed ? nil : row("scheduled", scheduled)] }

    private var place: [MailContent.Row?] { [number, site] }

    /// Where to go, and whom to ask for.
    private var placeRows: [MailContent.Row?] { place + [sitePhone, contact] }

    private var answerRows: [MailContent.Row?] {
        let answeredBy = facts.answeredBy == facts.contractor ? nil : facts.answeredBy
        return [company, row("answeredBy", answeredBy), appointment]
    }

    private var who: [MailContent.Row?] {
        [company, row("person", facts.author == facts.contractor ? nil : facts.author)]
    }

    /// The total beside what it must not exceed (E10).
    private var invoiceRows: [MailContent.Row?] {
        guard facts.showsPrices else { return [] }
        return [
            row("invoiceNumber", facts.invoiceNumber), row("invoiceDate", facts.invoiceDate.map(words.formats.date)),
            amount, facts.amount == nil ? nil : limit,
        ]
    }

    // MARK: Single rows

    private var number: MailContent.Row? { row("number", facts.number) }
    private var company: MailContent.Row? { row("contractor", contractor.unlessBlank) }
    private var decider: MailContent.Row? { row("decider", facts.author) }
    private var asker: MailContent.Row? { row("asker", facts.asker) }
    private var technician: MailContent.Row? { row("technician", facts.technician) }
    private var appointment: MailContent.Row? { row("appointment", facts.appointment.map(words.formats.appointment)) }
    private var nextVisit: MailContent.Row? {
        facts.outcome == .done ? nil : row("nextVisit", facts.appointment.map(words.formats.appointment))
    }
    /// The visit before, where it is another now.
    private var former: MailContent.Row? {
        guard facts.formerAppointment != facts.appointment else { return nil }
        return row("formerAppointment", facts.formerAppointment.map(words.formats.appointment))
    }
    private var dateChanges: MailContent.Row? {
        facts.dateChanges == 0 ? nil : row("dateChanges", String(facts.dateChanges))
    }
    private var due: MailContent.Row? { row("due", facts.due.map(moment)) }
    private var recorded: MailContent.Row? { row("recorded", facts.recordedAt.map(moment)) }
    private var outcome: MailContent.Row? {
        row("outcome", facts.outcome.map { words["messages.outcome.\($0.rawValue)"] })
    }
    private var sitePhone: MailContent.Row? { row("sitePhone", lines: [phone(facts.sitePhone)].compactMap { $0 }) }

    /// A8; a technician sees no price, and not that there is none (E1).
    private var limit: MailContent.Row? {
        guard facts.showsPrices else { return nil }
        guard let limit = facts.notToExceed else { return row("limit", words["messages.limit.none"]) }
        return row("limit", words("messages.limit", ["amount": words.formats.money(limit)]))
    }

    private var amount: MailContent.Row? {
        facts.showsPrices ? row("amount", facts.amount.map(words.formats.money)) : nil
    }

    private var validUntil: MailContent.Row? {
        guard facts.showsPrices else { return nil }
        return row("validUntil", facts.validUntil.map { words.formats.date(Appointment($0, in: facts.timeZone).local) })
    }

    private var scheduled: String? { facts.scheduledAt.map(words.formats.appointment) }

    /// The contractor took the date that was wanted: it is shown once, as his. To a technician only the agreed visit
    /// matters.
    private var isAgreed: Bool {
        guard facts.appointment != nil else { return false }
        if kind == .passedOn { return true }
        return (kind == .accepted || kind == .answerAccepted) && facts.appointment == facts.scheduledAt
    }

    private var site: MailContent.Row? {
        let address = (facts.siteAddress ?? "").cleaned().split(separator: "\n").prefix(6).map { String($0).oneLine() }
        let lines = ([facts.siteName?.oneLine()].compactMap { $0 } + address).compactMap(\.unlessBlank)
        return row("site", lines: lines.map { MailContent.Line(text: $0) })
    }

    private var contact: MailContent.Row? {
        let name = facts.contactName?.oneLine().unlessBlank.map { MailContent.Line(text: $0) }
        return row("contact", lines: [name, phone(facts.contactPhone)].compactMap { $0 })
    }

    private func phone(_ number: String?) -> MailContent.Line? {
        guard let number, !number.isEmpty else { return nil }
        return MailContent.Line(text: words.formats.phone(number), call: number)
    }

    private func row(_ name: String, _ text: String?) -> MailContent.Row? {
        row(name, lines: [text?.oneLine().unlessBlank].compactMap { $0 }.map { MailContent.Line(text: $0) })
    }

    private func row(_ name: String, lines: [MailContent.Line]) -> MailContent.Row? {
        lines.isEmpty ? nil : MailContent.Row(label: words["messages.row.\(name)"], lines: lines)
    }
}
