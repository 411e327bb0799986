/// A notice that a change calls for, before anybody looked up who exactly is told, how, and in which language.
package struct NoticeIntent: Hashable, Sendable {
    package enum Addressee: Hashable, Sendable {
        /// The office contacts of the order's contractor.
        case office(of: OrderID)
        case contact(ContactID)
        /// The ticket's owner; without one, whoever of the organization wants such mail.
        case owner
        /// The requester, if there is an address to write to.
        case requester
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

/// Which notices follow a change; a text is never part of it, so that it says what is true when it is sent.
package func notices(after change: Change, by actor: Actor) -> [NoticeIntent] {
    switch change {
    case .submitted: [NoticeIntent(.ticketReceived, to: .requester)]

    case .offered(let order, _):
        [NoticeIntent(.offer, to: .office(of: order.id), order: order.id, reach: .everyWay)]
    case .reminded(let id): [NoticeIntent(.offerReminder, to: .office(of: id), order: id)]
    case .lapsed(let id):
        // The contractor hears that the time is over, and that an answer still counts (T15).
        [
            NoticeIntent(.offerLapsedAlert, to: .owner, order: id),
            NoticeIntent(.offerLapsed, to: .office(of: id), order: id),
        ]
    case .accepted(let id, let contact, _, _, _): answered(.accepted, .answerAccepted, order: id, by: contact)
    case .declined(let id, let contact, _, _): answered(.declined, .answerDeclined, order: id, by: contact)
    case .quoteWanted(let id, _, let task):
        // Without a task of its own it is the "I will quote" that answers an offer (rule 8).
        if case .contact(let contact, _) = actor, task == nil {
            answered(.accepted, .answerAccepted, order: id, by: contact)
        } else {
            []
        }
    case .answerUndone(let id, _): answered(.answerUndone, .answerTakenBack, order: id, by: actor.contact)
    case .offerWithdrawn(let id, _), .jobWithdrawn(let id, _):
        [NoticeIntent(.withdrawn, to: .office(of: id), order: id)]

    case .messageWritten(_, _, let id, let isInternal): message(on: id, isInternal: isInternal, by: actor)
    case .notReached(let id, _): [NoticeIntent(.notReached, to: .owner, order: id)]

    // Seen at the desk, in the Inbox.
    case .created, .edited, .taken, .unassigned, .handedOver, .closingHeldBack, .followedUp: []
    case .notUnderstood, .givenBack, .passedOn, .takenBack: []
    case .dateChanged, .visitMoved, .presenceAsked, .late, .arrived, .delayed, .leftIncomplete, .completed, .sentBack:
        []
    case .asked, .askedAgain, .askCancelled, .taskReminded: []
    case .quoted, .quoteApproved, .quoteRefused, .quoteExpired: []
    case .waitBegan, .waitEnded, .resolved, .reopened, .closed: []
    case .invoiced, .invoiceAccepted, .invoiceWaived, .invoiceRejected: []
    case .signed, .limitAsked, .limitRaised, .wrongNumber: []
    case .taskAdded, .taskDone, .taskReassigned, .taskCancelled: []
    }
}

/// The contractor's confirmation, to whoever answered, and the owner's alert.
private func answered(
    _ confirmation: Notice.Kind, _ alert: Notice.Kind, order: OrderID, by contact: ContactID?
) -> [NoticeIntent] {
    let answerer = contact.map { NoticeIntent.Addressee.contact($0) } ?? .office(of: order)
    return [
        NoticeIntent(confirmation, to: answerer, order: order),
        NoticeIntent(alert, to: .owner, order: order),
    ]
}

/// A manager's message goes to the contractor, a contractor's to the owner (T53); an internal note to nobody.
private func message(on order: OrderID?, isInternal: Bool, by actor: Actor) -> [NoticeIntent] {
    guard !isInternal else { return [] }
    switch actor {
    case .contact: return [NoticeIntent(.messageToManager, to: .owner, order: order)]
    case .manager, .program:
        return order.map { [NoticeIntent(.messageToContractor, to: .office(of: $0), order: $0)] } ?? []
    case .clock: return []
    }
}
