import Domain

/// What a change points at. Listed case by case, so that a new one cannot be forgotten.
extension Change {
    /// The order that the change concerns, if it is about one.
    var concernedOrder: OrderID? { concernedOrder(among: []) }

    /// As above, and of what names only a task, the order that the task belongs to: so that what is asked for again, or
    /// not wanted any more, is read by whom it was asked of.
    func concernedOrder(among tasks: [TicketTask]) -> OrderID? {
        switch self {
        case .created, .submitted, .edited, .taken, .unassigned, .handedOver, .waitBegan, .waitEnded, .resolved,
            .reopened, .closed, .closingHeldBack, .followedUp, .taskDone, .taskReassigned, .taskCancelled:
            nil
        case .askedAgain(let task, _), .askCancelled(let task): tasks.first { $0.id == task }?.order
        case .offered(let order, _): order.id
        case .taskReminded(_, let order): order
        case .reminded(let order), .lapsed(let order), .presenceAsked(let order), .late(let order),
            .arrived(let order), .invoiceAccepted(let order), .invoiceWaived(let order), .signed(let order, _, _),
            .limitAsked(let order, _, _), .limitRaised(let order, _), .wrongNumber(let order, _),
            .placeShared(let order, _):
            order
        case .accepted(let order, _, _, _, _), .declined(let order, _, _, _), .answerUndone(let order, _),
            .notUnderstood(let order, _), .offerWithdrawn(let order, _), .jobWithdrawn(let order, _),
            .givenBack(let order, _), .passedOn(let order, _), .takenBack(let order, _):
            order
        case .dateChanged(let order, _, _, _, _), .visitMoved(let order, _, _), .delayed(let order, _),
            .leftIncomplete(let order, _, _, _), .completed(let order, _, _, _), .sentBack(let order, _, _):
            order
        case .quoteWanted(let order, _, _), .quoted(let order, _, _, _, _), .quoteApproved(let order, _, _, _),
            .quoteRefused(let order, _, _), .quoteExpired(let order, _), .approverAsked(let order, _, _, _),
            .approverDismissed(let order, _, _), .invoiced(let order, _, _, _),
            .invoiceRejected(let order, _, _):
            order
        case .asked(let task, _), .taskAdded(let task): task.order
        case .notReached(let order, _): order
        case .messageWritten(_, _, let order, _): order
        }
    }

    /// Whether the contractor of that order sees it (rule i): not what managers write among themselves, nor that a
    /// message did not get through, nor their own to-dos, nor whom they ask to decide for them.
    var isInThread: Bool {
        switch self {
        case .notReached, .wrongNumber, .taskAdded, .approverAsked, .approverDismissed: false
        case .messageWritten(_, _, let order, let isInternal): order != nil && !isInternal
        case .askedAgain, .askCancelled: true  // where they belong to an order
        case .created, .submitted, .edited, .taken, .unassigned, .handedOver, .waitBegan,
            .waitEnded, .resolved, .reopened, .closed, .closingHeldBack, .followedUp, .taskDone, .taskReassigned,
            .taskCancelled, .offered, .reminded, .lapsed, .accepted, .declined, .answerUndone, .notUnderstood,
            .offerWithdrawn, .jobWithdrawn, .givenBack, .passedOn, .takenBack, .dateChanged, .visitMoved,
            .presenceAsked, .late, .arrived, .delayed, .leftIncomplete, .completed, .sentBack, .signed, .placeShared,
            .asked,
            .taskReminded, .quoteWanted, .limitAsked, .limitRaised, .quoted, .quoteApproved, .quoteRefused,
            .quoteExpired, .invoiced, .invoiceAccepted, .invoiceWaived,
            .invoiceRejected:
            concernedOrder != nil
        }
    }

    var namedTexts: [TextID] {
        switch self {
        case .created, .edited, .taken, .handedOver, .reminded, .lapsed, .passedOn, .takenBack, .presenceAsked, .late,
            .arrived, .delayed, .askCancelled, .taskReminded, .quoteExpired, .waitEnded, .invoiced, .invoiceAccepted,
            .invoiceWaived, .closed, .closingHeldBack, .followedUp, .notReached, .taskDone, .taskReassigned,
            .taskCancelled, .quoteApproved, .limitRaised, .wrongNumber, .placeShared, .approverDismissed:
            []
        case .offered(_, let task), .answerUndone(_, let task), .taskAdded(let task):
            [task.kind.title].compactMap(\.self)
        case .accepted(_, _, _, let text, let tasks): [text].compactMap(\.self) + tasks.compactMap(\.kind.title)
        case .submitted(let text), .unassigned(let text), .declined(_, _, _, let text), .offerWithdrawn(_, let text),
            .jobWithdrawn(_, let text), .givenBack(_, let text), .dateChanged(_, _, let text, _, _),
            .visitMoved(_, _, let text), .leftIncomplete(_, _, _, let text), .completed(_, let text, _, _),
            .sentBack(_, let text, _), .askedAgain(_, let text), .quoted(_, _, let text, _, _),
            .quoteRefused(_, _, let text), .waitBegan(_, let text), .resolved(_, let text, _, _),
            .invoiceRejected(_, let text, _), .reopened(let text), .messageWritten(let text, _, _, _),
            .signed(_, let text, _), .limitAsked(_, _, let text), .approverAsked(_, _, _, let text):
            [text].compactMap(\.self)
        case .notUnderstood(_, let text): [text]
        case .asked(let task, let text): [text, task.kind.title].compactMap(\.self)
        case .quoteWanted(_, _, let task): [task?.kind.title].compactMap(\.self)
        }
    }

    var namedAttachments: [AttachmentID] {
        switch self {
        case .completed(_, _, let attachments, _), .quoted(_, _, _, let attachments, _),
            .invoiced(_, _, let attachments, _), .messageWritten(_, let attachments, _, _),
            .signed(_, _, let attachments):
            attachments
        case .dateChanged(_, _, _, _, let attachments): attachments ?? []
        case .created, .submitted, .edited, .taken, .unassigned, .handedOver, .offered, .reminded, .lapsed, .accepted,
            .declined, .answerUndone, .notUnderstood, .offerWithdrawn, .jobWithdrawn, .givenBack, .passedOn,
            .takenBack, .visitMoved, .presenceAsked, .late, .arrived, .delayed, .leftIncomplete,
            .sentBack, .asked, .askedAgain, .askCancelled, .taskReminded, .quoteWanted, .quoteApproved, .quoteRefused,
            .quoteExpired, .approverAsked, .approverDismissed,
            .waitBegan, .waitEnded, .resolved, .invoiceAccepted, .invoiceWaived, .invoiceRejected, .reopened, .closed,
            .closingHeldBack, .followedUp, .notReached, .wrongNumber, .placeShared, .limitAsked, .limitRaised,
            .taskAdded, .taskDone, .taskReassigned, .taskCancelled:
            []
        }
    }

    /// The only change that names one.
    var namedPosition: PositionID? {
        if case .placeShared(_, let position) = self { position } else { nil }
    }
}
