import Domain
import Rendering
import Store

extension ExchangeModel {
    /// What an event says to a contractor; nil for what he need not know, and for what was written to him.
    func fact(of entry: TimelineEntry) -> ExchangePage.ThreadEntry.Fact? {
        return switch entry.event.change {
        // The offer, its answer and its end
        case .offered: .offered
        case .reminded, .taskReminded: .reminded
        case .lapsed: .lapsed
        case .accepted(_, _, let appointment, _, _): .accepted(appointment)
        case .declined(_, _, let key, let reason): .declined(reason: self.reason(key: key, text: entry.text(reason)))
        case .answerUndone: .undone
        case .offerWithdrawn(_, let reason), .jobWithdrawn(_, let reason): .withdrawn(reason: entry.text(reason))
        case .resolved: .resolved
        case .closed: .closed
        case .asked(let task, _): .asked(task.kind)
        case .askedAgain(let id, _): exchange.ticket.tasks.first { $0.id == id }.map { .asked($0.kind) }
        case .askCancelled(let id): exchange.ticket.tasks.first { $0.id == id }.map { .notWanted($0.kind) }
        // The visit
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
        case .placeShared: .placeShared
        case .signed(_, let name, _): .signed(by: entry.text(name))
        case .passedOn(_, let id): .passedOn(to: exchange.contractor.contacts.first { $0.id == id }?.name)
        case .takenBack: .takenBack
        // Prices. Without a task of its own it is the "I will quote" that answers an offer (rule 8).
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
        case .created, .submitted, .edited, .taken, .unassigned, .handedOver, .notUnderstood, .waitBegan, .waitEnded,
            .reopened, .closingHeldBack, .followedUp, .messageWritten, .notReached, .wrongNumber, .taskAdded, .taskDone,
            .taskReassigned, .taskCancelled, .approverAsked, .approverDismissed:
            nil
        }
    }
}
