// The visit and its price.
extension Ticket {
    /// The first date, and a yes to the manager's, are no change of date (A26 counts changes).
    mutating func changeDate(_ id: OrderID, _ date: Appointment) {
        edit(id) {
            if let old = $0.appointment, old != date { $0.dateChanges += 1 }
            $0.confirm()
        }
        agree(id, date)
        attention = .dateChanged
    }

    mutating func moveVisit(_ id: OrderID, _ date: Appointment, _ moment: Moment) {
        edit(id) {
            $0.awaitsConfirmation = true
            $0.movedAt = moment.now
        }
        agree(id, date)
    }

    /// Whoever announced a delay is expected at the new time, and asked then; he is not late before.
    mutating func delay(_ id: OrderID, _ until: Appointment) {
        agree(id, until)
        attention = .delayed
    }

    private mutating func agree(_ id: OrderID, _ date: Appointment) {
        edit(id) {
            $0.appointment = date
            $0.presenceAskedAt = nil
        }
        if let task = openTask(.presence, of: id) { editTask(task.id) { $0.due = date.instant } }
    }

    mutating func arrive(_ id: OrderID, _ moment: Moment) {
        edit(id) {
            $0.status = .onSite
            $0.awaitsParts = false
            $0.confirm()
        }
        endTasks([.presence], of: id, as: .done, at: moment.now)
        oweReport(of: id, since: moment.now)
        if attention == .late || attention == .delayed { attention = nil }
    }

    /// He reports on the visit that he makes now, or on the next: reminders do not count from an earlier one.
    private mutating func oweReport(of id: OrderID, since moment: Instant) {
        if let task = openTask(.completion, of: id) { editTask(task.id) { $0.owedSince = moment } }
    }

    mutating func leave(_ id: OrderID, _ outcome: VisitOutcome, _ next: Appointment?, _ moment: Moment) {
        oweReport(of: id, since: moment.now)
        edit(id) {
            $0.status = .incomplete
            $0.awaitsParts = outcome == .parts
            $0.confirm()
            $0.appointment = next
            $0.presenceAskedAt = nil
        }
        attention = .report
    }

    mutating func complete(_ id: OrderID, _ invoice: TicketTask?, _ moment: Moment) {
        edit(id) {
            $0.status = .done
            $0.awaitsParts = false
            $0.completedAt = moment.now
        }
        endTasks([.presence, .completion], of: id, as: .done, at: moment.now)
        if let invoice { tasks.append(invoice) }
        attention = .report
    }

    mutating func sendBack(_ id: OrderID, _ task: TicketTask) {
        edit(id) {
            $0.status = .incomplete
            $0.completedAt = nil
            $0.appointment = nil
            $0.presenceAskedAt = nil
        }
        tasks.append(task)
    }

    /// "I will quote" answers the offer; on a job that runs a price is only wanted beside it.
    mutating func wantQuote(_ id: OrderID, _ date: Appointment?, _ task: TicketTask?, _ moment: Moment) {
        if let task { tasks.append(task) }
        // Of an expired quote there is nothing left to decide on: the next one is.
        endTasks([.quoteDecision], of: id, as: .cancelled, at: moment.now)
        guard let order = order(id), order.isUnanswered else {
            if moment.contact != nil { attention = .quote }
            return
        }
        answer(id, .accepted, by: moment.contact, moment)
        edit(id) { $0.appointment = date }
        phase = .inProgress
        attention = .answered
    }

    mutating func receive(_ quote: Quote, of id: OrderID, _ decision: TicketTask, _ moment: Moment) {
        edit(id) { $0.quote = quote }
        endTasks([.quote], of: id, as: .done, at: moment.now)
        endTasks([.quoteDecision], of: id, as: .cancelled, at: moment.now)
        tasks.append(decision)
        phase = .inProgress
        attention = .quote
    }

    /// The quote becomes the limit. Who is on site goes on there; with a date the job goes on; without one the firm is
    /// offered it anew.
    mutating func approveQuote(of id: OrderID, _ limit: Money?, _ owed: [TicketTask], _ moment: Moment) {
        let isThere = order(id)?.status == .onSite
        let goesOn = isThere || order(id)?.appointment != nil
        endTasks([.quoteDecision], of: id, as: .done, at: moment.now)
        if !goesOn { endTasks(nil, of: id, as: .cancelled, at: moment.now) }
        tasks += owed
        edit(id) {
            $0.quote?.status = .approved
            $0.notToExceed = limit ?? $0.quote?.amount ?? $0.notToExceed
            $0.awaitsParts = false
            $0.status = isThere ? .onSite : goesOn ? .accepted : .offered
            guard !goesOn else { return }
            $0.offeredAt = moment.now
            $0.answerBy = owed.first?.due
            $0.answeredAt = nil
            $0.answeredBy = nil
            $0.answerVersion = nil
        }
        phase = goesOn ? .inProgress : .toDo
        if moment.actor.person != nil { attention = .decided }
    }

    /// Back to where the job stood; where only a price was asked for, nothing is left of the order.
    mutating func refuseQuote(of id: OrderID, _ moment: Moment) {
        endTasks([.quoteDecision], of: id, as: .done, at: moment.now)
        edit(id) { $0.quote?.status = .refused }
        let isJob = tasks.contains { $0.kind == .completion && $0.order == id }
        if kind == .quote, !isJob {
            withdraw(id, moment)
        } else {
            phase = order(id)?.isUnanswered ?? false ? .toDo : .inProgress
        }
        // Somebody else decided for the owner, who is to know.
        if moment.actor.person != nil { attention = .decided }
    }

    mutating func expireQuote(of id: OrderID) {
        edit(id) { $0.quote?.status = .expired }
        attention = .quote
    }
}
