import Domain
import Intake
import Workflow

/// Reads who a contractor is and how to reach his office; used for an offer to a new one as well (B33).
struct ContractorFormReading {
    let form: SubmittedForm
    let organization: Organization

    func read(_ problems: inout Problems) -> ContractorForm {
        let name = problems.collect { () throws(Problem) in
            try Text.clean(form.fields["name"], field: "name", maximum: FieldLength.name, required: true, lines: .one)
        }
        let contact = problems.collect { () throws(Problem) in
            try Text.clean(form.fields["contactName"], field: "contactName", maximum: FieldLength.name, lines: .one)
        }
        let before = problems.all.count
        let phone =
            isFilled("phone")
            ? problems.collect { () throws(Problem) in
                try PhoneNumber.read(form.fields["phone"], field: "phone", region: organization.region)
            }?.e164 : nil
        let email =
            isFilled("email")
            ? problems.collect { () throws(Problem) in
                try EmailAddress.read(form.fields["email"], field: "email")
            }?.text : nil
        let channels = channels(phone: phone, email: email)
        if problems.all.count == before { checkReachable(phone, email, channels, &problems) }
        let language = form.fields["language"].flatMap(Language.init(rawValue:)) ?? organization.language
        let person = contact.flatMap { $0.isEmpty ? nil : $0 } ?? name ?? ""
        return ContractorForm(
            name: name ?? "",
            contacts: [
                .init(
                    name: person, role: .office, phone: phone, email: email, language: language, channels: channels)
            ])
    }

    private func isFilled(_ name: String) -> Bool { !(form.fields[name] ?? "").isEmpty }

    private func channels(phone: String?, email: String?) -> [Contact.Way] {
        var ways: [Contact.Way] = []
        if isFilled("sms"), phone != nil { ways.append(.sms) }
        if isFilled("mail"), email != nil { ways.append(.email) }
        return ways
    }

    private func checkReachable(
        _ phone: String?, _ email: String?, _ channels: [Contact.Way], _ problems: inout Problems
    ) {
        guard channels.isEmpty else { return }
        if phone == nil, email == nil {
            problems.append(Problem(field: "phone", key: "refusal.unreachable"))
        } else {
            problems.append(Problem(field: "channels", key: "choice.missing"))
        }
    }
}
