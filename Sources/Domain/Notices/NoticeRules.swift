/// A notice that a change calls for, before anybody looked up who exactly is told, how, and in which language.
package struct NoticeIntent: Hashable, Sendable {
    package enum Addressee: Hashable, Sendable {
        /// The office contacts of the order's contractor.
        case office(of: OrderID)
        case contact(ContactID)
        /// The ticket's owner; without one, whoever of the organization wants such mail.
        case owner
        /// One manager and no other, whatever mails he wants: somebody chose him (A23).
        case manager(ManagerID)
        /// The requester, if there is an address to write to.
        case requester
        /// Who was asked to decide, by every address that he has.
        case person(PersonID)
    }

    package enum Reach: Hashable, Sendable {
        /// The first usable way that the person prefers.
        case preferredWay
        /// All usable ways at once: an offer must not be missed.
        case everyWay
    }

    package let kind: Notice.Kind
    package let to: Addressee
    package let order: OrderID?
    package let reach: Reach
    package init(
        _ kind: Notice.Kind, to: Addressee, order: OrderID? = nil, reach: Reach = .preferredWay
    ) {
        self.kind = kind
        self.to = to
        self.order = order
        self.reach = reach
    }
}

/// Which notices follow a change, on the ticket as it is after it; a text is never part of it, so that it says what is
/// true when it is sent.
/// `at`: when it happened.
package func notices(
    after change: Change, by actor: Actor, at: Instant? = nil, in ticket: Ticket
) -> [NoticeIntent] {
    let rules = NoticeRules(actor: actor, ticket: ticket, at: at)
    return switch change {
    case .submitted: [NoticeIntent(.ticketReceived, to: .requester)]

    case .offered(let order, _): [rules.toOffice(.offer, order.id, reach: .everyWay)]
    case .reminded(let id): [rules.toOffice(rules.reminder(of: id), id)]
    // The contractor hears that the time is over, and that an answer still counts (T15).
    case .lapsed(let id): [rules.toOwner(.offerLapsedAlert, id), rules.toOffice(.offerLapsed, id)]
    case .accepted(let id, let contact, _, _, _): rules.answered(.accepted, .answerAccepted, id, by: contact)
    case .declined(let id, let contact, _, _): rules.answered(.declined, .answerDeclined, id, by: contact)
    case .answerUndone(let id, _): rules.done(.answerUndone, .answerTakenBack, id)
    case .offerWithdrawn(let id, _), .jobWithdrawn(let id, _): rules.toEveryoneOnIt(.withdrawn, id)
    case .givenBack(let id, _): rules.done(.gaveBackReceived, .givenBackAlert, id)
    case .passedOn(let id, let technician): [NoticeIntent(.passedOn, to: .contact(technician), order: id)]
    case .takenBack(let id, let technician): [NoticeIntent(.takenBack, to: .contact(technician), order: id)]

    case .dateChanged(let id, _, _, let told, _): rules.dateChanged(id, told: told)
    case .visitMoved(let id, _, _): rules.visitMoved(id)
    case .presenceAsked(let id): [rules.presenceQuestion(id)]
    case .late(let id): [rules.toOwner(.lateAlert, id)]
    case .arrived(let id): rules.done(.arrivalReceived, .arrivedAlert, id) + rules.toOwnOffice(id)
    case .delayed(let id, _): rules.delayed(id)
    case .leftIncomplete(let id, let outcome, _, _):
        // For an approval the office is asked for its quote with the next change.
        rules.done(.reportReceived, .incompleteAlert, id) + (outcome == .authorization ? [] : rules.toOwnOffice(id))
    case .completed(let id, _, _, _): rules.done(.reportReceived, .completedAlert, id) + rules.toOwnOffice(id)
    case .sentBack(let id, _, _): [rules.toOffice(.completionAsked, id)]

    case .asked(let task, _): rules.asked(task)
    case .askedAgain(let id, _): rules.asked(rules.task(id))
    case .askCancelled(let id): rules.askCancelled(rules.task(id))
    case .taskReminded(let id, _): rules.reminded(rules.task(id))

    case .quoteWanted(let id, _, let task): rules.quoteWanted(id, task)
    case .quoted(let id, _, _, _, _): rules.done(.quoteReceived, .quoteAlert, id)
    case .quoteApproved(let id, _, _, _): rules.quoteApproved(id)
    case .quoteRefused(let id, _, _): rules.quoteRefused(id)
    case .approverAsked(let id, _, let person, _): [NoticeIntent(.approvalAsked, to: .person(person), order: id)]
    case .quoteExpired(let id, _): [rules.toOwner(.quoteExpiredAlert, id), rules.toOffice(.quoteExpired, id)]
    // The invoice that is owed after a completion or a resolution is asked for by the clock, later (B28).
    case .invoiced(let id, _, _, _): rules.done(.invoiceReceived, .invoiceAlert, id)
    case .invoiceRejected(let id, _, _): [rules.toOffice(.invoiceRejected, id)]

    case .limitAsked(let id, _, _): rules.done(.limitReceived, .limitAlert, id)
    case .limitRaised(let id, _): [rules.toOffice(.limitRaised, id)]

    case .messageWritten(_, _, let id, let isInternal): rules.message(on: id, isInternal: isInternal)
    case .notReached(let id, _): [NoticeIntent(.notReached, to: .owner, order: id)]
    case .wrongNumber(let id, _): [rules.toOwner(.wrongNumberAlert, id)]

    // Seen at the desk, in the Inbox.
    case .created, .edited, .taken, .unassigned, .handedOver, .closingHeldBack, .followedUp, .notUnderstood, .signed,
        .placeShared, .approverDismissed:
        []
    case .waitBegan, .waitEnded, .resolved, .reopened, .closed, .invoiceAccepted, .invoiceWaived: []
    case .taskAdded, .taskDone, .taskReassigned, .taskCancelled: []
    }
}

/// Who is told what after one change.
struct NoticeRules {
    let actor: Actor
    let ticket: Ticket
    var at: Instant?

    func toOffice(
        _ kind: Notice.Kind, _ order: OrderID, reach: NoticeIntent.Reach = .preferredWay
    ) -> NoticeIntent {
        NoticeIntent(kind, to: .office(of: order), order: order, reach: reach)
    }

    func toOwner(_ kind: Notice.Kind, _ order: OrderID) -> NoticeIntent {
        NoticeIntent(kind, to: .owner, order: order)
    }

    /// Whoever is on the way: the technician if the office passed the job on (E1), else the office.
    func toField(_ kind: Notice.Kind, _ order: OrderID) -> NoticeIntent {
        toTechnician(kind, order) ?? toOffice(kind, order)
    }

    /// B24: by every way that he wants, SMS, mail or both: it is of use at its hour only.
    func presenceQuestion(_ order: OrderID) -> NoticeIntent {
        let intent = toField(.presenceQuestion, order)
        return NoticeIntent(intent.kind, to: intent.to, order: order, reach: .everyWay)
    }

    /// Nil where nobody has the job but the office, or where he did it himself.
    func toTechnician(_ kind: Notice.Kind, _ order: OrderID) -> NoticeIntent? {
        guard let technician = ticket.order(order)?.technician, technician != actor.contact else { return nil }
        return NoticeIntent(kind, to: .contact(technician), order: order)
    }

    /// That it arrived, to whoever did it.
    func toActor(_ kind: Notice.Kind, _ order: OrderID) -> NoticeIntent {
        actor.contact.map { NoticeIntent(kind, to: .contact($0), order: order) } ?? toOffice(kind, order)
    }

    /// E1: what its technician did the office hears as well; the rest is its own doing.
    func toOwnOffice(_ order: OrderID) -> [NoticeIntent] {
        guard let actor = actor.contact, actor == ticket.order(order)?.technician else { return [] }
        return [toOffice(.technicianReport, order)]
    }

    /// The office, and the technician whom it sent: he least of all should go where there is nothing to do any more.
    func toEveryoneOnIt(_ kind: Notice.Kind, _ order: OrderID) -> [NoticeIntent] {
        [toOffice(kind, order), toTechnician(kind, order)].compactMap(\.self)
    }

    /// The answer names who gave it.
    func answered(
        _ confirmation: Notice.Kind, _ alert: Notice.Kind, _ order: OrderID, by contact: ContactID?
    ) -> [NoticeIntent] {
        let answerer = contact.map { NoticeIntent.Addressee.contact($0) } ?? .office(of: order)
        return [NoticeIntent(confirmation, to: answerer, order: order), toOwner(alert, order)]
    }

    /// The contractor's confirmation and the owner's alert.
    func done(_ confirmation: Notice.Kind, _ alert: Notice.Kind, _ order: OrderID) -> [NoticeIntent] {
        [toActor(confirmation, order), toOwner(alert, order)]
    }

    /// A manager's message goes to the contractor, a contractor's to the owner (T53); an internal note to nobody. Only
    /// what answers a question is confirmed to its sender: that was a step, the rest is talk.
    func message(on order: OrderID?, isInternal: Bool) -> [NoticeIntent] {
        guard !isInternal else { return [] }
        switch actor {
        case .contact:
            let toOwner = NoticeIntent(.messageToManager, to: .owner, order: order)
            guard let order, answersQuestion(of: order) else { return [toOwner] }
            return [toActor(.replyReceived, order), toOwner]
        case .manager, .program:
            return order.map { toEveryoneOnIt(.messageToContractor, $0) } ?? []
        case .person, .clock: return []
        }
    }

    /// Whether this very message is what ended a question to that contractor.
    private func answersQuestion(of order: OrderID) -> Bool {
        ticket.tasks.contains { task in
            task.kind == .message && task.order == order && task.status == .done && task.endedAt != nil
                && task.endedAt == at
        }
    }
}
