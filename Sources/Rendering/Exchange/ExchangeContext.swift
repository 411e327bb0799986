import Domain

extension ExchangePage {
    package func context(_ words: Words) -> [String: Any] {
        let answered = isAnswered
        var context: [String: Any] = [
            "pageTitle": pageTitle(words), "brand": letterhead.brand.className, "script": isLive,
            "keepsOrigin": keepsPhotoOrigin, "offersPlace": offersPlace,
            "label": label.rawValue, "base": base, "live": isLive ? "\(base)/live?since=\(version)" : "",
            "kind": words.kind(kind), "number": words("exchange.number", ["number": number]),
            "steps": ExchangeSteps(self).context(words), "problems": problemsContext(words),
            "hasProblems": !problems.isEmpty,
            "thread": thread.map { entry($0, words) }, "message": messageContext(words),
            "about": words("exchange.about", ["organization": letterhead.name]), "help": HelpPage.address(language),
            "canAnswer": answerForm != nil && !answered, "isAnswered": answered, "isNamed": true,
        ]
        context.merge(letterhead.context(words, address: base, subtitle: contractor)) { own, _ in own }
        if let confirmation { context["confirmation"] = confirmationContext(confirmation, words) }
        if let job, !answered { context["job"] = jobContext(job, words) }
        if let answerForm, !answered { context["answer"] = answerContext(answerForm, words) }
        context.merge(stepsContext(words)) { own, _ in own }
        context.merge(recordContext(words)) { own, _ in own }
        if let ownAnswer { context["own"] = ownContext(ownAnswer, words) }
        if confirmation == nil, let state = stateText(words) { context["state"] = state }
        return context
    }

    func address(_ action: String) -> String { "\(base)/\(action)?lang=\(language.rawValue)" }

    func moment(_ instant: Instant, _ words: Words) -> String { words.formats.shortDateTime(instant, in: timeZone) }

    /// Without the job's place or people, because link previews show it (P3).
    private func pageTitle(_ words: Words) -> String {
        let title = words(
            "exchange.title", ["kind": words.kind(kind), "number": number, "organization": letterhead.name])
        return problems.isEmpty ? title : words("exchange.title.problems", ["title": title])
    }

    /// A sentence for a stage that has no form and no answer of its own on the page.
    private func stateText(_ words: Words) -> String? {
        switch label {
        case .toDoOffered, .toDoLapsed: isQuoteApproved ? words["exchange.state.approved"] : nil
        case .toDoDeclined, .dispatchConfirmed, .waitingQuote: ownAnswer == nil ? sentence(words) : nil
        case .waitingDecision where record.quote?.fate == .expired: words["exchange.state.quoteExpired"]
        case .draft, .toDoNew, .toDoReturned, .inProgressOwn, .onSite, .incomplete, .toCheck, .waitingInformation,
            .waitingUntil, .waitingDecision, .waitingParts, .waitingSplit, .waitingCase, .resolved, .closed, .withdrawn:
            sentence(words)
        }
    }

    private func sentence(_ words: Words) -> String? {
        words.ifAny("exchange.state.\(label.rawValue)").map { _ in
            words("exchange.state.\(label.rawValue)", ["organization": letterhead.name])
        }
    }

    private func confirmationContext(_ confirmation: Confirmation, _ words: Words) -> [String: Any] {
        let kind = confirmation.kind.rawValue
        return [
            "title": words["exchange.confirmed.\(kind)"],
            "placed": confirmation.isPlaced.map { words[$0 ? "exchange.place.sent" : "exchange.place.unsent"] }
                ?? false,
            "text": words(
                "exchange.confirmed.text",
                [
                    "organization": letterhead.name, "number": confirmation.number ?? number,
                    "when": words.formats.dateTime(confirmation.at, in: timeZone),
                ]),
            "form": confirmation.kind.form,
            "again": "\(base)?lang=\(language.rawValue)",
        ]
    }

    private func jobContext(_ job: Job, _ words: Words) -> [String: Any] {
        var context: [String: Any] = [
            "priority": words.priority(job.priority), "priorityClass": job.priority.rawValue, "title": job.title,
            "description": job.description, "limit": job.isPriced ? words.limit(job.limit) : false,
            "hasLimit": job.limit != nil, "technician": job.technician ?? false,
            "jobFiles": job.files.map { file($0, words) }, "hasJobFiles": !job.files.isEmpty,
            "visit": visit(job, words), "isLate": job.isLate, "warnings": warnings(job, words),
        ]
        if let customer = job.customer { context["customer"] = customer }
        let place = [job.siteName, job.address].compactMap(\.self).filter { !$0.isEmpty }
        if let first = place.first { context["place"] = first }
        if place.count > 1 { context["address"] = place[1] }
        if let site = phone(job.sitePhone, words) { context["site"] = site }
        if job.contactName != nil || job.contactPhone != nil {
            var contact: [String: Any] = ["name": job.contactName ?? ""]
            if let number = phone(job.contactPhone, words) { contact["contactPhone"] = number }
            context["contact"] = contact
        }
        return context
    }

    /// What being late, or moving the visit again and again, may cost (A25, A26).
    private func warnings(_ job: Job, _ words: Words) -> [String] {
        let late = job.isLate ? [words("exchange.warn.late", ["organization": letterhead.name])] : []
        return job.isMovedTooOften ? late + [words["exchange.warn.moved"]] : late
    }

    private func visit(_ job: Job, _ words: Words) -> [String: Any] {
        let isAgreed = job.appointment != nil
        guard let visit = job.appointment ?? job.scheduledAt else {
            return [
                "name": words["exchange.job.scheduled"], "when": words["exchange.job.scheduled.none"], "note": "",
                "changes": false,
            ]
        }
        let note = isAgreed ? "exchange.job.agreed.note" : "exchange.job.scheduled.note"
        return [
            "name": words[isAgreed ? "exchange.job.agreed" : "exchange.job.scheduled"],
            "when": words.formats.dateTime(visit.local), "machine": visit.local.description,
            "note": words(note, ["zone": words.formats.zone(visit.timeZone)]),
            "changes": job.dateChanges > 0
                ? words("exchange.job.changes", ["count": String(job.dateChanges)]) : false as Any,
        ]
    }

    private func phone(_ number: String?, _ words: Words) -> [String: Any]? {
        number.map { ["tel": $0, "phone": words.formats.phone($0)] }
    }

    func file(_ file: FileLink, _ words: Words) -> [String: Any] { Self.fileContext(file, words) }

    static func fileContext(_ file: FileLink, _ words: Words) -> [String: Any] {
        var context: [String: Any] = [
            "fileName": file.name, "fileSize": words.formats.size(bytes: file.size),
            "fileAddress": file.address ?? false, "fileThumb": false, "fileNote": false,
            "fileFailed": file.failure != nil,
        ]
        if let picture = file.picture {
            context["fileThumb"] = picture.thumbnail
            context["fileLarge"] = picture.large
            (context["thumbWidth"], context["thumbHeight"]) = (picture.width, picture.height)
        } else if let failure = file.failure {
            context["fileNote"] = words["common.file.failed.\(failure.rawValue)"]
        } else if file.address == nil {
            context["fileNote"] = words["common.file.pending"]
        }
        return context
    }
}

extension Letterhead {
    /// What `partials/letterhead` names: initial, name, language switch. `address` is the page without a query.
    func context(_ words: Words, address: String, subtitle: String?) -> [String: Any] {
        var context: [String: Any] = [
            "organization": name, "initial": name.first.map { String($0).uppercased() } ?? "",
            "language": words.language.endonym,
            "languages": Language.allCases.map { language in
                [
                    "code": language.rawValue, "endonym": language.endonym,
                    "switch": "\(address)?lang=\(language.rawValue)",
                    "isCurrent": language == words.language,
                ] as [String: Any]
            },
        ]
        if let subtitle { context["subtitle"] = words("exchange.for", ["name": subtitle]) }
        if let phone { context["callback"] = ["tel": phone, "phone": words.formats.phone(phone)] }
        return context
    }
}

extension ExchangePage.Confirmation.Kind {
    /// After an answer the job is one tap away, and its form is gone (B17).
    var isAnswer: Bool {
        switch self {
        case .accepted, .quotePromised, .declined: true
        case .undone, .message, .dateChanged, .arrived, .delayed, .gaveBack, .quoted, .left, .completed, .invoiced,
            .limitAsked, .passedOn, .takenBack, .wrongNumber, .registered:
            false
        }
    }

    /// The form whose draft has arrived, so that the page forgets it.
    var form: String {
        switch self {
        case .accepted, .quotePromised, .declined: "answer"
        case .message: "message"
        case .dateChanged: "schedule"
        case .arrived: "arrival"
        case .delayed: "delay"
        case .gaveBack: "giveBack"
        case .quoted: "quote"
        case .left: "departure"
        case .completed: "completion"
        case .invoiced: "invoice"
        case .limitAsked: "limit"
        case .passedOn: "technician"
        case .registered: "register"
        case .undone, .takenBack, .wrongNumber: ""
        }
    }
}
