import Domain

extension ExchangePage {
    func entry(_ entry: ThreadEntry, _ words: Words) -> [String: Any] {
        var context: [String: Any] = [
            "at": moment(entry.at, words), "atMachine": entry.at.rfc3339, "isBubble": false, "isFact": false,
        ]
        switch entry.content {
        case .fact(let fact):
            context["isFact"] = true
            context["fact"] = text(of: fact, words)
        case .message(let author, let isOwn, let text, let files):
            context["isBubble"] = true
            context["author"] = isOwn ? words["exchange.thread.you"] : author
            context["side"] = isOwn ? " mine" : ""
            context["files"] = files.map { file($0, words) }
            context["hasWords"] = !text.isEmpty
            context["words"] = text
        }
        return context
    }

    private func text(of fact: ThreadEntry.Fact, _ words: Words) -> String {
        switch fact {
        case .offered: return words[kind == .quote ? "exchange.fact.offered.quote" : "exchange.fact.offered"]
        case .reminded: return words["exchange.fact.reminded"]
        case .lapsed: return words["exchange.fact.lapsed"]
        case .accepted(let visit):
            guard let visit else { return words["exchange.fact.accepted"] }
            return words("exchange.fact.accepted.for", ["when": words.formats.shortDateTime(visit.local)])
        case .quotePromised: return words["exchange.fact.quotePromised"]
        case .declined(let reason):
            guard let reason, !reason.isEmpty else { return words["exchange.fact.declined"] }
            return words("exchange.fact.declined.because", ["reason": reason])
        case .undone: return words["exchange.fact.undone"]
        case .dateChanged(let visit):
            let when = visit.map { words.formats.shortDateTime($0.local) } ?? words["exchange.fact.noDate"]
            return words("exchange.fact.dateChanged", ["when": when])
        case .withdrawn(let reason):
            guard let reason, !reason.isEmpty else { return words["exchange.fact.withdrawn"] }
            return words("exchange.fact.withdrawn.because", ["reason": reason])
        case .resolved: return words["exchange.fact.resolved"]
        case .closed: return words["exchange.fact.closed"]
        }
    }
}
