import Domain
import Intake
import Rendering
import Workflow

/// Reads who a contractor is and how to reach his people; used for an offer to a new one as well (B33).
struct ContractorFormReading {
    let form: SubmittedForm
    let organization: Organization

    func read(_ problems: inout Problems) -> ContractorForm {
        let name = problems.collect { () throws(Problem) in
            try Text.clean(form.fields["name"], field: "name", maximum: FieldLength.name, required: true, lines: .one)
        }
        let before = problems.all.count
        let contacts = ContactFields.all(in: FormState(form)).compactMap { fields in
            contact(fields, firm: name ?? "", &problems)
        }
        if problems.all.count == before { checkReachable(contacts, &problems) }
        return ContractorForm(name: name ?? "", contacts: contacts)
    }

    /// Nil where the form's last, empty place was left empty.
    private func contact(
        _ fields: ContactFields, firm: String, _ problems: inout Problems
    ) -> ContractorForm.ContactForm? {
        guard fields.number == 1 || !fields.isBlank(in: FormState(form)) else { return nil }
        let field = fields.name("contactName")
        let name = problems.collect { () throws(Problem) in
            try Text.clean(
                form.fields[field], field: field, maximum: FieldLength.name, required: fields.number > 1, lines: .one)
        }
        let phone = phone(fields.name("phone"), &problems)
        let email = email(fields.name("email"), &problems)
        var channels: [Contact.Way] = []
        if isFilled(fields.ways.box(.sms)), phone != nil { channels.append(.sms) }
        if isFilled(fields.ways.box(.email)), email != nil { channels.append(.email) }
        var contact = ContractorForm.ContactForm(
            id: form.fields[fields.name("contact")].flatMap { ContactID($0) },
            name: name.flatMap { $0.isEmpty ? nil : $0 } ?? firm,
            role: form.fields[fields.name("role")].flatMap(Contact.Role.init(rawValue:)) ?? .office,
            phone: phone, email: email,
            language: form.fields[fields.name("language")].flatMap(Language.init(rawValue:)) ?? organization.language,
            channels: channels)
        contact.isNumberRight = isFilled(fields.name("rightNumber"))
        return contact
    }

    private func phone(_ field: String, _ problems: inout Problems) -> String? {
        guard isFilled(field) else { return nil }
        return problems.collect { () throws(Problem) in
            try PhoneNumber.read(form.fields[field], field: field, region: organization.region)
        }?.e164
    }

    private func email(_ field: String, _ problems: inout Problems) -> String? {
        guard isFilled(field) else { return nil }
        return problems.collect { () throws(Problem) in
            try EmailAddress.read(form.fields[field], field: field)
        }?.text
    }

    private func isFilled(_ name: String) -> Bool { !(form.fields[name] ?? "").isEmpty }

    /// Somebody of the office must get the offers; whoever else is there may want no messages.
    private func checkReachable(_ contacts: [ContractorForm.ContactForm], _ problems: inout Problems) {
        guard !contacts.contains(where: { $0.role == .office && !$0.channels.isEmpty }) else { return }
        if let first = contacts.first, first.role == .office, first.phone != nil || first.email != nil {
            problems.append(Problem(field: "channels", key: "choice.missing"))
        } else {
            problems.append(Problem(field: "phone", key: "refusal.unreachable"))
        }
    }
}

extension FormState {
    /// What was sent, to be looked into.
    init(_ form: SubmittedForm) { self.init(form, problems: []) { "" } }
}
