import Domain
import Rendering
import Store

extension ExchangeModel {
    /// One line of the thread; nil for what is not the reader's to see or says nothing to him.
    func entry(_ entry: TimelineEntry) -> ExchangePage.ThreadEntry? {
        let change = entry.event.change
        if !exchange.isOffice, change.isAboutPrices { return nil }
        if case .messageWritten(let text, _, _, let isInternal) = change {
            guard !isInternal else { return nil }
            return ExchangePage.ThreadEntry(
                at: entry.event.at,
                .message(
                    author: author(of: entry) ?? exchange.organization.name, isOwn: isOwn(entry),
                    text: text.flatMap { entry.texts[$0] } ?? "", files: files(of: entry)))
        }
        guard let fact = fact(of: entry) else { return nil }
        var line = ExchangePage.ThreadEntry(at: entry.event.at, .fact(fact))
        line.by = author(of: entry)
        line.isOwn = isOwn(entry)
        if let text = change.writtenText { line.text = entry.texts[text] ?? "" }
        line.files = files(of: entry)
        return line
    }

    private func isOwn(_ entry: TimelineEntry) -> Bool {
        switch entry.event.actor {
        case .contact(let id, _): id == exchange.contact.id
        case .manager, .program, .person, .clock: false
        }
    }

    /// A colleague of the contractor's by name, the organization's people under their name and its; nobody for the
    /// clock.
    private func author(of entry: TimelineEntry) -> String? {
        switch entry.event.actor {
        case .contact: entry.actorName
        case .manager: "\(entry.actorName), \(exchange.organization.name)"
        // For whom the organization let decide is its own affair.
        case .program, .person: exchange.organization.name
        case .clock: nil
        }
    }
}

extension Change {
    var isAnswer: Bool {
        switch self {
        case .accepted, .declined: true
        case .created, .submitted, .edited, .taken, .unassigned, .handedOver, .offered, .reminded, .lapsed,
            .answerUndone, .notUnderstood, .offerWithdrawn, .jobWithdrawn, .givenBack, .passedOn, .takenBack,
            .dateChanged, .visitMoved, .presenceAsked, .late, .arrived, .delayed, .leftIncomplete, .completed,
            .sentBack, .signed, .asked, .askedAgain, .askCancelled, .taskReminded, .quoteWanted, .quoted,
            .quoteApproved, .quoteRefused, .quoteExpired, .limitAsked, .limitRaised, .waitBegan, .waitEnded, .resolved,
            .invoiced, .invoiceAccepted, .invoiceWaived, .invoiceRejected, .reopened, .closed, .closingHeldBack,
            .followedUp, .messageWritten, .notReached, .wrongNumber, .taskAdded, .taskDone, .taskReassigned,
            .taskCancelled, .placeShared, .approverAsked, .approverDismissed:
            false
        }
    }

    /// What a technician does not see (E1): quotes, limits and invoices, with their files.
    var isAboutPrices: Bool {
        switch self {
        case .quoteWanted, .quoted, .quoteApproved, .quoteRefused, .quoteExpired, .limitAsked, .limitRaised, .invoiced,
            .invoiceAccepted, .invoiceWaived, .invoiceRejected, .approverAsked, .approverDismissed:
            true
        case .asked(let task, _): task.kind == .quote || task.kind == .invoice
        case .askedAgain, .askCancelled, .taskReminded: true
        case .created, .submitted, .edited, .taken, .unassigned, .handedOver, .offered, .reminded, .lapsed, .accepted,
            .declined, .answerUndone, .notUnderstood, .offerWithdrawn, .jobWithdrawn, .givenBack, .passedOn, .takenBack,
            .dateChanged, .visitMoved, .presenceAsked, .late, .arrived, .delayed, .leftIncomplete, .completed,
            .sentBack,
            .signed, .placeShared, .waitBegan, .waitEnded, .resolved, .reopened, .closed, .closingHeldBack, .followedUp,
            .messageWritten, .notReached, .wrongNumber, .taskAdded, .taskDone, .taskReassigned, .taskCancelled:
            false
        }
    }

    /// What was written with it, where its fact does not say it already.
    fileprivate var writtenText: TextID? {
        switch self {
        case .accepted(_, _, _, let text, _), .givenBack(_, let text), .dateChanged(_, _, let text, _, _),
            .visitMoved(_, _, let text), .leftIncomplete(_, _, _, let text), .completed(_, let text, _, _),
            .sentBack(_, let text, _), .asked(_, let text), .askedAgain(_, let text), .quoted(_, _, let text, _, _),
            .quoteRefused(_, _, let text), .limitAsked(_, _, let text), .invoiceRejected(_, let text, _):
            text
        case .created, .submitted, .edited, .taken, .unassigned, .handedOver, .offered, .reminded, .lapsed, .declined,
            .answerUndone, .notUnderstood, .offerWithdrawn, .jobWithdrawn, .passedOn, .takenBack, .presenceAsked, .late,
            .arrived, .delayed, .signed, .askCancelled, .taskReminded, .quoteWanted, .quoteApproved, .quoteExpired,
            .limitRaised, .waitBegan, .waitEnded, .resolved, .invoiced, .invoiceAccepted, .invoiceWaived, .reopened,
            .closed, .closingHeldBack, .followedUp, .messageWritten, .notReached, .wrongNumber, .taskAdded, .taskDone,
            .taskReassigned, .taskCancelled, .placeShared, .approverAsked, .approverDismissed:
            nil  // said in the fact, or nothing
        }
    }
}
