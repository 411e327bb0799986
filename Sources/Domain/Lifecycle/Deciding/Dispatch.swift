extension Deciding {
    /// Sends each act to its rule.
    func changes(for command: Command) throws(Refusal) -> [Change] {
        switch command {
        case .submit(let missing, let text): try submit(missing, text)
        case .mailFromDraft: [.edited(fields: ["title", "description"])]
        case .resolveDraft(let missing, let how, let note, let until): try resolveDraft(missing, how, note, until)
        case .edit(let fields, let manager): edit(fields, manager)
        case .take(let manager): [.taken(by: manager)]
        case .unassign(let text): [.unassigned(reason: text)]
        case .handOver(let manager): [.handedOver(to: manager)]
        case .offer(let order, let task, let reachable, let manager): try offer(order, task, reachable, manager)
        case .accept(let id, let contact, let date, let text, let tasks): try accept(id, contact, date, text, tasks)
        case .decline(let id, let contact, let key, let text): try decline(id, contact, key, text)
        case .undoAnswer(let id, let contact, let task): try undoAnswer(id, contact, task)
        case .answerOutsideGrammar(let id, let text): try notUnderstood(id, text)
        case .remind(let id): try remind(id)
        case .lapse(let id): try lapse(id)
        case .withdraw(let id, let text): try withdraw(id, text)
        case .giveBack(let id, let text): try giveBack(id, text)
        case .passOn(let id, let contact): try passOn(id, contact)
        case .takeBack(let id): try takeBack(id)
        case .changeDate(let id, let date, let text, let told, let files):
            try changeDate(id, date, text, told, files)
        case .moveVisit(let id, let date, let text): try moveVisit(id, date, text)
        case .askPresence(let id): try askPresence(id)
        case .markLate(let id): try markLate(id)
        case .arrive(let id, let tolerance): try arrive(id, tolerance)
        case .announceDelay(let id, let date): try announceDelay(id, date)
        case .leaveIncomplete(let id, let how, let next, let text, let task):
            try leaveIncomplete(id, how, next, text, task)
        case .complete(let id, let text, let files, let billed, let task): try complete(id, text, files, billed, task)
        case .sendBack(let id, let text, let task): try sendBack(id, text, task)
        case .ask(let kind, let text, let due, let task): try ask(kind, text, due, task)
        case .cancelAsk(let task): try cancelAsk(task)
        case .remindTask(let task): try remindTask(task)
        case .wantQuote(let id, let date, let task, let due): try wantQuote(id, date, task, due)
        case .sendQuote(let id, let quote, let text, let files, let task): try sendQuote(id, quote, text, files, task)
        case .approveQuote(let id, let amount, let tasks): try approveQuote(id, amount, tasks)
        case .refuseQuote(let id, let text): try refuseQuote(id, text)
        case .expireQuote(let id): try expireQuote(id)
        case .askApprover(let id, let person, let text): try askApprover(id, person, text)
        case .dismissApprover(let id): try dismissApprover(id)
        case .askForLimit(let id, let amount, let text): try askForLimit(id, amount, text)
        case .raiseLimit(let id, let amount): try raiseLimit(id, amount)
        case .wait(let wait, let text): try beginWait(wait, text)
        case .endWait: [.waitEnded(.backFromWait)]
        case .waitIsOver: try waitIsOver()
        case .resolve(let how, let note, let until, let task): try resolve(how, note, until, task)
        case .sendInvoice(let id, let invoice, let files, let task): try sendInvoice(id, invoice, files, task)
        case .acceptInvoice(let id): try acceptInvoice(id)
        case .waiveInvoice(let id): try waiveInvoice(id)
        case .rejectInvoice(let id, let text, let task): try rejectInvoice(id, text, task)
        case .reopen(let text, let automated): try reopen(text, automated)
        case .windowIsOver: try windowIsOver()
        case .markSpam: [.closed(.spam)]
        case .reject(let note, let until): try reject(note, until)
        case .merge(let target, let closed): try merge(target, closed)
        case .split(let tickets): try beginWait(.split(tickets), nil)
        case .startCase(let link): try beginWait(.caseStarted(link: link), nil)
        case .partsDone: partsDone()
        case .followUp(let other): [.followedUp(by: other)]
        case .writeMessage(let text, let files, let id, let note): try writeMessage(text, files, id, note)
        case .reportNotReached(let id, let notice): [.notReached(id, notice)]
        case .reportWrongNumber(let id, let contact): [.wrongNumber(id, contact: contact)]
        case .addTask(let task): try addTask(task)
        case .finishTask(let id): try finishTask(id)
        case .reassignTask(let id, let assignee): try reassignTask(id, assignee)
        case .cancelTask(let id): try cancelTask(id)
        }
    }
}
