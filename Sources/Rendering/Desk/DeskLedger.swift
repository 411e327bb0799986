package import Domain

/// What was agreed to pay at each event, whichever page of them is shown: what amounts are held against (E10).
struct DeskLedger {
    struct Agreed: Hashable {
        var limit: Money
        /// The limit is that of an approved quote.
        var isQuote: Bool
    }

    private var before: [EventID: Agreed] = [:]

    init(_ events: [DeskEvent]) {
        var agreed: [OrderID: Agreed] = [:]
        var offered: [OrderID: Money] = [:]
        for entry in events {
            let id = entry.event.id
            switch entry.event.change {
            case .offered(let order, _):
                agreed[order.id] = order.notToExceed.map { Agreed(limit: $0, isQuote: false) }
            case .quoted(let order, let quote, _, _, _):
                before[id] = agreed[order]
                offered[order] = quote.amount
            case .quoteApproved(let order, _, _, let limit):
                if let amount = limit ?? offered[order] { agreed[order] = Agreed(limit: amount, isQuote: true) }
            case .limitAsked(let order, _, _), .invoiced(let order, _, _, _): before[id] = agreed[order]
            case .limitRaised(let order, let amount):
                before[id] = agreed[order]
                agreed[order] = Agreed(limit: amount, isQuote: false)
            case .created, .submitted, .edited, .taken, .unassigned, .handedOver, .reminded, .lapsed, .accepted,
                .declined, .answerUndone, .notUnderstood, .offerWithdrawn, .jobWithdrawn, .givenBack, .passedOn,
                .takenBack, .dateChanged, .visitMoved, .presenceAsked, .late, .arrived, .delayed, .leftIncomplete,
                .completed, .sentBack, .signed, .placeShared, .asked, .askedAgain, .askCancelled, .taskReminded,
                .quoteWanted, .quoteRefused, .quoteExpired, .approverAsked, .approverDismissed, .waitBegan, .waitEnded,
                .resolved, .invoiceAccepted, .invoiceWaived,
                .invoiceRejected, .reopened, .closed, .closingHeldBack, .followedUp, .messageWritten, .notReached,
                .wrongNumber, .taskAdded, .taskDone, .taskReassigned, .taskCancelled:
                break
            }
        }
    }

    /// What was agreed when it happened; nil without a limit, or where the offer lies further back.
    func agreed(before event: EventID) -> Agreed? { before[event] }
}

extension Words {
    /// "€450.00 (limit: €400.00)", or that it is above: in words, never by colour alone.
    func amount(_ money: Money, against agreed: DeskLedger.Agreed?) -> String {
        guard let agreed else { return formats.money(money) }
        let isOver = money.currency != agreed.limit.currency || money.amount > agreed.limit.amount
        let key = agreed.isQuote ? (isOver ? "overQuote" : "ofQuote") : isOver ? "overLimit" : "ofLimit"
        return self(
            "desk.amount.\(key)", ["amount": formats.money(money), "limit": formats.money(agreed.limit)])
    }
}

/// What a contractor sent and the manager is to decide on, as the timeline has it.
struct DeskSent<Value> {
    let value: Value
    let note: String?
    let files: [Attachment]
    let event: EventID
}

extension DeskTicket {
    /// The latest quote of that order with what came along.
    func quote(of order: OrderID) -> DeskSent<Quote>? {
        latest { entry in
            guard case .quoted(order, let quote, let note, _, _) = entry.event.change else { return nil }
            return DeskSent(
                value: quote, note: note.flatMap { entry.texts[$0] }, files: entry.files, event: entry.event.id)
        }
    }

    func invoice(of order: OrderID) -> DeskSent<Invoice>? {
        latest { entry in
            guard case .invoiced(order, let invoice, _, _) = entry.event.change else { return nil }
            return DeskSent(value: invoice, note: nil, files: entry.files, event: entry.event.id)
        }
    }

    func report(of order: OrderID) -> DeskSent<Void>? {
        latest { entry in
            guard case .completed(order, let report, _, _) = entry.event.change else { return nil }
            return DeskSent(
                value: (), note: report.flatMap { entry.texts[$0] }, files: entry.files, event: entry.event.id)
        }
    }

    /// What the occupant signed for that report (E9): the name, if one was given, and the drawing. It comes with the
    /// report or right after it.
    func signature(under report: DeskSent<Void>) -> DeskSent<String?>? {
        guard let index = dealt.firstIndex(where: { $0.event.id == report.event }) else { return nil }
        for entry in dealt[index...].dropFirst() {
            if case .completed = entry.event.change { return nil }
            guard case .signed(_, let name, _) = entry.event.change else { continue }
            return DeskSent(
                value: name.flatMap { entry.texts[$0] }, note: nil, files: entry.files, event: entry.event.id)
        }
        return nil
    }

    /// The higher limit that was asked for, unless it was granted or an invoice was settled since.
    func askedLimit(of order: OrderID) -> DeskSent<Money>? {
        for entry in dealt.reversed() {
            let change = entry.event.change
            if case .limitRaised(order, _) = change { return nil }
            if change == .invoiceAccepted(order) || change == .invoiceWaived(order) { return nil }
            guard case .limitAsked(order, let amount, let note) = change else { continue }
            return DeskSent(value: amount, note: note.flatMap { entry.texts[$0] }, files: [], event: entry.event.id)
        }
        return nil
    }

    /// How much the active order's contractor asks for beyond his limit.
    package var askedLimit: Money? { ticket.activeOrder.flatMap { askedLimit(of: $0.id)?.value } }

    private func latest<Value>(_ find: (DeskEvent) -> DeskSent<Value>?) -> DeskSent<Value>? {
        for entry in dealt.reversed() {
            if let found = find(entry) { return found }
        }
        return nil
    }
}
