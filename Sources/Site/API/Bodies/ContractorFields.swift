import Domain
import Store
import Workflow

/// Who is asked: `{externalId?, name, contacts: [...]}`, or the id of one that the organization has. One that is known by
/// its external id needs no further description.
struct ContractorFields {
    let organization: Organization
    let reader: Reader
    private static let mostContacts = 20

    /// Reads `field`, or `idField` where the body may name one by its id.
    func choice(_ object: JSONObject, _ field: String, idField: String? = nil) throws -> ContractorChoice? {
        if let idField, object.has(idField) { return try existing(object, idField) }
        guard let described = object.object(field, isRequired: true) else { return nil }
        return .described(try form(described))
    }

    /// `{externalId?, name, contacts: [...]}`; somebody of the office must be within reach.
    func form(_ described: JSONObject) throws -> ContractorForm {
        let externalID = described.text("externalId", maximum: FieldLength.externalID)
        let known = try externalID.flatMap {
            try reader.contractor(of: organization.id, externalID: $0, phones: [], emails: [])
        }
        let name = described.text("name", maximum: FieldLength.name, isRequired: known == nil)
        let objects = described.objects("contacts", maximum: Self.mostContacts, isRequired: known == nil)
        let contacts = (objects ?? []).map { contact($0) }
        if known != nil || objects != nil, !(try isReachable(contacts, known)) {
            described.report("contacts", "refusal.unreachable")
        }
        return ContractorForm(externalID: externalID, name: name ?? known?.name ?? "", contacts: contacts)
    }

    /// What changes of one that is kept; a contact with an `id` is one of its own, of whom only what is named changes.
    func changes(_ object: JSONObject, of known: Contractor) -> ContractorForm {
        let name = object.names("name") ? object.text("name", maximum: FieldLength.name, isRequired: true) : nil
        let contacts = (object.objects("contacts", maximum: Self.mostContacts) ?? []).map { described in
            guard described.names("id") else { return contact(described) }
            let id: ContactID? = described.identifier("id")
            let former = known.contacts.first { $0.id == id }
            if former == nil, id != nil { described.report("id", "choice.unknown") }
            return contact(described, former: former)
        }
        return ContractorForm(name: name ?? known.name, contacts: contacts)
    }

    private func existing(_ object: JSONObject, _ field: String) throws -> ContractorChoice? {
        guard let id = object.identifier(field, of: Subject.Contractor.self) else { return nil }
        guard let contractor = try reader.contractor(id), contractor.organization == organization.id else {
            object.report(field, "choice.unknown")
            return nil
        }
        if contractor.reachableOffice.isEmpty { object.report(field, "refusal.unreachable") }
        return .existing(id)
    }

    /// `{name, role, phone?, email?, language, channels}`; without `channels` every way for which there is an address.
    /// Of a `former` what is not named stays.
    private func contact(_ object: JSONObject, former: Contact? = nil) -> ContractorForm.ContactForm {
        let isNew = former == nil
        let name =
            isNew || object.names("name")
            ? object.text("name", maximum: FieldLength.name, isRequired: true) : former?.name
        let role = object.choice("role", of: Contact.Role.self)
        let phone = isNew || object.names("phone") ? object.phone(region: organization.region) : former?.phone
        let email = isNew || object.names("email") ? object.email() : former?.email
        let language = object.choice("language", of: Language.self)
        let channels = object.choices("channels", of: Contact.Way.self)
        var possible: [Contact.Way] = []
        if phone != nil { possible.append(.sms) }
        if email != nil { possible.append(.email) }
        var form = ContractorForm.ContactForm(
            id: former?.id, name: name ?? "", role: role ?? former?.role ?? .office, phone: phone, email: email,
            language: language ?? former?.language ?? organization.language,
            channels: channels ?? former?.channels ?? possible)
        // Of a number that was reported as somebody else's: it was looked at, and SMS go to it again (P37).
        if !isNew { form.isNumberRight = object.flag("rightNumber") ?? false }
        return form
    }

    /// Whether an offer could reach anybody: somebody of the office, named here or known already.
    private func isReachable(_ contacts: [ContractorForm.ContactForm], _ known: Contractor?) throws -> Bool {
        let office = contacts.filter { $0.role == .office }
        if office.contains(where: { $0.channels.contains(.sms) && $0.phone != nil }) { return true }
        if office.contains(where: { $0.channels.contains(.email) && $0.email != nil }) { return true }
        let found =
            try known
            ?? reader.contractor(
                of: organization.id, externalID: nil, phones: office.compactMap(\.phone),
                emails: office.compactMap(\.email))
        return found?.reachableOffice.isEmpty == false
    }
}
