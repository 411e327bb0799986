extension Ticket {
    /// Applies one change: the fold that makes a ticket out of its events. It decides nothing and never fails.
    package mutating func evolve(_ change: Change, by actor: Actor, at now: Instant) {
        version += 1
        if actor.isManager { attention = nil }
        let known = tasks.count
        apply(change, Moment(actor: actor, now: now))
        for task in tasks.indices.dropFirst(known) { tasks[task].owedSince = now }
        if attention == nil { attention = standingAttention }
    }

    /// This ticket after all of `changes`.
    package func evolved(by changes: [Change], by actor: Actor, at now: Instant) -> Ticket {
        var ticket = self
        for change in changes { ticket.evolve(change, by: actor, at: now) }
        return ticket
    }

    /// The ticket that `events`, in their order, made out of `blank`: one as its `init` leaves it (`relais verify`).
    package static func replay(_ events: some Sequence<Event>, of blank: Ticket) -> Ticket {
        var ticket = blank
        for event in events { ticket.evolve(event.change, by: event.actor, at: event.at) }
        return ticket
    }

    /// What stays in an Inbox however often it is looked at, until somebody acts on it (rule h).
    private var standingAttention: Attention? {
        switch label {
        case .toDoNew: .new
        case .toDoDeclined: .refused
        case .toDoLapsed: .lapsed
        case .toDoReturned: .returned
        case .draft, .toDoOffered, .inProgressOwn, .dispatchConfirmed, .onSite, .incomplete, .toCheck,
            .waitingInformation, .waitingUntil, .waitingQuote, .waitingDecision, .waitingParts, .waitingSplit,
            .waitingCase, .resolved, .closed, .withdrawn:
            nil
        }
    }

    /// Who acts, and when.
    struct Moment {
        let actor: Actor
        let now: Instant

        var contact: ContactID? { actor.contact }
    }
}
