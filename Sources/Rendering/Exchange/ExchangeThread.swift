import Domain

extension ExchangePage {
    func entry(_ entry: ThreadEntry, _ words: Words) -> [String: Any] {
        var context: [String: Any] = [
            "at": moment(entry.at, words), "atMachine": entry.at.rfc3339, "isBubble": false, "isFact": false,
            "fact": false, "who": false, "author": false,
        ]
        switch entry.content {
        case .fact(let fact):
            context["fact"] = text(of: fact, words)
            let who = entry.isOwn ? words["exchange.thread.you"] : entry.by
            guard !entry.text.isEmpty || !entry.files.isEmpty else {
                context["isFact"] = true
                context["who"] = who ?? false
                return context
            }
            fill(&context, author: who, isOwn: entry.isOwn, text: entry.text, files: entry.files, words)
        case .message(let author, let isOwn, let text, let files):
            let name = isOwn ? words["exchange.thread.you"] : author
            fill(&context, author: name, isOwn: isOwn, text: text, files: files, words)
        }
        return context
    }

    private func fill(
        _ context: inout [String: Any], author: String?, isOwn: Bool, text: String, files: [FileLink], _ words: Words
    ) {
        context["isBubble"] = true
        context["author"] = author ?? false
        context["side"] = isOwn ? " mine" : ""
        context["files"] = files.map { file($0, words) }
        context["hasWords"] = !text.isEmpty
        context["words"] = text
    }

    private func text(of fact: ThreadEntry.Fact, _ words: Words) -> String {
        switch fact {
        case .offered: words[kind == .quote ? "exchange.fact.offered.quote" : "exchange.fact.offered"]
        case .reminded: words["exchange.fact.reminded"]
        case .lapsed: words["exchange.fact.lapsed"]
        case .accepted(let visit):
            visit.map { words("exchange.fact.accepted.for", ["when": when($0, words)]) }
                ?? words["exchange.fact.accepted"]
        case .quotePromised: words["exchange.fact.quotePromised"]
        case .declined(let reason): because("declined", reason, words)
        case .undone: words["exchange.fact.undone"]
        case .dateChanged(let visit):
            words("exchange.fact.dateChanged", ["when": visit.map { when($0, words) } ?? words["exchange.fact.noDate"]])
        case .withdrawn(let reason): because("withdrawn", reason, words)
        case .resolved: words["exchange.fact.resolved"]
        case .closed: words["exchange.fact.closed"]
        case .moved, .presenceAsked, .late, .arrived, .delayed, .gaveBack, .left, .completed, .sentBack, .signed,
            .placeShared, .passedOn, .takenBack:
            text(ofVisit: fact, words)
        case .asked(let kind): words[kind.askName.map { "exchange.fact.asked.\($0)" } ?? "exchange.fact.asked.message"]
        case .notWanted(let kind):
            words[kind.askName.map { "exchange.fact.notWanted.\($0)" } ?? "exchange.fact.notWanted.message"]
        case .quoteWanted, .quoted, .quoteApproved, .quoteRefused, .quoteExpired, .limitAsked, .limitRaised, .invoiced,
            .invoiceAccepted, .invoiceWaived, .invoiceRejected:
            text(ofPrice: fact, words)
        }
    }

    private func text(ofVisit fact: ThreadEntry.Fact, _ words: Words) -> String {
        switch fact {
        case .moved(let visit): words("exchange.fact.moved", ["when": when(visit, words)])
        case .presenceAsked: words["exchange.fact.asked.presence"]
        case .late: words["exchange.fact.late"]
        case .arrived: words["exchange.fact.arrived"]
        case .delayed(let visit): words("exchange.fact.delayed", ["when": when(visit, words)])
        case .gaveBack: words["exchange.fact.gaveBack"]
        case .left(let outcome, let next):
            words["exchange.fact.left.\(outcome.rawValue)"]
                + (next.map { " " + words("exchange.fact.left.next", ["when": when($0, words)]) } ?? "")
        case .completed: words["exchange.fact.completed"]
        case .sentBack: words["exchange.fact.sentBack"]
        case .placeShared: words["exchange.fact.placeShared"]
        case .signed(let name):
            name.map { words("exchange.fact.signed.by", ["name": $0]) } ?? words["exchange.fact.signed"]
        case .passedOn(let name):
            name.map { words("exchange.fact.passedOn.to", ["name": $0]) } ?? words["exchange.fact.passedOn"]
        case .takenBack: words["exchange.fact.takenBack"]
        case .offered, .reminded, .lapsed, .accepted, .quotePromised, .declined, .undone, .dateChanged, .withdrawn,
            .resolved, .closed, .asked, .notWanted, .quoteWanted, .quoted, .quoteApproved, .quoteRefused, .quoteExpired,
            .limitAsked, .limitRaised, .invoiced, .invoiceAccepted, .invoiceWaived, .invoiceRejected:
            ""  // the caller sorts
        }
    }

    private func text(ofPrice fact: ThreadEntry.Fact, _ words: Words) -> String {
        switch fact {
        case .quoteWanted: words["exchange.fact.asked.quote"]
        case .quoted(let amount):
            amount.map { words("exchange.fact.quoted.amount", ["amount": words.formats.money($0)]) }
                ?? words["exchange.fact.quoted"]
        case .quoteApproved: words["exchange.fact.quoteApproved"]
        case .quoteRefused: words["exchange.fact.quoteRefused"]
        case .quoteExpired: words["exchange.fact.quoteExpired"]
        case .limitAsked(let amount): words("exchange.fact.limitAsked", ["amount": words.formats.money(amount)])
        case .limitRaised(let amount): words("exchange.fact.limitRaised", ["amount": words.formats.money(amount)])
        case .invoiced(let number, let total):
            words("exchange.fact.invoiced", ["number": number, "amount": words.formats.money(total)])
        case .invoiceAccepted: words["exchange.fact.invoiceAccepted"]
        case .invoiceWaived: words["exchange.fact.invoiceWaived"]
        case .invoiceRejected: words["exchange.fact.invoiceRejected"]
        case .offered, .reminded, .lapsed, .accepted, .quotePromised, .declined, .undone, .dateChanged, .withdrawn,
            .resolved, .closed, .moved, .presenceAsked, .late, .arrived, .delayed, .gaveBack, .left, .completed,
            .sentBack, .signed, .placeShared, .passedOn, .takenBack, .asked, .notWanted:
            ""  // the caller sorts
        }
    }

    private func because(_ fact: String, _ reason: String?, _ words: Words) -> String {
        guard let reason, !reason.isEmpty else { return words["exchange.fact.\(fact)"] }
        return words("exchange.fact.\(fact).because", ["reason": reason])
    }

    private func when(_ visit: Appointment, _ words: Words) -> String { words.formats.shortDateTime(visit.local) }
}
