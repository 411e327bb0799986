extension Deciding {
    /// T35 and T49. A split or a case answers for the work: an offer that nobody answered is withdrawn first.
    func beginWait(_ wait: Wait, _ question: TextID?) throws(Refusal) -> [Change] {
        let began = Change.waitBegan(wait, question: question)
        switch wait {
        case .moreInformation(let until, _), .until(let until):
            guard until > now else { throw .invalid([Problem(field: "until", key: "date.past")]) }
            return [began]
        case .split, .caseStarted:
            guard let order = ticket.activeOrder, order.isUnanswered else { return [began] }
            return [.offerWithdrawn(order.id, reason: nil), began]
        }
    }

    /// T37, T38 and T39: silence closes only where it was asked for and nothing is owed.
    func waitIsOver() throws(Refusal) -> [Change] {
        guard case .waiting(let wait) = ticket.phase else { throw notFromHere }
        switch wait {
        case .moreInformation(let until, let closeIfSilent):
            if now < until { throw .notYet(until) }
            return [closeIfSilent && ticket.openTasks.isEmpty ? .closed(.noResponse) : .waitEnded(.backFromWait)]
        case .until(let until):
            if now < until { throw .notYet(until) }
            return [.waitEnded(.backFromWait)]
        case .split, .caseStarted: throw notFromHere
        }
    }

    /// T50. Automatic ends obey the open tasks as well: they are named instead (rule 3).
    func partsDone() -> [Change] {
        let open = ticket.openTasks.filter(\.kind.isWork)
        guard open.isEmpty else { return [.closingHeldBack(openTasks: open.map(\.id))] }
        return [.resolved(.split, note: nil, feedbackUntil: nil, invoiceTask: nil)]
    }
}
