import Domain

/// The building blocks of mails: sentences with their words; the rows are in `MailParts+Rows.swift`.
struct MailParts {
    let kind: Notice.Kind
    let facts: MessageFacts
    let words: Words

    /// "Urgent · Ordre de service 2026-00417".
    var tag: String {
        let job = MailWords.job(kind, facts, words)
        let isEmergency = facts.priority == .emergency && kind != .ticketReceived
        return isEmergency ? "\(words["messages.emergency.capitals"]) · \(job)" : job
    }

    var lead: [String] {
        let (key, part) = ("messages.\(kind.rawValue)", variant.map { ".\($0)" } ?? "")
        let values = [
            "organization": facts.organization.oneLine(), "contractor": facts.unreached?.oneLine() ?? contractor,
            "author": facts.author?.oneLine().unlessBlank ?? contractor,
            "task": words["messages.task.\(facts.task.owedName)"],
            "way": words["messages.way.\(facts.failedWay?.rawValue ?? "unknown")"],
        ]
        return [words("\(key).lead\(part)", values), words.ifAny("\(key).more\(part)")].compactMap { $0 }
    }

    /// Which of several things a message of this kind says.
    private var variant: String? {
        switch kind {
        case .offer: facts.kind.rawValue
        case .owedReminder: facts.task.owedName
        case .completionAsked: facts.isSentBack ? "back" : "asked"
        case .quoteApproved: facts.appointment == nil ? "noDate" : "date"
        // Where the manager had moved the visit, the same date is a yes to it (T21).
        case .dateChangedAlert:
            facts.appointment != nil && facts.appointment == facts.formerAppointment ? "confirmed" : "changed"
        case .offerReminder, .offerLapsed, .withdrawn, .accepted, .declined, .answerUndone, .messageToContractor,
            .renewedLink, .visitMoved, .newVisitTime, .presenceQuestion, .passedOn, .takenBack, .technicianReport,
            .quoteAsked, .invoiceAsked, .questionAsked, .askCancelled, .quoteRefused, .quoteExpired, .invoiceRejected,
            .limitRaised, .dateChangeReceived, .delayReceived, .arrivalReceived, .quoteReceived, .reportReceived,
            .invoiceReceived, .gaveBackReceived, .limitReceived, .replyReceived, .answerAccepted, .answerDeclined,
            .answerTakenBack, .offerLapsedAlert, .messageToManager, .notReached, .signIn, .delayedAlert,
            .givenBackAlert, .lateAlert, .arrivedAlert, .incompleteAlert, .completedAlert, .quoteAlert,
            .quoteExpiredAlert, .invoiceAlert, .limitAlert, .wrongNumberAlert, .ticketReceived,
            .approvalAsked, .quoteApprovedAlert, .quoteRefusedAlert:
            nil
        }
    }

    /// B8: the same place as the link of the SMS.
    var button: (label: String, address: String)? {
        guard let address = facts.link(for: kind) else { return nil }
        if kind == .signIn { return (words["messages.button.signIn"], address) }
        switch kind.audience {
        case .manager: return (words["messages.button.ticket"], address)
        case .approver: return (words["messages.button.approval"], address)
        case .contractor, .requester: return (words["messages.button.details"], address)
        }
    }

    /// Answers go through the button until replies by mail are read.
    var closing: String? {
        switch kind {
        case .signIn: words["messages.signIn.closing"]
        case .ticketReceived, .takenBack: nil
        case .offer, .offerReminder, .offerLapsed, .withdrawn, .accepted, .declined, .answerUndone,
            .messageToContractor, .renewedLink, .visitMoved, .newVisitTime, .presenceQuestion, .passedOn,
            .technicianReport, .completionAsked, .quoteAsked, .invoiceAsked, .questionAsked, .askCancelled,
            .owedReminder, .quoteApproved, .quoteRefused, .quoteExpired, .invoiceRejected, .limitRaised,
            .dateChangeReceived, .delayReceived, .arrivalReceived, .quoteReceived, .reportReceived, .invoiceReceived,
            .gaveBackReceived, .limitReceived, .replyReceived, .answerAccepted, .answerDeclined, .answerTakenBack,
            .offerLapsedAlert, .messageToManager, .notReached, .dateChangedAlert, .delayedAlert, .givenBackAlert,
            .lateAlert, .arrivedAlert, .incompleteAlert, .completedAlert, .quoteAlert, .quoteExpiredAlert,
            .invoiceAlert, .limitAlert, .wrongNumberAlert,
            .approvalAsked, .quoteApprovedAlert, .quoteRefusedAlert:
            words["messages.noReply"]
        }
    }

    /// A15: until when, and what silence means. A quote that is approved without a date is an offer again (T32).
    var warning: String? {
        switch kind {
        case .offer, .offerReminder, .answerUndone: silence
        case .quoteApproved: facts.appointment == nil ? silence : nil
        case .offerLapsed, .withdrawn, .accepted, .declined, .messageToContractor, .renewedLink, .visitMoved,
            .newVisitTime, .presenceQuestion, .passedOn, .takenBack, .technicianReport, .completionAsked, .quoteAsked,
            .invoiceAsked, .questionAsked, .askCancelled, .owedReminder, .quoteRefused, .quoteExpired, .invoiceRejected,
            .limitRaised, .dateChangeReceived, .delayReceived, .arrivalReceived, .quoteReceived, .reportReceived,
            .invoiceReceived, .gaveBackReceived, .limitReceived, .replyReceived, .answerAccepted, .answerDeclined,
            .answerTakenBack, .offerLapsedAlert, .messageToManager, .notReached, .signIn, .dateChangedAlert,
            .delayedAlert, .givenBackAlert, .lateAlert, .arrivedAlert, .incompleteAlert, .completedAlert, .quoteAlert,
            .quoteExpiredAlert, .invoiceAlert, .limitAlert, .wrongNumberAlert, .ticketReceived,
            .approvalAsked, .quoteApprovedAlert, .quoteRefusedAlert:
            nil
        }
    }

    private var silence: String? {
        answerBy.map { "\(words("messages.answerBy", ["deadline": $0])) \(words["messages.warning"])" }
    }

    /// In the site's zone and with its name (P28).
    var answerBy: String? { facts.answerBy.map(moment) }

    func moment(_ instant: Instant) -> String {
        words.formats.appointment(Appointment(instant, in: facts.timeZone))
    }

    /// The whole job, for whoever has to decide or to go there.
    var showsDescription: Bool {
        switch kind {
        case .offer, .offerReminder, .answerUndone, .offerLapsed, .accepted, .passedOn, .approvalAsked: true
        case .withdrawn, .declined, .messageToContractor, .renewedLink, .visitMoved, .newVisitTime, .presenceQuestion,
            .takenBack, .technicianReport, .completionAsked, .quoteAsked, .invoiceAsked, .questionAsked, .askCancelled,
            .owedReminder, .quoteApproved, .quoteRefused, .quoteExpired, .invoiceRejected, .limitRaised,
            .dateChangeReceived, .delayReceived, .arrivalReceived, .quoteReceived, .reportReceived, .invoiceReceived,
            .gaveBackReceived, .limitReceived, .replyReceived, .answerAccepted, .answerDeclined, .answerTakenBack,
            .offerLapsedAlert, .messageToManager, .notReached, .signIn, .dateChangedAlert, .delayedAlert,
            .givenBackAlert, .lateAlert, .arrivedAlert, .incompleteAlert, .completedAlert, .quoteAlert,
            .quoteExpiredAlert, .invoiceAlert, .limitAlert, .wrongNumberAlert, .ticketReceived,
            .quoteApprovedAlert, .quoteRefusedAlert:
            false
        }
    }

    var showsFiles: Bool {
        switch kind {
        case .offer, .offerReminder, .answerUndone, .offerLapsed, .passedOn, .messageToContractor, .messageToManager,
            .quoteReceived, .reportReceived, .invoiceReceived, .quoteAlert, .completedAlert, .invoiceAlert,
            .replyReceived, .dateChangeReceived, .dateChangedAlert, .approvalAsked:
            true
        case .withdrawn, .accepted, .declined, .renewedLink, .visitMoved, .newVisitTime, .presenceQuestion, .takenBack,
            .technicianReport, .completionAsked, .quoteAsked, .invoiceAsked, .questionAsked, .askCancelled,
            .owedReminder, .quoteApproved, .quoteRefused, .quoteExpired, .invoiceRejected, .limitRaised, .delayReceived,
            .arrivalReceived, .gaveBackReceived, .limitReceived, .answerAccepted, .answerDeclined, .answerTakenBack,
            .offerLapsedAlert, .notReached, .signIn, .delayedAlert, .givenBackAlert, .lateAlert, .arrivedAlert,
            .incompleteAlert, .quoteExpiredAlert, .limitAlert, .wrongNumberAlert, .ticketReceived,
            .quoteApprovedAlert, .quoteRefusedAlert:
            false
        }
    }

    /// What somebody wrote, in his own words.
    var quotations: [MailContent.Quotation] {
        switch kind {
        case .accepted, .declined, .withdrawn, .answerAccepted, .answerDeclined, .answerTakenBack, .visitMoved,
            .newVisitTime, .completionAsked, .quoteAsked, .invoiceAsked, .quoteRefused, .invoiceRejected,
            .dateChangeReceived, .quoteReceived, .reportReceived, .technicianReport, .gaveBackReceived,
            .dateChangedAlert, .givenBackAlert, .incompleteAlert, .completedAlert, .quoteAlert, .limitReceived,
            .limitAlert, .quoteRefusedAlert:
            [quotation("reason", facts.reason), quotation("comment", facts.comment)].compactMap { $0 }
        case .messageToContractor, .messageToManager, .questionAsked, .owedReminder, .replyReceived:
            [quotation("message", facts.message)].compactMap { $0 }
        case .presenceQuestion: [quotation("comment", facts.comment)].compactMap { $0 }
        case .approvalAsked:
            [quotation("message", facts.message), quotation("comment", facts.comment)].compactMap { $0 }
        case .offer, .offerReminder, .offerLapsed, .answerUndone, .renewedLink, .passedOn, .takenBack, .askCancelled,
            .quoteApproved, .quoteExpired, .limitRaised, .delayReceived, .arrivalReceived, .invoiceReceived,
            .offerLapsedAlert, .notReached, .signIn, .delayedAlert, .lateAlert, .arrivedAlert, .quoteExpiredAlert,
            .invoiceAlert, .wrongNumberAlert, .ticketReceived,
            .quoteApprovedAlert:
            []
        }
    }

    var contractor: String { facts.contractor?.oneLine() ?? "" }

    private func quotation(_ name: String, _ text: String?) -> MailContent.Quotation? {
        text?.unlessBlank.map { MailContent.Quotation(label: words["messages.row.\(name)"], text: $0) }
    }
}
