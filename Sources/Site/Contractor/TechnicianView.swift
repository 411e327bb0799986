import Domain
import Store
import Workflow

extension [TimelineEntry] {
    /// What a technician sees of the thread (E1): from the moment the job was passed on to him, and nothing of money.
    /// `isWhole`: these are all entries that there are, so that without a passing on there is nothing to see.
    func seen(byTechnician contact: ContactID, isWhole: Bool) -> [TimelineEntry] {
        let start = lastIndex { entry in
            if case .passedOn(_, contact) = entry.event.change { true } else { false }
        }
        guard let first = start ?? (isWhole ? nil : startIndex) else { return [] }
        return self[first...].filter { !$0.event.change.isAboutMoney }
    }
}

extension Exchange {
    /// A file of the job while it is this contractor's, or of his own thread (rule i); a technician's thread holds less
    /// than his office's (E1).
    func mayFetch(_ record: AttachmentRecord) -> Bool {
        guard record.ticket == ticket.id, ticket.orders(of: link).contains(where: { record.isVisible(to: $0.id) })
        else { return false }
        // The job's own files go with the job.
        if record.order == nil { return !isGone }
        return isOffice || thread.contains { $0.attachments.contains(record.attachment) }
    }
}

extension Change {
    /// Quotes, invoices, limits, and what is asked about them.
    var isAboutMoney: Bool {
        switch self {
        case .quoteWanted, .quoted, .quoteApproved, .quoteRefused, .quoteExpired, .limitAsked, .limitRaised, .invoiced,
            .invoiceAccepted, .invoiceWaived, .invoiceRejected, .approverAsked, .approverDismissed:
            true
        case .asked(let task, _), .taskAdded(let task): task.kind.isAboutMoney
        case .created, .submitted, .edited, .taken, .unassigned, .handedOver, .offered, .reminded, .lapsed, .accepted,
            .declined, .answerUndone, .notUnderstood, .offerWithdrawn, .jobWithdrawn, .givenBack, .passedOn,
            .takenBack, .dateChanged, .visitMoved, .presenceAsked, .late, .arrived, .delayed, .leftIncomplete,
            .completed, .sentBack, .signed, .placeShared, .askedAgain, .askCancelled, .taskReminded, .waitBegan,
            .waitEnded,
            .resolved, .reopened, .closed, .closingHeldBack, .followedUp, .messageWritten, .notReached, .wrongNumber,
            .taskDone, .taskReassigned, .taskCancelled:
            false
        }
    }
}

extension TicketTask.Kind {
    fileprivate var isAboutMoney: Bool {
        switch self {
        case .quote, .quoteDecision, .invoice: true
        case .answer, .presence, .completion, .message, .custom: false
        }
    }
}
