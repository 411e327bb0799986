import Domain

extension ExchangePage {
    /// The id of a step's field on the page; several steps have a field of the same name.
    func anchor(_ field: String, of step: StepForm.Step) -> String { "\(step.rawValue)-\(field)" }

    /// The steps that are wanted now, the others, and what stands at the foot of the page, as `exchange/step.mustache`
    /// shows them.
    func stepsContext(_ words: Words) -> [String: Any] {
        let foot = steps.filter(\.step.isAtFoot)
        let (wanted, others) = (steps.filter(\.isWanted), steps.filter { !$0.isWanted && !$0.step.isAtFoot })
        return [
            "foot": foot.map { context(of: $0, words) },
            "wanted": wanted.map { context(of: $0, words) }, "others": others.map { context(of: $0, words) },
            "hasOthers": !others.isEmpty, "questions": questions,
        ]
    }

    /// The words of a step, its variant's where it has some.
    private func key(_ part: String, of form: StepForm, _ words: Words) -> String {
        let usual = "exchange.do.\(form.step.rawValue)"
        let own = form.variant.map { "\(usual).\($0).\(part)" }
        return own.flatMap { words.ifAny($0) == nil ? nil : $0 } ?? "\(usual).\(part)"
    }

    private func context(of form: StepForm, _ words: Words) -> [String: Any] {
        let isRefused = refused == form.step
        let fields = form.fields.map {
            (field: $0, context: self.context(of: $0, in: form.step, isRefused: isRefused, words))
        }
        let extra = fields.filter(\.field.isExtra)
        var context: [String: Any] = [
            "stepID": form.step.rawValue, "stepAction": address(form.step.address),
            "stepSubmission": form.submission, "stepTitle": words(key("title", of: form, words), form.arguments),
            "stepLead": false, "stepNote": form.note ?? false,
            "stepWarning": form.warning.map { words("exchange.warn.\($0)", form.arguments) } ?? false,
            "stepButton": words(key("button", of: form, words), form.arguments), "isGrave": form.step.isGrave,
            "isFolded": form.isFolded, "isOpenStep": isRefused,
            "encoding": form.fields.contains { $0.isUpload } ? "multipart/form-data" : false,
            "fields": fields.filter { !$0.field.isExtra }.map(\.context), "extra": extra.map(\.context),
            "hasExtra": !extra.isEmpty, "extraTitle": "",
            "isOpenExtra": isRefused
                && extra.contains { $0.field.isFilled || text(ofProblems: $0.field.name, words) != nil },
        ]
        let lead = key("lead", of: form, words)
        if words.ifAny(lead) != nil { context["stepLead"] = words(lead, form.arguments) }
        if !extra.isEmpty { context["extraTitle"] = words[key("extra", of: form, words)] }
        return context
    }

    private func context(
        of field: StepField, in step: StepForm.Step, isRefused: Bool, _ words: Words
    ) -> [String: Any] {
        let id = anchor(field.name, of: step)
        let problem = isRefused ? text(ofProblems: field.name, words) : nil
        let hint = hint(of: field, in: step, words)
        let describedBy = [hint.map { _ in "\(id)-hint" }, problem.map { _ in "\(id)-error" }].compactMap(\.self)
        var context: [String: Any] = [
            "id": id, "name": field.name, "value": field.value,
            "fieldLabel": field.control == .fixed ? "" : words["exchange.field.\(field.label ?? field.name)"],
            "hint": hint ?? false, "error": problem ?? false,
            "describedBy": describedBy.isEmpty ? false : describedBy.joined(separator: " "),
            "hasKept": !field.kept.isEmpty, "kept": field.kept.map { $0.context(words) },
            "isRequired": !field.isOptional,
        ]
        for control in ["isFixed", "isInput", "isArea", "isPills", "isFiles", "isSignature", "isPlace"] {
            context[control] = false
        }
        for attribute in ["mode", "autocomplete", "earliest", "unit"] { context[attribute] = false }
        switch field.control {
        case .fixed: context["isFixed"] = true
        case .text(let type, let mode, let autocomplete):
            context.merge(["isInput": true, "type": type]) { $1 }
            if let mode { context["mode"] = mode }
            if let autocomplete { context["autocomplete"] = autocomplete }
        case .area(let rows): context.merge(["isArea": true, "rowCount": String(rows)]) { $1 }
        case .date(let earliest):
            context.merge(["isInput": true, "type": "date"]) { $1 }
            if let earliest { context["earliest"] = earliest }
        case .time: context.merge(["isInput": true, "type": "time"]) { $1 }
        case .amount(let currency):
            context.merge(["isInput": true, "type": "text", "mode": "decimal", "unit": currency]) { $1 }
        case .pills(let options):
            context["isPills"] = true
            context["options"] = options.enumerated().map { index, option in
                [
                    "optionID": index == 0 ? id : "\(id)-\(index)", "option": option.value,
                    "optionName": option.name ?? words["exchange.option.\(field.name).\(option.value)"],
                    "isChosen": option.value == field.value,
                ] as [String: Any]
            }
        case .files(let maximum, let size, let isSingle):
            let (count, readable) = (String(maximum), words.formats.size(bytes: size))
            context.merge([
                "isFiles": true, "isMultiple": !isSingle, "maximumFiles": count, "maximumSize": String(size),
                "tooMany": words("problems.file.tooMany", ["maximum": count]),
                "tooLarge": words("problems.file.tooLarge.any", ["maximum": readable]),
            ]) { $1 }
        case .signature: context["isSignature"] = true
        case .place: context["isPlace"] = true
        }
        return context
    }

    private func hint(of field: StepField, in step: StepForm.Step, _ words: Words) -> String? {
        switch field.control {
        case .files(let maximum, let size, let isSingle):
            let values = ["count": String(maximum), "size": words.formats.size(bytes: size)]
            return words(isSingle ? "exchange.message.limit" : "exchange.message.limits", values)
        case .time: return words.formats.zone(timeZone)
        case .fixed: return nil
        case .place: return words("exchange.place.hint", ["organization": letterhead.name])
        case .text, .area, .date, .amount, .pills, .signature:
            let own = words.ifAny("exchange.hint.\(step.rawValue).\(field.name)")
            return own ?? (field.isOptional ? words["exchange.answer.optional"] : nil)
        }
    }

    func text(ofProblems field: String, _ words: Words) -> String? {
        let own = problems.filter { $0.field == field }.map(words.problem)
        return own.isEmpty ? nil : own.joined(separator: " ")
    }
}

extension StepField {
    fileprivate var isFilled: Bool { !value.isEmpty || !kept.isEmpty }

    fileprivate var isUpload: Bool {
        switch control {
        case .files, .signature: true
        case .fixed, .text, .area, .date, .time, .amount, .pills, .place: false
        }
    }
}
