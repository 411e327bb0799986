import Domain

extension ExchangePage {
    /// Where a problem's link in the list at the top leads: the id of its field.
    private static let anchors = [
        "decision": "accept", "date": "date", "time": "time", "comment": "comment", "reason": "reason",
        "message": "text", "files": "files",
    ]

    func problemsContext(_ words: Words) -> [[String: Any]] {
        problems.map { problem in
            var item: [String: Any] = ["problem": words.problem(problem), "anchor": false]
            if let refused {
                let form = steps.first { $0.step == refused }
                if let form, form.fields.contains(where: { $0.name == problem.field }) {
                    item["anchor"] = anchor(problem.field, of: refused)
                }
            } else if let anchor = Self.anchors[problem.field] {
                item["anchor"] = anchor
            }
            return item
        }
    }

    /// The problems of one field as one text, under the name that the template asks for: `dateProblem`.
    private func problems(of fields: [String], _ words: Words) -> [String: Any] {
        var context: [String: Any] = [:]
        for field in fields {
            let own = refused == nil ? text(ofProblems: field, words) : nil
            context["\(field)Problem"] = own ?? false
        }
        return context
    }

    func answerContext(_ form: AnswerForm, _ words: Words) -> [String: Any] {
        let isQuote = wantsQuote
        var context: [String: Any] = [
            "answerAction": address("answer"), "answerSubmission": form.submission,
            "legend": words[isQuote ? "exchange.answer.question.quote" : "exchange.answer.question"],
            "accept": words[isQuote ? "exchange.answer.quote" : "exchange.answer.accept"],
            "isAccepted": form.decision == .accept, "isDeclined": form.decision == .decline,
            "date": form.date, "time": form.time, "comment": form.comment, "reason": form.reason,
            "earliest": form.earliestDate ?? "",
            "dateHint": words[isQuote ? "exchange.answer.date.quote" : "exchange.answer.date.hint"],
            "zone": words.formats.zone(timeZone), "reasons": reasons(form, words),
        ]
        if let due = due(form, words) { context["due"] = due }
        let fields = ["decision", "date", "time", "comment", "reason"]
        context.merge(problems(of: fields, words)) { own, _ in own }
        return context
    }

    private func reasons(_ form: AnswerForm, _ words: Words) -> [[String: Any]] {
        let keys = form.reasons.isEmpty ? AnswerForm.defaultReasons : form.reasons
        return keys.map { ["choice": $0, "choiceText": words.declineReason($0), "isChosen": $0 == form.chosenReason] }
    }

    /// The deadline and what its passing may cost (A15).
    private func due(_ form: AnswerForm, _ words: Words) -> [String: Any]? {
        if form.isLapsed {
            let ended = form.answerBy.map { words("exchange.due.over.at", ["when": moment($0, words)]) }
            return ["title": ended ?? words["exchange.due.over"], "text": words["exchange.due.over.text"]]
        }
        guard let answerBy = form.answerBy else { return nil }
        let key = wantsQuote ? "exchange.due.quote" : "exchange.due"
        var due: [String: Any] = [
            "title": words(key, ["when": moment(answerBy, words)]), "text": words["exchange.due.warning"],
        ]
        if let left = form.left, left.milliseconds > 0 {
            due["left"] = words("exchange.due.left", ["duration": words.formats.duration(left)])
        }
        return due
    }

    func ownContext(_ own: OwnAnswer, _ words: Words) -> [String: Any] {
        var context: [String: Any] = [
            "what": words["exchange.own.\(own.kind.rawValue)"], "isDecline": own.kind == .declined,
            "who": words("exchange.own.by", ["name": own.by, "when": moment(own.at, words)]),
        ]
        if let visit = own.appointment {
            context["ownVisit"] = words.formats.dateTime(visit.local)
            context["ownMachine"] = visit.local.description
            context["ownZone"] = words.formats.zone(visit.timeZone)
        }
        if let comment = own.comment, !comment.isEmpty { context["ownComment"] = comment }
        if let reason = own.reason, !reason.isEmpty { context["ownReason"] = reason }
        if let undo = own.undo {
            context["undo"] = [
                "undoAction": address("undo"), "undoSubmission": undo.submission,
                "undoHint": words(
                    "exchange.undo.hint",
                    ["time": words.formats.time(Appointment(undo.until, in: timeZone).local)]),
            ]
        }
        return context
    }

    func messageContext(_ words: Words) -> [String: Any] {
        let count = String(message.maximumFiles)
        let size = words.formats.size(bytes: message.maximumSize)
        var context: [String: Any] = [
            "messageAction": address("messages"), "messageSubmission": message.submission, "messageText": message.text,
            "messageTitle": words("exchange.message.title", ["organization": letterhead.name]),
            "filesHint": words("exchange.message.limits", ["count": count, "size": size]),
            "maximumFiles": count, "maximumSize": String(message.maximumSize),
            "tooMany": words("problems.file.tooMany", ["maximum": count]),
            "tooLarge": words("problems.file.tooLarge.any", ["maximum": size]),
            "isTakenOver": message.isTakenOver, "hasKept": !message.kept.isEmpty,
            "kept": message.kept.map { $0.context(words) },
            "messageNote": label == .closed ? words["exchange.message.closed"] : "",
        ]
        context.merge(problems(of: ["message", "files"], words)) { own, _ in own }
        return context
    }
}

extension ExchangePage.KeptFile {
    /// As `exchange/kept.mustache` shows it.
    func context(_ words: Words) -> [String: Any] {
        [
            "keptValue": "\(field):\(id)", "keptName": name, "keptBytes": String(size),
            "keptSize": words.formats.size(bytes: size),
        ]
    }
}
