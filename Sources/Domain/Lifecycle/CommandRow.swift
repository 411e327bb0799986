extension Command {
    /// The row of docs/lifecycle.md that this act is on `ticket`. Nil for what is no transition, and changes neither
    /// label nor owner: an edit of a draft or of a ticket that somebody works on already, and a new custom task.
    package func transition(in ticket: Ticket) -> Transition.ID? {
        switch self {
        case .submit: .t4
        case .mailFromDraft: .t5
        case .resolveDraft: .t6
        case .edit: Transition[.t7].isPossible(in: ticket) ? .t7 : nil
        case .take: .t7
        case .unassign: .t8
        case .handOver: .t9
        case .offer: .t10
        case .accept(let id, _, _, _, _): ticket.asksForQuote(id) && ticket.label == .toDoOffered ? .t30 : .t11
        case .decline: .t12
        case .undoAnswer: .t13
        case .answerOutsideGrammar: .t14
        case .remind(let id): ticket.order(id)?.isAwaited ?? false ? .t21 : .t15
        case .lapse: .t15
        case .withdraw: Label.toDo.contains(ticket.label) ? .t16 : .t17
        case .giveBack: .t18
        case .passOn, .takeBack: .t19
        case .changeDate: .t20
        case .moveVisit: .t21
        case .askPresence, .markLate: .t22
        case .arrive: .t23
        case .announceDelay: .t24
        case .leaveIncomplete: .t25
        case .complete: .t26
        case .sendBack: .t27
        case .ask(let kind, _, _, _): kind == .quote ? .t30 : .t28
        case .cancelAsk: .t29
        case .remindTask: nil
        case .wantQuote(let id, _, _, _): ticket.asksForQuote(id) && ticket.label == .toDoLapsed ? .t11 : .t30
        case .sendQuote: .t31
        case .approveQuote: .t32
        case .refuseQuote: .t33
        case .expireQuote: .t34
        // To decide for the office is one more thing that somebody is asked, and can be told is not wanted any more.
        case .askApprover: .t28
        case .dismissApprover: .t29
        // After the work a price is no quote any more, but something to talk about, and for the office to set (E10).
        case .askForLimit: .t53
        case .raiseLimit: .t28
        case .wait(let wait, _): wait.transition
        case .endWait(let personReplied): personReplied ? .t36 : .t39
        case .waitIsOver: ticket.transitionWhenWaitIsOver
        case .resolve: .t40
        case .sendInvoice: .t41
        case .acceptInvoice, .waiveInvoice: .t42
        case .rejectInvoice: .t43
        case .reopen: ticket.label == .closed ? .t52 : .t44
        case .windowIsOver: .t45
        case .markSpam: .t46
        case .reject: .t47
        case .merge: .t48
        case .split, .startCase: .t49
        case .partsDone: .t50
        case .followUp: .t51
        case .writeMessage: ticket.label == .closed ? .t51 : .t53
        case .reportNotReached, .reportWrongNumber: .t54
        case .addTask: nil
        case .finishTask, .reassignTask, .cancelTask: .t55
        }
    }

    /// The existing order that the act is about, if it is about one.
    var order: OrderID? {
        switch self {
        case .accept(let id, _, _, _, _), .decline(let id, _, _, _), .undoAnswer(let id, _, _),
            .answerOutsideGrammar(let id, _), .remind(let id), .lapse(let id), .withdraw(let id, _),
            .giveBack(let id, _), .passOn(let id, _), .takeBack(let id), .changeDate(let id, _, _, _, _),
            .moveVisit(let id, _, _), .askPresence(let id), .markLate(let id), .arrive(let id, _),
            .announceDelay(let id, _), .leaveIncomplete(let id, _, _, _, _), .complete(let id, _, _, _, _),
            .sendBack(let id, _, _), .wantQuote(let id, _, _, _), .sendQuote(let id, _, _, _, _),
            .approveQuote(let id, _, _), .refuseQuote(let id, _), .expireQuote(let id),
            .askApprover(let id, _, _), .dismissApprover(let id), .sendInvoice(let id, _, _, _),
            .acceptInvoice(let id), .waiveInvoice(let id), .rejectInvoice(let id, _, _), .askForLimit(let id, _, _),
            .raiseLimit(let id, _), .reportWrongNumber(let id, _):
            id
        case .writeMessage(_, _, let id, _), .reportNotReached(let id, _): id
        case .submit, .mailFromDraft, .resolveDraft, .edit, .take, .unassign, .handOver, .offer, .ask, .cancelAsk,
            .remindTask, .wait, .endWait, .waitIsOver, .resolve, .reopen, .windowIsOver, .markSpam, .reject, .merge,
            .split,
            .startCase, .partsDone, .followUp, .addTask, .finishTask, .reassignTask, .cancelTask:
            nil
        }
    }
}

extension Wait {
    fileprivate var transition: Transition.ID {
        switch self {
        case .moreInformation, .until: .t35
        case .split, .caseStarted: .t49
        }
    }
}

extension Ticket {
    /// Whether a price, and not yet the work, is what this order's contractor was asked for (rule 8).
    package func asksForQuote(_ id: OrderID) -> Bool {
        kind == .quote && order(id)?.quote?.status != .approved
    }

    fileprivate var transitionWhenWaitIsOver: Transition.ID {
        guard case .waiting(.moreInformation(_, let closeIfSilent)) = phase else { return .t39 }
        return closeIfSilent && openTasks.isEmpty ? .t38 : .t37
    }
}
