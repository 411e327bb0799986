import Domain
import Hummingbird
import Intake
import Workflow

/// POST `/tickets/NUMBER/quote-approver`: `{name, phone?, email?, language?, note?}`; somebody outside decides on the quote
/// that waits, by a link that is sent to him. Whoever was asked before is not asked any more (T32, B22).
struct PostQuoteApprover {
    let call: APICall

    func answer() async throws -> Response {
        try await call.act { object, ticket, _ in
            let name = object.text("name", maximum: FieldLength.name, isRequired: true)
            let phone = object.mobile(region: call.organization.region)
            let email = object.email()
            let language = object.choice("language", of: Language.self)
            let note = object.text("note", maximum: FieldLength.reason, lines: .many)
            let form = ApproverForm(
                name: name ?? "", phone: phone, email: email, language: language ?? call.organization.language,
                note: note)
            return AskApprover(ticket.id, form, origin: call.origin)
        }
    }
}

/// POST `/tickets/NUMBER/quote-approver/cancellation`: the office decides by itself again; his link is dead.
struct PostApproverCancellation {
    let call: APICall

    func answer() async throws -> Response {
        try await call.act(hasBody: false) { _, ticket, _ in DismissApprover(ticket.id, origin: call.origin) }
    }
}
