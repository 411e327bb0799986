import Domain
import Rendering
import Store

extension ExchangeModel {
    /// One line of the thread; nil for what is not the contractor's to see or says nothing to him.
    func entry(_ entry: TimelineEntry) -> ExchangePage.ThreadEntry? {
        guard let content = content(of: entry) else { return nil }
        return ExchangePage.ThreadEntry(at: entry.event.at, content)
    }

    private func content(of entry: TimelineEntry) -> ExchangePage.ThreadEntry.Content? {
        switch entry.event.change {
        case .messageWritten(let text, _, _, let isInternal):
            guard !isInternal else { return nil }
            return .message(
                author: author(of: entry), isOwn: isOwn(entry), text: text.flatMap { entry.texts[$0] } ?? "",
                files: entry.attachments.map {
                    ExchangePage.FileLink(name: $0.name, size: $0.size, address: path.file($0.id))
                })
        case .offered: return .fact(.offered)
        case .reminded: return .fact(.reminded)
        case .lapsed: return .fact(.lapsed)
        case .accepted(_, _, let appointment, _, _): return .fact(.accepted(appointment))
        case .quoteWanted: return .fact(.quotePromised)
        case .declined(_, _, let key, let reason):
            return .fact(.declined(reason: self.reason(key: key, text: reason.flatMap { entry.texts[$0] })))
        case .answerUndone: return .fact(.undone)
        case .dateChanged(_, let appointment, _, _), .visitMoved(_, let appointment, _):
            return .fact(.dateChanged(appointment))
        case .offerWithdrawn(_, let reason), .jobWithdrawn(_, let reason):
            return .fact(.withdrawn(reason: reason.flatMap { entry.texts[$0] }))
        case .resolved: return .fact(.resolved)
        case .closed: return .fact(.closed)
        case .created, .submitted, .edited, .taken, .unassigned, .handedOver, .notUnderstood, .givenBack, .passedOn,
            .takenBack, .presenceAsked, .late, .arrived, .delayed, .leftIncomplete, .completed, .sentBack, .asked,
            .askedAgain, .askCancelled, .taskReminded, .quoted, .quoteApproved, .quoteRefused, .quoteExpired,
            .waitBegan, .waitEnded,
            .invoiced, .invoiceAccepted, .invoiceWaived, .invoiceRejected, .reopened, .closingHeldBack, .followedUp,
            .notReached, .signed, .limitAsked, .limitRaised, .wrongNumber, .taskAdded, .taskDone, .taskReassigned,
            .taskCancelled:
            return nil
        }
    }

    private func isOwn(_ entry: TimelineEntry) -> Bool {
        switch entry.event.actor {
        case .contact(let id, _): id == exchange.contact.id
        case .manager, .program, .clock: false
        }
    }

    /// A colleague of the contractor's by name, the organization's people under their name and its.
    private func author(of entry: TimelineEntry) -> String {
        switch entry.event.actor {
        case .contact: entry.actorName
        case .manager: "\(entry.actorName), \(exchange.organization.name)"
        case .program, .clock: exchange.organization.name
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
}
