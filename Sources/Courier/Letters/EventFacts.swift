import Domain
import Rendering
import Store

// What the event behind a notice adds to its letter.
extension LetterReader {
    /// An event of another order says nothing here (rule i).
    func add(_ entry: TimelineEntry, of order: Order?, on ticket: Ticket, to letter: inout Letter) throws {
        let change = entry.event.change
        guard change.orderSpokenOf == nil || change.orderSpokenOf == order?.id else { return }
        let text = { (id: TextID?) in id.flatMap { entry.texts[$0] } }
        letter.facts.author = entry.actorName.isEmpty ? nil : entry.actorName
        letter.facts.recordedAt = entry.event.at
        letter.files = entry.attachments
        switch change {
        case .accepted(_, _, let appointment, let comment, _):
            letter.facts.appointment = appointment
            letter.facts.comment = text(comment)
            letter.facts.answeredBy = entry.actorName
        case .declined(_, _, let key, let reason):
            letter.facts.reason = [key.map(declineReason), text(reason)].compactMap { $0 }.joined(separator: " – ")
            letter.facts.answeredBy = entry.actorName
        case .quoteWanted:
            letter.facts.answeredBy = entry.actorName
            ask(for: order.flatMap { ticket.openTask(.quote, of: $0.id) }, in: &letter.facts)
        case .offerWithdrawn(_, let reason), .jobWithdrawn(_, let reason), .givenBack(_, let reason):
            letter.facts.reason = text(reason)
        case .quoteRefused(let id, _, let reason):
            letter.facts.reason = text(reason)
            letter.facts.asker = try asker(of: id, before: entry)
        case .invoiceRejected(let id, let reason, _):
            letter.facts.reason = text(reason)
            add(try lastInvoice(of: id, before: entry), to: &letter.facts)

        // Of the manager's date, which is not confirmed yet (T21).
        case .reminded(let id) where order?.isUnanswered == false:
            if let moved = try lastMove(of: id, before: entry) { try add(moved, of: order, on: ticket, to: &letter) }
        case .dateChanged(let id, let date, let note, _, _), .visitMoved(let id, let date, let note):
            letter.facts.appointment = date
            letter.facts.comment = text(note)
            letter.facts.formerAppointment = try agreedDate(of: id, before: entry)
        case .delayed(let id, let date):
            letter.facts.appointment = date
            letter.facts.formerAppointment = try agreedDate(of: id, before: entry)
        case .leftIncomplete(_, let outcome, let next, let note):
            letter.facts.outcome = .init(outcome)
            letter.facts.appointment = next
            letter.facts.comment = text(note)
        case .completed(_, let report, _, _):
            letter.facts.outcome = .done
            letter.facts.comment = text(report)
        case .sentBack(_, let note, let task):
            letter.facts.isSentBack = true
            letter.facts.comment = text(note)
            ask(for: task, in: &letter.facts)

        case .asked(let task, let words): try ask(for: task, in: ticket, words: text(words), &letter.facts)
        case .askedAgain(let id, let words):
            try ask(for: ticket.task(id), in: ticket, words: text(words), &letter.facts)
        case .askCancelled(let id), .taskReminded(let id, _):
            try ask(for: ticket.task(id), in: ticket, words: nil, &letter.facts)

        case .quoted(_, let quote, let note, _, _):
            letter.facts.amount = quote.amount
            letter.facts.validUntil = quote.validUntil
            letter.facts.comment = text(note)
        case .invoiced(_, let invoice, _, _): add(invoice, to: &letter.facts)
        case .limitAsked(_, let amount, let note):
            letter.facts.amount = amount
            letter.facts.comment = text(note)
        case .limitRaised(_, let amount): letter.facts.amount = amount
        case .approverAsked(let id, let quote, _, let words):
            try ask(quote, of: id, words: text(words), before: entry, &letter)
        case .quoteApproved(let id, _, _, let limit) where entry.event.actor.person != nil:
            letter.facts.amount = limit ?? letter.facts.amount
            letter.facts.asker = try asker(of: id, before: entry)

        case .messageWritten(let message, _, _, _): letter.facts.message = text(message)
        case .notReached(_, let failed):
            let delivery = try reader.delivery(failed)
            letter.facts.failure = delivery?.errorText
            letter.facts.failedWay = delivery?.notice.way
            if case .person = delivery?.notice.recipient { letter.facts.unreached = delivery?.recipientName }

        case .created, .submitted, .edited, .taken, .unassigned, .handedOver, .offered, .reminded, .lapsed,
            .answerUndone, .notUnderstood, .passedOn, .takenBack, .presenceAsked, .late, .arrived, .quoteApproved,
            .quoteExpired, .approverDismissed, .waitBegan, .waitEnded, .resolved, .invoiceAccepted, .invoiceWaived,
            .reopened, .closed, .closingHeldBack, .followedUp, .signed, .placeShared, .wrongNumber, .taskAdded,
            .taskDone, .taskReassigned,
            .taskCancelled:
            break
        }
    }

    private func ask(for task: TicketTask?, in facts: inout MessageFacts) {
        facts.task = task?.kind
        facts.due = task?.due
    }

    /// A question's words are what it is about; those of another ask go beside it. A custom task has a title.
    private func ask(
        for task: TicketTask?, in ticket: Ticket, words: String?, _ facts: inout MessageFacts
    ) throws {
        ask(for: task, in: &facts)
        if case .custom(let title) = task?.kind { facts.message = try reader.text(title) }
        if task?.kind == .message { facts.message = words } else { facts.comment = words }
        // A reminder repeats the question.
        if task?.kind == .message, words == nil, let order = task?.order {
            facts.message = try question(of: order)
        }
    }

    private func add(_ invoice: Invoice?, to facts: inout MessageFacts) {
        facts.amount = invoice?.total
        facts.invoiceNumber = invoice?.number
        facts.invoiceDate = invoice?.date
    }

    // MARK: What came before

    private func history(of order: OrderID, before entry: TimelineEntry) throws -> [TimelineEntry] {
        try reader.thread(entry.event.ticket, order: order).filter { $0.event.version < entry.event.version }
    }

    private func agreedDate(of order: OrderID, before entry: TimelineEntry) throws -> Appointment? {
        try history(of: order, before: entry).reduce(nil) { date, earlier in
            earlier.event.change.agreedDate(insteadOf: date)
        }
    }

    private func lastMove(of order: OrderID, before entry: TimelineEntry) throws -> TimelineEntry? {
        try history(of: order, before: entry).last { earlier in
            if case .visitMoved = earlier.event.change { true } else { false }
        }
    }

    /// What the approver is to decide on: the quote's own note and files, with the manager's words beside them.
    private func ask(
        _ quote: QuoteID, of order: OrderID, words: String?, before entry: TimelineEntry, _ letter: inout Letter
    ) throws {
        letter.facts.message = words
        for earlier in try history(of: order, before: entry) {
            guard case .quoted(_, let sent, let note, _, _) = earlier.event.change, sent.id == quote else { continue }
            letter.facts.comment = note.flatMap { earlier.texts[$0] }
            letter.files = earlier.attachments
        }
    }

    /// The manager who put the quote before somebody else; nil where nobody did.
    private func asker(of order: OrderID, before entry: TimelineEntry) throws -> String? {
        guard entry.event.actor.person != nil else { return nil }
        return try reader.approverAsked(of: order, ticket: entry.event.ticket, before: entry.event.version)?.actorName
    }

    private func lastInvoice(of order: OrderID, before entry: TimelineEntry) throws -> Invoice? {
        let invoices = try history(of: order, before: entry).compactMap { earlier -> Invoice? in
            if case .invoiced(_, let invoice, _, _) = earlier.event.change { invoice } else { nil }
        }
        return invoices.last
    }

    private func question(of order: OrderID) throws -> String? {
        guard let ticket = notice.ticket else { return nil }
        let questions = try reader.thread(ticket, order: order).compactMap { entry -> String? in
            guard case .asked(let task, let text) = entry.event.change, task.kind == .message else { return nil }
            return text.flatMap { entry.texts[$0] }
        }
        return questions.last
    }
}

extension Ticket {
    fileprivate func task(_ id: TaskID) -> TicketTask? { tasks.first { $0.id == id } }
}

extension Change {
    /// The visit that stands after this change, where `date` stood before.
    fileprivate func agreedDate(insteadOf date: Appointment?) -> Appointment? {
        if case .accepted(_, _, let new, _, _) = self { return new }
        if case .quoteWanted(_, let new, _) = self { return new ?? date }
        if case .dateChanged(_, let new, _, _, _) = self { return new }
        if case .visitMoved(_, let new, _) = self { return new }
        if case .delayed(_, let new) = self { return new }
        if case .leftIncomplete(_, _, let new, _) = self { return new }
        if case .sentBack = self { return nil }
        if case .answerUndone = self { return nil }
        return date
    }

    /// The order that a change which people are told of is about; nil for the others, and where only the ticket knows.
    var orderSpokenOf: OrderID? {
        switch self {
        case .offered(let order, _): order.id
        case .messageWritten(_, _, let id, _), .notReached(let id, _), .taskReminded(_, let id): id
        case .asked(let task, _): task.order
        case .reminded(let id), .lapsed(let id), .accepted(let id, _, _, _, _), .declined(let id, _, _, _),
            .answerUndone(let id, _), .offerWithdrawn(let id, _), .jobWithdrawn(let id, _), .givenBack(let id, _),
            .passedOn(let id, _), .takenBack(let id, _):
            id
        case .dateChanged(let id, _, _, _, _), .visitMoved(let id, _, _), .presenceAsked(let id), .late(let id),
            .arrived(let id), .delayed(let id, _), .leftIncomplete(let id, _, _, _), .completed(let id, _, _, _),
            .sentBack(let id, _, _):
            id
        case .quoteWanted(let id, _, _), .quoted(let id, _, _, _, _), .quoteApproved(let id, _, _, _),
            .quoteRefused(let id, _, _), .quoteExpired(let id, _), .approverAsked(let id, _, _, _),
            .approverDismissed(let id, _, _), .invoiced(let id, _, _, _),
            .invoiceAccepted(let id), .invoiceWaived(let id), .invoiceRejected(let id, _, _), .signed(let id, _, _),
            .placeShared(let id, _),
            .limitAsked(let id, _, _), .limitRaised(let id, _), .wrongNumber(let id, _):
            id
        case .created, .submitted, .edited, .taken, .unassigned, .handedOver, .notUnderstood, .askedAgain,
            .askCancelled, .waitBegan, .waitEnded, .resolved, .reopened, .closed, .closingHeldBack, .followedUp,
            .taskAdded, .taskDone, .taskReassigned, .taskCancelled:
            nil
        }
    }
}

extension MessageFacts.Outcome {
    fileprivate init(_ outcome: VisitOutcome) {
        self =
            switch outcome {
            case .returnVisit: .returnVisit
            case .parts: .parts
            case .authorization: .authorization
            }
    }
}
