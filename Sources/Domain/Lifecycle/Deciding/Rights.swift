/// Who may do an act, of those that a ticket knows (rule f). Roles and links are narrower, and the verb's to check.
enum Side {
    /// The organization: its managers, and programs that hold its key.
    case office
    /// The contractor whose order it is.
    case contractor
    case clock
    case officeOrClock
    case officeOrContractor
    /// The office, or whoever it named to decide in its place on this one quote.
    case officeOrApprover
    case anybody
}

extension Command {
    var side: Side {
        switch self {
        case .submit, .mailFromDraft, .resolveDraft, .edit, .take, .unassign, .handOver, .withdraw, .moveVisit,
            .sendBack, .ask, .cancelAsk, .askApprover, .dismissApprover, .wait, .acceptInvoice, .waiveInvoice,
            .rejectInvoice, .raiseLimit, .markSpam, .reject, .merge, .split, .startCase, .addTask, .reassignTask,
            .cancelTask:
            .office
        case .accept, .decline, .undoAnswer, .answerOutsideGrammar, .giveBack, .passOn, .takeBack, .changeDate,
            .arrive, .announceDelay, .leaveIncomplete, .complete, .sendQuote, .sendInvoice, .askForLimit,
            .reportWrongNumber:
            .contractor
        case .remind, .lapse, .askPresence, .markLate, .remindTask, .expireQuote, .waitIsOver, .windowIsOver,
            .partsDone:
            .clock
        // A ranked list offers by itself on a lapse (E5), and a rule may resolve (T40).
        case .offer, .resolve: .officeOrClock
        case .wantQuote, .finishTask: .officeOrContractor
        case .approveQuote, .refuseQuote: .officeOrApprover
        case .endWait(let personReplied): personReplied ? .anybody : .office
        case .reopen, .followUp, .writeMessage, .reportNotReached: .anybody
        }
    }

    /// The contact that the command itself says acts.
    fileprivate var contact: ContactID? {
        switch self {
        case .accept(_, let by, _, _, _), .decline(_, let by, _, _), .undoAnswer(_, let by, _): by
        case .submit, .mailFromDraft, .resolveDraft, .edit, .take, .unassign, .handOver, .offer,
            .answerOutsideGrammar, .remind, .lapse, .withdraw, .giveBack, .passOn, .takeBack, .changeDate, .moveVisit,
            .askPresence, .markLate, .arrive, .announceDelay, .leaveIncomplete, .complete, .sendBack, .ask,
            .cancelAsk, .remindTask, .wantQuote, .sendQuote, .approveQuote, .refuseQuote, .expireQuote, .askApprover,
            .dismissApprover, .askForLimit, .raiseLimit, .wait, .endWait,
            .waitIsOver, .resolve, .sendInvoice, .acceptInvoice, .waiveInvoice, .rejectInvoice, .reopen,
            .windowIsOver, .markSpam, .reject, .merge, .split, .startCase, .partsDone, .followUp, .writeMessage,
            .reportNotReached, .reportWrongNumber, .addTask, .finishTask, .reassignTask, .cancelTask:
            nil
        }
    }
}

extension Deciding {
    func checkRights(_ command: Command) throws(Refusal) {
        guard isAllowed(command.side) else { throw .notAllowed }
        if case .person(let person) = actor { return try checkApprover(person, command) }
        guard case .contact(let contact, let contractor) = actor else { return }
        if let id = command.order, let order = ticket.order(id), order.contractor != contractor {
            throw .notAllowed
        }
        if let named = command.contact, named != contact { throw .notAllowed }
    }

    /// He may decide on the quote that he was asked about, for as long as it is the one that waits.
    private func checkApprover(_ person: PersonID, _ command: Command) throws(Refusal) {
        guard let quote = command.order.flatMap({ ticket.order($0) })?.quote, quote.approver == person else {
            throw .notAllowed
        }
        guard quote.status == .pending, !quote.isExpired(at: now) else { throw notFromHere }
    }

    private func isAllowed(_ side: Side) -> Bool {
        switch (side, actor) {
        case (.officeOrApprover, .manager), (.officeOrApprover, .program), (.officeOrApprover, .person): true
        case (_, .person): false
        case (.anybody, _): true
        case (.office, .manager), (.office, .program): true
        case (.contractor, .contact): true
        case (.clock, .clock): true
        case (.officeOrClock, .manager), (.officeOrClock, .program), (.officeOrClock, .clock): true
        case (.officeOrContractor, .manager), (.officeOrContractor, .program), (.officeOrContractor, .contact): true
        case (.office, .contact), (.office, .clock), (.contractor, .manager), (.contractor, .program),
            (.contractor, .clock), (.clock, .manager), (.clock, .program), (.clock, .contact),
            (.officeOrClock, .contact), (.officeOrContractor, .clock), (.officeOrApprover, .contact),
            (.officeOrApprover, .clock):
            false
        }
    }
}
