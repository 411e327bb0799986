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
            var values = ["language": caller.organization.language.rawValue, "sms": "on", "mail": "on"]
            var id: ContractorID?
            if let asked {
                guard let contractor = try ContractorID(asked).flatMap({ try reader.contractor($0) }),
                    contractor.organization == caller.organization.id
                else { return .notFound }
                id = contractor.id
                values = Self.values(contractor, portal.renderer.words(caller.language), values)
            }
            let page = DeskContractorFormPage(
                frame: try caller.frame(in: reader, section: .contractors), contractor: id,
                form: FormState(submission: SecretToken.random().text, values: values))
            return .html(portal.renderer.page(page), .ok)
        }
    }

    private static func values(
        _ contractor: Contractor, _ words: Words, _ defaults: [String: String]
    ) -> [String: String] {
        var values = defaults
        values["name"] = contractor.name
        guard let contact = contractor.contacts.first(where: { $0.role == .office }) else { return values }
        values["contactName"] = contact.name
        values["phone"] = contact.phone.map(words.formats.phone) ?? ""
        values["email"] = contact.email ?? ""
        values["language"] = contact.language.rawValue
        values["sms"] = contact.channels.contains(.sms) ? "on" : ""
        values["mail"] = contact.channels.contains(.email) ? "on" : ""
        return values
    }
}
