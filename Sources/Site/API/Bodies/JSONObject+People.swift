import Domain
import Intake
import Workflow

extension JSONObject {
    /// E.164; an empty text counts as none. `region` is whose dialling habits a number without `+` follows.
    func phone(_ field: String = "phone", region: String) -> String? {
        guard let text = filled(field) else { return nil }
        return collect { () throws(Problem) in
            try PhoneNumber.read(text, field: name(field), region: region).e164
        }
    }

    /// As above, of a phone that gets SMS.
    func mobile(_ field: String = "phone", region: String) -> String? {
        guard let text = filled(field) else { return nil }
        return collect { () throws(Problem) in
            try PhoneNumber.readMobile(text, field: name(field), region: region).e164
        }
    }

    func email(_ field: String = "email") -> String? {
        guard let text = filled(field) else { return nil }
        return collect { () throws(Problem) in try EmailAddress.read(text, field: name(field)).text }
    }

    /// `{name, phone?, email?}`
    func person(_ field: String, region: String, isRequired: Bool) -> PersonForm? {
        guard let object = object(field, isRequired: isRequired) else { return nil }
        let name = object.text("name", maximum: FieldLength.name, isRequired: true)
        let phone = object.phone(region: region)
        let email = object.email()
        return PersonForm(name: name ?? "", phone: phone, email: email)
    }

    private func filled(_ field: String) -> String? {
        guard let text = string(field), text.contains(where: { !$0.isWhitespace }) else { return nil }
        return text
    }
}

/// The longest texts that are taken, in UTF-16 units.
enum FieldLength {
    static let title = 200
    static let description = 10_000
    static let message = 4_000
    static let reason = 2_000
    static let category = 100
    static let name = 200
    static let address = 500
    static let externalID = 200
}
