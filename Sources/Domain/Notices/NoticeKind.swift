extension Notice {
    /// What a message is about; each has its words in every language (`messages.json`).
    package enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        // To a contractor: the offer
        case offer, offerReminder, offerLapsed, withdrawn, accepted, declined, answerUndone, messageToContractor
        case renewedLink
        // To a contractor: the visit
        case visitMoved, newVisitTime, presenceQuestion, passedOn, takenBack
        // To a contractor's office: its technician reported (E1)
        case technicianReport
        // To a contractor: what is wanted of him, and what became of what he sent
        case completionAsked, quoteAsked, invoiceAsked, questionAsked, askCancelled, owedReminder
        case quoteApproved, quoteRefused, quoteExpired, invoiceRejected, limitRaised
        // To whoever of the contractor's acted: that it arrived (B16)
        case dateChangeReceived, delayReceived, arrivalReceived, quoteReceived, reportReceived, invoiceReceived
        case gaveBackReceived, limitReceived, replyReceived
        // To a manager
        case answerAccepted, answerDeclined, answerTakenBack, offerLapsedAlert, messageToManager, notReached, signIn
        case dateChangedAlert, delayedAlert, givenBackAlert, lateAlert, arrivedAlert, incompleteAlert, completedAlert
        case quoteAlert, quoteExpiredAlert, quoteApprovedAlert, quoteRefusedAlert, invoiceAlert, limitAlert,
            wrongNumberAlert
        // To whoever is asked to decide on a quote (T32)
        case approvalAsked
        // To a requester
        case ticketReceived
    }
}

extension Notice.Kind {
    package enum Audience: Hashable, Sendable { case contractor, manager, approver, requester }

    /// On whose side the reader is, and so which page the message leads to.
    package var audience: Audience {
        switch self {
        case .offer, .offerReminder, .offerLapsed, .withdrawn, .accepted, .declined, .answerUndone,
            .messageToContractor, .renewedLink, .visitMoved, .newVisitTime, .presenceQuestion, .passedOn, .takenBack,
            .technicianReport, .quoteExpired, .completionAsked, .quoteAsked, .invoiceAsked, .questionAsked,
            .askCancelled, .owedReminder,
            .quoteApproved, .quoteRefused, .invoiceRejected, .dateChangeReceived, .delayReceived, .arrivalReceived,
            .quoteReceived, .reportReceived, .invoiceReceived, .gaveBackReceived, .limitReceived, .limitRaised,
            .replyReceived:
            .contractor
        case .answerAccepted, .answerDeclined, .answerTakenBack, .offerLapsedAlert, .messageToManager, .notReached,
            .signIn, .dateChangedAlert, .delayedAlert, .givenBackAlert, .lateAlert, .arrivedAlert, .incompleteAlert,
            .completedAlert, .quoteAlert, .quoteExpiredAlert, .quoteApprovedAlert, .quoteRefusedAlert, .invoiceAlert,
            .limitAlert, .wrongNumberAlert:
            .manager
        case .approvalAsked: .approver
        case .ticketReceived: .requester
        }
    }

    /// How long sending is tried before it counts as not reached. A sign-in link older than its own validity is no
    /// use; nor is it to be asked in the evening whether one was on site in the morning (B24).
    package var patience: Span {
        switch self {
        case .signIn: .minutes(15)
        case .presenceQuestion: .hours(2)
        case .offer, .offerReminder, .offerLapsed, .withdrawn, .accepted, .declined, .answerUndone,
            .messageToContractor, .renewedLink, .visitMoved, .newVisitTime, .passedOn, .takenBack, .technicianReport,
            .completionAsked, .quoteAsked, .invoiceAsked, .questionAsked, .askCancelled, .owedReminder, .quoteApproved,
            .quoteRefused, .quoteExpired, .invoiceRejected, .limitRaised, .dateChangeReceived, .delayReceived,
            .arrivalReceived, .quoteReceived, .reportReceived, .invoiceReceived, .gaveBackReceived, .limitReceived,
            .replyReceived, .answerAccepted, .answerDeclined, .answerTakenBack, .offerLapsedAlert, .messageToManager,
            .notReached, .dateChangedAlert, .delayedAlert, .givenBackAlert, .lateAlert, .arrivedAlert, .incompleteAlert,
            .completedAlert, .quoteAlert, .quoteExpiredAlert, .invoiceAlert, .limitAlert, .wrongNumberAlert,
            .ticketReceived, .approvalAsked, .quoteApprovedAlert, .quoteRefusedAlert:
            .hours(24)
        }
    }

    /// Whether the text holds a link of the contractor's or the approver's. Who lost a job to his own office has none any
    /// more (E1).
    package var carriesLink: Bool {
        switch audience {
        case .contractor: self != .takenBack
        case .approver: true
        case .manager, .requester: false
        }
    }

    /// Whether quiet hours do not hold it back: the presence question of the agreed hour (P29).
    package var ringsAtAnyHour: Bool { self == .presenceQuestion }

    /// Whether a mail of this kind brings its files along (B7); else they are named, and fetched from the page.
    package var attachesFiles: Bool {
        switch self {
        case .offer, .passedOn, .messageToContractor, .messageToManager, .quoteAlert, .invoiceAlert,
            .dateChangedAlert, .approvalAsked:
            true
        case .offerReminder, .offerLapsed, .withdrawn, .accepted, .declined, .answerUndone, .renewedLink, .visitMoved,
            .newVisitTime, .presenceQuestion, .takenBack, .technicianReport, .completionAsked, .quoteAsked,
            .invoiceAsked, .questionAsked, .askCancelled, .owedReminder, .quoteApproved, .quoteRefused, .quoteExpired,
            .invoiceRejected, .limitRaised, .dateChangeReceived, .delayReceived, .arrivalReceived, .quoteReceived,
            .reportReceived, .invoiceReceived, .gaveBackReceived, .limitReceived, .replyReceived, .answerAccepted,
            .answerDeclined, .answerTakenBack, .offerLapsedAlert, .notReached, .signIn, .delayedAlert, .givenBackAlert,
            .lateAlert, .arrivedAlert, .incompleteAlert, .completedAlert, .quoteExpiredAlert, .limitAlert,
            .wrongNumberAlert, .ticketReceived, .quoteApprovedAlert, .quoteRefusedAlert:
            false
        }
    }

    /// What a manager sends himself goes by the ways that he chose for it (B33). What the same act tells another
    /// contractor, such as that the job is his no more, goes as that one wants.
    package var followsChoice: Bool {
        switch self {
        case .offer, .messageToContractor, .visitMoved, .presenceQuestion, .completionAsked, .quoteAsked,
            .invoiceAsked, .questionAsked:
            true
        case .offerReminder, .offerLapsed, .withdrawn, .accepted, .declined, .answerUndone, .renewedLink, .newVisitTime,
            .passedOn, .takenBack, .technicianReport, .askCancelled, .owedReminder, .quoteApproved, .quoteRefused,
            .quoteExpired, .invoiceRejected, .limitRaised, .dateChangeReceived, .delayReceived, .arrivalReceived,
            .quoteReceived, .reportReceived, .invoiceReceived, .gaveBackReceived, .limitReceived, .replyReceived,
            .answerAccepted, .answerDeclined, .answerTakenBack, .offerLapsedAlert, .messageToManager, .notReached,
            .signIn, .dateChangedAlert, .delayedAlert, .givenBackAlert, .lateAlert, .arrivedAlert, .incompleteAlert,
            .completedAlert, .quoteAlert, .quoteExpiredAlert, .invoiceAlert, .limitAlert, .wrongNumberAlert,
            .ticketReceived, .approvalAsked, .quoteApprovedAlert, .quoteRefusedAlert:
            false
        }
    }
}
