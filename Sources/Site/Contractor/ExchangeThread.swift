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
        guard let fact = fact(of: entry) ?? visitFact(of: entry) ?? priceFact(of: entry) else { return nil }
        var line = ExchangePage.ThreadEntry(at: entry.event.at, .fact(fact))
        line.by = author(of: entry)
        line.isOwn = isOwn(entry)
        if let text = change.writtenText { line.text = entry.texts[text] ?? "" }
        line.files = files(of: entry)
        return line
    }

    /// The offer, its answer and its end.
    private func fact(of entry: TimelineEntry) -> ExchangePage.ThreadEntry.Fact? {
        func text(_ id: TextID?) -> String? { id.flatMap { entry.texts[$0] } }
        return switch entry.event.change {
        case .offered: .offered
        case .reminded, .taskReminded: .reminded
        case .lapsed: .lapsed
        case .accepted(_, _, let appointment, _, _): .accepted(appointment)
        case .declined(_, _, let key, let reason): .declined(reason: self.reason(key: key, text: text(reason)))
        case .answerUndone: .undone
        case .offerWithdrawn(_, let reason), .jobWithdrawn(_, let reason): .withdrawn(reason: text(reason))
        case .resolved: .resolved
        case .closed: .closed
        case .asked(let task, _): .asked(task.kind)
        case .askedAgain(let id, _): exchange.ticket.tasks.first { $0.id == id }.map { .asked($0.kind) }
        case .askCancelled(let id): exchange.ticket.tasks.first { $0.id == id }.map { .notWanted($0.kind) }
        default: nil  // sought in the others
        }
    }

    private func visitFact(of entry: TimelineEntry) -> ExchangePage.ThreadEntry.Fact? {
        switch entry.event.change {
        case .dateChanged(_, let appointment, _, _, _): .dateChanged(appointment)
        case .visitMoved(_, let appointment, _): .moved(appointment)
        case .presenceAsked: .presenceAsked
        case .late: .late
        case .arrived: .arrived
        case .delayed(_, let until): .delayed(until)
        case .givenBack: .gaveBack
        case .leftIncomplete(_, let outcome, let next, _): .left(outcome, next: next)
        case .completed: .completed
        case .sentBack: .sentBack
        case .signed(_, let name, _):
            .signed(by: name.flatMap { entry.texts[$0] }.flatMap { $0.isEmpty ? nil : $0 })
        case .placeShared: .placeShared
        case .passedOn(_, let id): .passedOn(to: exchange.contractor.contacts.first { $0.id == id }?.name)
        case .takenBack: .takenBack
        default: nil  // sought in the others
        }
    }

    private func priceFact(of entry: TimelineEntry) -> ExchangePage.ThreadEntry.Fact? {
        switch entry.event.change {
        // Without a task of its own it is the "I will quote" that answers an offer (rule 8).
        case .quoteWanted(_, _, let task): task == nil && entry.event.actor.isContractor ? .quotePromised : .quoteWanted
        case .quoted(_, let quote, _, _, _): .quoted(quote.amount)
        case .quoteApproved: .quoteApproved
        case .quoteRefused: .quoteRefused
        case .quoteExpired: .quoteExpired
        case .limitAsked(_, let amount, _): .limitAsked(amount)
        case .limitRaised(_, let amount): .limitRaised(amount)
        case .invoiced(_, let invoice, _, _): .invoiced(number: invoice.number, invoice.total)
        case .invoiceAccepted: .invoiceAccepted
        case .invoiceWaived: .invoiceWaived
        case .invoiceRejected: .invoiceRejected
        default: nil  // nothing that a contractor needs to know
        }
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
        default: false
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
        default: nil  // said in the fact, or nothing
        }
    }
}
