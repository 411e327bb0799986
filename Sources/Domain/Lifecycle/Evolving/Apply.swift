extension Ticket {
    /// Sends each change to what it does; changes that only stand in the history do nothing.
    mutating func apply(_ change: Change, _ moment: Moment) {
        switch change {
        case .created(let draft, _): begin(draft: draft, moment)
        case .submitted: phase = .toDo
        case .edited: beginWorkOfRobot()
        case .taken(let manager): take(manager)
        case .unassigned: unassign()
        case .handedOver(let manager): handOver(to: manager)

        case .offered(let order, let task): offer(order, task, moment)
        case .lapsed(let id): lapse(id)
        case .accepted(let id, let contact, let date, _, let tasks): accept(id, contact, date, tasks, moment)
        case .declined(let id, let contact, _, _): decline(id, contact, moment)
        case .answerUndone(let id, let task): undoAnswer(id, task, moment)
        case .notUnderstood: attention = .message
        case .offerWithdrawn(let id, _), .jobWithdrawn(let id, _): withdraw(id, moment)
        case .givenBack(let id, _): giveBack(id, moment)
        case .passedOn(let id, let contact): edit(id) { $0.technician = contact }
        case .takenBack(let id, _): edit(id) { $0.technician = nil }

        case .dateChanged(let id, let date, _, _, _): changeDate(id, date)
        case .visitMoved(let id, let date, _): moveVisit(id, date, moment)
        case .presenceAsked(let id): edit(id) { $0.presenceAskedAt = moment.now }
        case .late: attention = .late
        case .arrived(let id): arrive(id, moment)
        case .delayed(let id, let until): delay(id, until)
        case .leftIncomplete(let id, let outcome, let next, _): leave(id, outcome, next, moment)
        case .completed(let id, _, _, let task): complete(id, task, moment)
        case .sentBack(let id, _, let task): sendBack(id, task)
        case .signed, .placeShared: break

        case .quoteWanted(let id, let date, let task): wantQuote(id, date, task, moment)
        case .quoted(let id, let quote, _, _, let task): receive(quote, of: id, task, moment)
        case .quoteApproved(let id, _, let tasks, let limit): approveQuote(of: id, limit, tasks, moment)
        case .quoteRefused(let id, _, _): refuseQuote(of: id, moment)
        case .quoteExpired(let id, _): expireQuote(of: id)
        case .approverAsked(let id, _, let person, _): edit(id) { $0.quote?.approver = person }
        case .approverDismissed(let id, _, _): edit(id) { $0.quote?.approver = nil }
        case .limitAsked: attention = .quote
        case .limitRaised(let id, let amount): edit(id) { $0.notToExceed = amount }

        case .waitBegan(let wait, _): begin(wait)
        case .waitEnded(let attention): endWait(attention)
        case .resolved(let resolution, _, let until, let task): resolve(resolution, until, task)
        case .closed(let resolution): close(resolution, moment)
        case .closingHeldBack: attention = openTask(.invoice) == nil ? .late : .invoice
        case .reopened: reopen()

        case .invoiced(let id, _, _, let task): receiveInvoice(of: id, task)
        case .invoiceAccepted(let id): endTasks([.invoice], of: id, as: .done, at: moment.now)
        case .invoiceWaived(let id): waiveInvoice(of: id, moment)
        case .invoiceRejected(let id, _, let task): askInvoiceAgain(of: id, task, moment)

        case .messageWritten(_, _, let id, _): receiveMessage(on: id, moment)
        case .notReached, .wrongNumber: attention = .notReached
        case .asked(let task, _), .taskAdded(let task): tasks.append(task)
        case .askCancelled(let id), .taskCancelled(let id): end(id, as: .cancelled, at: moment.now)
        case .taskDone(let id): end(id, as: .done, at: moment.now)
        case .taskReassigned(let id, let assignee): editTask(id) { $0.assignee = assignee }

        case .reminded, .askedAgain, .taskReminded, .followedUp: break
        }
    }
    /// A draft is its writer's own affair, unless he was a technician on a visit: then somebody must look at it (D14).
    private mutating func begin(draft: Bool, _ moment: Moment) {
        phase = draft ? .draft : .toDo
        if draft, moment.contact != nil { attention = .new }
    }
}
