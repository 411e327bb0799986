import Domain
import Hummingbird
import Intake
import Rendering
import Store

/// GET `/desk/contractors/new` and `/desk/contractors/ID/edit`.
struct ShowContractorForm {
    let portal: Portal

    @Sendable func handle(_ request: Request, _ context: SiteContext) async throws -> Response {
        let asked = context.parameters.get("contractor")
        return try await Desk(portal, request, context).respond { reader, caller in
            guard caller.mayAct else { return .forbidden }
            var contractor: Contractor?
            if let asked {
                contractor = try ContractorID(asked).flatMap { try reader.contractor($0) }
                guard contractor?.organization == caller.organization.id else { return .notFound }
            }
            let form = FormState(
                contractor, timeZone: caller.organization.timeZone, portal.renderer.words(caller.language))
            let page = DeskContractorFormPage(
                frame: try caller.frame(in: reader, section: .contractors), contractor: contractor?.id,
                form: form.withPlaceForOneMore(language: caller.organization.language))
            return .html(portal.renderer.page(page), .ok)
        }
    }
}

extension FormState {
    /// A firm as its form shows it.
    fileprivate init(_ contractor: Contractor?, timeZone: String, _ words: Words) {
        self.init(submission: SecretToken.random().text)
        guard let contractor else { return }
        values["name"] = contractor.name
        for (index, contact) in contractor.contacts.enumerated() {
            let fields = ContactFields(index + 1)
            values[fields.name("contact")] = contact.id.description
            values[fields.name("contactName")] = contact.name
            values[fields.name("role")] = contact.role.rawValue
            values[fields.name("language")] = contact.language.rawValue
            values[fields.name("phone")] = contact.phone.map(words.formats.phone) ?? ""
            values[fields.name("wrongNumber")] =
                contact.wrongNumberSince.map { words.formats.shortDateTime($0, in: timeZone) } ?? ""
            values[fields.name("email")] = contact.email ?? ""
            for way in contact.channels { values[fields.ways.box(way)] = "on" }
        }
    }

    /// With an empty place behind the last contact; a firm without any has its first one empty as well.
    func withPlaceForOneMore(language: Language) -> FormState {
        var state = self
        if values["contactName"] == nil { state.prepare(ContactFields(1), language) }
        guard let last = ContactFields.all(in: state).last, last.number == 1 || !last.isBlank(in: state) else {
            return state
        }
        state.prepare(ContactFields(last.number + 1), language)
        return state
    }

    private mutating func prepare(_ fields: ContactFields, _ language: Language) {
        values[fields.name("contactName")] = ""
        values[fields.name("role")] = Contact.Role.office.rawValue
        values[fields.name("language")] = language.rawValue
        for way in Contact.Way.allCases { values[fields.ways.box(way)] = "on" }
    }
}
