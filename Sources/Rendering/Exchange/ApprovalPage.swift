package import Domain

/// What somebody outside sees who was asked to decide on a quote (T32, B22): all that the decision needs, and nothing of
/// the exchange with the contractor. Afterwards, what became of it.
package struct ApprovalPage: Page {
    package static var template: String { "pages/approval" }

    package enum State: Hashable, Sendable {
        case open(Form)
        /// By whoever holds the link, or by the office in the meantime.
        case decided(Decision)
        /// The quote is not valid any more.
        case expired
        /// He is not asked any more: somebody else is, the office withdrew its request, or the job is over.
        case ended
    }

    package struct Form: Hashable, Sendable {
        package var submission: String
        /// Typed where the quote is only a file.
        package var amount = ""
        package var reason = ""

        package init(submission: String) { self.submission = submission }
    }

    package struct Decision: Hashable, Sendable {
        package var isApproved: Bool
        package var isOwn: Bool
        package var by: String
        package var at: Instant
        /// What is agreed to pay, where that is the reader's own decision.
        package var amount: Money?
        package var reason: String?

        package init(isApproved: Bool, isOwn: Bool, by: String, at: Instant) {
            self.isApproved = isApproved
            self.isOwn = isOwn
            self.by = by
            self.at = at
        }
    }

    /// What is to be decided on.
    package struct Quoted: Hashable, Sendable {
        package var contractor: String
        /// Nil where the price stands only in a file.
        package var amount: Money?
        package var validUntil: Instant?
        package var note: String?
        package var files: [ExchangePage.FileLink] = []
        /// What was agreed until now.
        package var limit: Money?

        package init(contractor: String, amount: Money?) {
            self.contractor = contractor
            self.amount = amount
        }
    }

    package var language: Language
    package var letterhead: Letterhead
    /// `/t/TOKEN`.
    package var base: String
    package var number: String
    package var title: String
    package var description = ""
    package var siteName: String?
    package var address: String?
    package var timeZone: String
    /// Whose decision it is, as the office named him.
    package var approver: String
    /// Who asks him, and his words.
    package var asker: String
    package var request: String?
    package var quoted: Quoted
    package var state: State
    package var problems: [Problem] = []

    package init(
        language: Language, letterhead: Letterhead, base: String, number: String, title: String, timeZone: String,
        approver: String, asker: String, quoted: Quoted, state: State
    ) {
        self.language = language
        self.letterhead = letterhead
        self.base = base
        self.number = number
        self.title = title
        self.timeZone = timeZone
        self.approver = approver
        self.asker = asker
        self.quoted = quoted
        self.state = state
    }
}

extension ApprovalPage {
    package func context(_ words: Words) -> [String: Any] {
        var context: [String: Any] = [
            "script": false, "isNamed": true, "brand": letterhead.brand.className, "base": base,
            "number": words("exchange.number", ["number": number]), "jobTitle": title,
            "about": words("exchange.about", ["organization": letterhead.name]),
            "pageTitle": pageTitle(words), "problems": problemsContext(words), "hasProblems": !problems.isEmpty,
            "isOpen": false, "outcome": false,
        ]
        context.merge(letterhead.context(words, address: base, subtitle: approver)) { own, _ in own }
        switch state {
        case .open(let form): context.merge(openContext(form, words)) { _, new in new }
        case .decided(let decision): context["outcome"] = outcome(of: decision, words)
        case .expired: context["outcome"] = outcome("expired", words)
        case .ended: context["outcome"] = outcome("ended", words)
        }
        return context
    }

    private func pageTitle(_ words: Words) -> String {
        let title = words("exchange.approval.pageTitle", ["number": number, "organization": letterhead.name])
        return problems.isEmpty ? title : words("exchange.title.problems", ["title": title])
    }

    private func problemsContext(_ words: Words) -> [[String: Any]] {
        problems.map { problem in
            [
                "problem": words.problem(problem),
                "anchor": ["amount", "reason"].contains(problem.field) ? problem.field : false,
            ] as [String: Any]
        }
    }

    private func openContext(_ form: Form, _ words: Words) -> [String: Any] {
        let error = { (field: String) in problems.first { $0.field == field }.map { words.problem($0) } }
        return [
            "isOpen": true, "action": "\(base)/decision?lang=\(language.rawValue)", "submission": form.submission,
            "lead": asker == letterhead.name
                ? words(
                    "messages.approvalAsked.lead",
                    ["organization": letterhead.name, "contractor": quoted.contractor])
                : words("exchange.approval.lead", ["name": asker, "organization": letterhead.name]),
            "request": request ?? false, "facts": facts(words), "description": description,
            "files": quoted.files.map { ExchangePage.fileContext($0, words) }, "hasFiles": !quoted.files.isEmpty,
            "note": quoted.note ?? false,
            "asksAmount": quoted.amount == nil, "amount": form.amount, "amountProblem": error("amount") ?? false,
            "reason": form.reason, "reasonProblem": error("reason") ?? false,
            "isRefusing": error("reason") != nil || !form.reason.isEmpty,
            "consequence": words("exchange.approval.consequence", ["contractor": quoted.contractor]),
        ]
    }

    private func facts(_ words: Words) -> [[String: Any]] {
        let place = [siteName, address].compactMap(\.self).filter { !$0.isEmpty }
        let rows: [(String, String?)] = [
            ("company", quoted.contractor),
            ("amount", quoted.amount.map { words.limit($0) } ?? words["exchange.approval.inFile"]),
            ("limit", words.limit(quoted.limit)),
            ("validUntil", quoted.validUntil.map { words.formats.dateTime($0, in: timeZone) }),
            ("place", place.isEmpty ? nil : place.joined(separator: "\n")),
        ]
        return rows.compactMap { key, value in
            value.map { ["term": words["exchange.approval.row.\(key)"], "value": $0, "isAmount": key == "amount"] }
        }
    }

    private func outcome(_ key: String, _ words: Words) -> [String: Any] {
        let values = ["organization": letterhead.name, "contractor": quoted.contractor]
        return [
            "outcomeTitle": words["exchange.approval.\(key).title"],
            "outcomeText": words("exchange.approval.\(key).text", values), "outcomeReason": false, "isGood": false,
        ]
    }

    private func outcome(of decision: Decision, _ words: Words) -> [String: Any] {
        let what = decision.isApproved ? "approved" : "refused"
        let key = "exchange.approval.\(decision.isOwn ? "own" : "office").\(what)"
        let values = [
            "when": words.formats.dateTime(decision.at, in: timeZone), "name": decision.by,
            "organization": letterhead.name, "contractor": quoted.contractor,
            "amount": decision.amount.map { words.limit($0) } ?? "",
        ]
        var text = [words("\(key).text", values)]
        if decision.isApproved, decision.amount != nil {
            text.append(words("exchange.approval.own.amount", values))
        }
        if decision.isOwn { text.append(words("exchange.approval.own.told", values)) }
        return [
            "outcomeTitle": words(key, values), "outcomeText": text.joined(separator: " "),
            "outcomeReason": decision.reason ?? false, "isGood": decision.isOwn,
        ]
    }
}
