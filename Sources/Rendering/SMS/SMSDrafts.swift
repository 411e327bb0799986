import Domain

/// The ways to say one kind of message, from the roomiest to the tightest.
struct SMSDrafts {
    private let kind: Notice.Kind
    private let facts: MessageFacts
    private let words: Words
    // Every draft says the same: it is put on one line once.
    private let title, organization, contractor: String
    private let place: PlaceName?
    /// What people wrote that is worth a place in an SMS: a message, or why something was refused.
    private let text: String?
    private let amount: String?

    init(kind: Notice.Kind, facts: MessageFacts, words: Words) {
        self.kind = kind
        self.facts = facts
        self.words = words
        title = facts.title.oneLine(limit: 80)
        organization = facts.organization.oneLine(limit: 60)
        contractor = (facts.contractor ?? facts.author ?? "").oneLine(limit: 40)
        place = kind == .ticketReceived ? nil : PlaceName(name: facts.siteName, address: facts.siteAddress)
        let isRefusal = kind == .quoteRefused || kind == .invoiceRejected
        text = (isRefusal ? facts.reason : facts.message)?.oneLine(limit: 160).unlessBlank
        amount = facts.amount.map(Formats(facts.language, plain: true).money)
    }

    var all: [SMSDraft] {
        switch kind {
        case .offer, .offerReminder, .answerUndone: withDeadline
        case .offerLapsed, .withdrawn, .declined, .gaveBackReceived, .takenBack: shortened(key)
        case .completionAsked: shortened(facts.isSentBack ? "\(key).back" : key)
        case .accepted, .answerAccepted, .visitMoved, .newVisitTime, .presenceQuestion, .passedOn, .quoteApproved,
            .dateChangeReceived, .delayReceived, .dateChangedAlert, .delayedAlert:
            withAppointment
        case .quoteReceived, .invoiceReceived, .quoteAlert, .invoiceAlert, .limitAlert, .limitRaised, .approvalAsked,
            .quoteApprovedAlert:
            plain(amount == nil ? "\(key).open" : key)
        case .messageToContractor, .messageToManager, .questionAsked, .quoteRefused, .invoiceRejected:
            (text == nil ? [] : [roomy(key), medium(key)]) + [brief("\(key).short"), bare("\(key).short")]
        case .owedReminder: plain("\(key).\(facts.task.owedName)")
        case .renewedLink, .answerDeclined, .answerTakenBack, .offerLapsedAlert, .notReached, .ticketReceived,
            .quoteAsked, .invoiceAsked, .askCancelled, .arrivalReceived, .reportReceived, .givenBackAlert, .lateAlert,
            .arrivedAlert, .incompleteAlert, .completedAlert, .quoteExpiredAlert, .quoteRefusedAlert,
            .quoteExpired, .technicianReport, .limitReceived, .replyReceived, .wrongNumberAlert:
            plain(key)
        case .signIn: [SMSDraft(sentence: key, fixed: ["job": ""], slots: [organization(floor: 8)])]
        }
    }

    private func plain(_ key: String) -> [SMSDraft] { [roomy(key), medium(key), bare(key)] }

    private func shortened(_ key: String) -> [SMSDraft] {
        [roomy(key), medium(key), brief("\(key).short"), bare("\(key).short")]
    }

    private var key: String { "messages.sms.\(kind.rawValue)" }

    /// A15: the deadline, and what happens when it passes, as far as there is room.
    private var withDeadline: [SMSDraft] {
        guard facts.answerBy != nil else { return plain("\(key).open") }
        return [roomy(key), medium(key), brief("\(key).short"), brief("\(key).tight"), bare("\(key).bare")]
    }

    private var withAppointment: [SMSDraft] {
        facts.appointment == nil ? plain("\(key).open") : shortened(key)
    }

    /// Site and title beside the town, the day of the week beside the date.
    private func roomy(_ sentence: String) -> SMSDraft {
        let slots = [
            SMSDraft.Slot("title", title, floor: 0, lead: ", "), SMSDraft.Slot("text", text ?? "", floor: 24),
            SMSDraft.Slot("place", place?.full ?? "", floor: 16, lead: ", "),
            contractor(floor: 14), organization(floor: 20),
        ]
        return SMSDraft(sentence: sentence, fixed: fixed(short: false), slots: slots)
    }

    /// The town alone, the whole sentence.
    private func medium(_ sentence: String) -> SMSDraft {
        draft(sentence, fixed(short: false), place: 10, contractor: 14, organization: 18)
    }

    /// A shorter sentence and figures for the date.
    private func brief(_ sentence: String) -> SMSDraft {
        draft(sentence, fixed(short: true), place: 8, contractor: 12, organization: 14)
    }

    /// What cannot be left out, beside a very long link.
    private func bare(_ sentence: String) -> SMSDraft {
        var fixed = fixed(short: true)
        fixed["job"] = job("messages.sms.tight")
        return draft(sentence, fixed, place: 4, contractor: 7, organization: 6)
    }

    private func draft(
        _ sentence: String, _ fixed: [String: String], place placeFloor: Int, contractor contractorFloor: Int,
        organization organizationFloor: Int
    ) -> SMSDraft {
        let slots = [
            SMSDraft.Slot("text", text ?? "", floor: 20),
            SMSDraft.Slot("place", place?.short ?? "", floor: placeFloor, lead: ", "),
            contractor(floor: contractorFloor), organization(floor: organizationFloor),
        ]
        return SMSDraft(sentence: sentence, fixed: fixed, slots: slots)
    }

    private func fixed(short: Bool) -> [String: String] {
        let appointment = facts.appointment.map { SMSMoment($0.local, facts.language) }
        return [
            "job": job("messages.sms.job"),
            "deadline": (short ? deadline?.short : deadline?.long) ?? "",
            "appointment": (short ? appointment?.short : appointment?.long) ?? "",
            "amount": amount ?? "", "task": words["messages.task.\(facts.task.owedName)"],
            "way": words["messages.way.\(facts.failedWay?.rawValue ?? "unknown")"],
        ]
    }

    private var deadline: SMSMoment? {
        facts.answerBy.map { SMSMoment(Appointment($0, in: facts.timeZone).local, facts.language) }
    }

    /// "URGENT intervention 2026-00417" (A6, A7, B2).
    private func job(_ area: String) -> String {
        let number = ["number": facts.number.oneLine(limit: 30)]
        if kind == .ticketReceived { return words("\(area).request", number) }
        let job = words("\(area).\(facts.kind.rawValue)", number)
        return facts.priority == .emergency ? "\(words["messages.emergency.capitals"]) \(job)" : job
    }

    private func organization(floor: Int) -> SMSDraft.Slot {
        SMSDraft.Slot("organization", organization, floor: floor)
    }

    private func contractor(floor: Int) -> SMSDraft.Slot { SMSDraft.Slot("contractor", contractor, floor: floor) }
}
