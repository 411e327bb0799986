package import Domain

/// A new firm, or one that is there: its name and everybody there whom messages reach.
package struct DeskContractorFormPage: Page {
    package static var template: String { "desk/contractor-form" }

    package var frame: DeskFrame
    /// Nil for a new one.
    package var contractor: ContractorID?
    /// Field names: name, and for each contact those of `ContactFields`.
    package var form: FormState

    package init(frame: DeskFrame, contractor: ContractorID?, form: FormState) {
        self.frame = frame
        self.contractor = contractor
        self.form = form
    }

    package var language: Language { frame.language }

    package func context(_ words: Words) -> [String: Any] {
        let title = words[contractor == nil ? "desk.newContractor" : "desk.editContractor"]
        var context = frame.context(words, title: title, column: .sheet)
        let name = FieldSpec(name: "name", label: "companyName", isRequired: true, maximumLength: 200)
        let contacts = ContactFields.all(in: form)
        // The last one waits for somebody new.
        let blank = contacts.last.flatMap { $0.number > 1 && $0.isBlank(in: form) ? $0 : nil }
        context["name"] = form.context(name, in: "firm", words)
        context["contacts"] = contacts.filter { $0 != blank }.map { $0.context(form, words) }
        context["another"] = blank.map { $0.context(form, words) } ?? false
        context["formTitle"] = title
        context["formAction"] = contractor.map(DeskPath.editContractor) ?? DeskPath.contractors
        context["formSubmission"] = form.submission
        context["cancelHref"] = contractor.map(DeskPath.contractor) ?? DeskPath.contractors
        context["alert"] = form.summary(
            in: "firm", fields: Set(["name"] + contacts.flatMap(\.fieldNames)), words)
        return context
    }
}

/// The fields of one contact of a firm. The first one's names are plain, the others' end in their number: `phone-2`.
package struct ContactFields: Hashable, Sendable {
    package let number: Int

    package init(_ number: Int) { self.number = number }

    package var suffix: String { number == 1 ? "" : "-\(number)" }
    package func name(_ field: String) -> String { field + suffix }
    package var ways: WaysField { .wanted(suffix) }

    /// As many as the form has.
    package static func all(in form: FormState) -> [Self] {
        [Self(1)] + (2...).lazy.map(Self.init).prefix { form.values[$0.name("contactName")] != nil }
    }

    /// Whether nobody is described here; the language and the boxes say nothing by themselves.
    package func isBlank(in form: FormState) -> Bool {
        ["contact", "contactName", "phone", "email"].allSatisfy { form[name($0)].isEmpty }
    }

    var fieldNames: [String] { ["contactName", "role", "language", "phone", "email", "channels"].map(name) }

    func context(_ form: FormState, _ words: Words) -> [String: Any] {
        let person = form[name("contactName")]
        var context: [String: Any] = [
            "idName": name("contact"), "contactID": form[name("contact")], "groupID": "firm-group\(suffix)",
            "groupTitle": person.isEmpty ? words["desk.field.contactName"] : person,
            "channels": ways.context(form, in: "firm", words),
            "wrongNumber": form[name("wrongNumber")].isEmpty
                ? false
                : [
                    "wrongSince": words("desk.wrongNumberSince", ["time": form[name("wrongNumber")]]),
                    "sinceName": name("wrongNumber"), "since": form[name("wrongNumber")],
                    "rightName": name("rightNumber"), "isRight": form[name("rightNumber")] == "on",
                ] as [String: Any],
        ]
        for (key, spec) in specs(words) { context[key] = form.context(spec, in: "firm", words) }
        return context
    }

    private func specs(_ words: Words) -> [(key: String, spec: FieldSpec)] {
        let languages = Language.allCases.map { ($0.rawValue, $0.endonym) }
        let roles = Contact.Role.allCases.map { ($0.rawValue, words["desk.role.\($0.rawValue)"]) }
        let specs = [
            FieldSpec(name: "contactName", isRequired: number > 1, maximumLength: 200),
            FieldSpec(name: "role", control: .select(roles), isRequired: true, hint: "role", isHalf: true),
            FieldSpec(name: "language", control: .select(languages), isRequired: true, isHalf: true),
            FieldSpec(name: "phone", control: .input(type: "tel"), hint: "phone", isHalf: true, maximumLength: 40),
            FieldSpec(name: "email", control: .input(type: "email"), isHalf: true, maximumLength: 254),
        ]
        return specs.map { spec in
            var own = spec
            own.name = name(spec.name)
            own.label = spec.name
            return (spec.name, own)
        }
    }
}
