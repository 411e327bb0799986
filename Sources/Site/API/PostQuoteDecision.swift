import Domain
import Hummingbird
import Intake
import Workflow

/// POST `/tickets/NUMBER/quote-decision`: `{approved, reason?}`; a refusal needs its reason, which the contractor is told
/// (T32, T33).
struct PostQuoteDecision {
    let call: APICall

    func answer() async throws -> Response {
        try await call.act { object, ticket, _ in
            let approved = object.flag("approved", isRequired: true)
            let reason = object.text(
                "reason", maximum: FieldLength.reason, lines: .many, isRequired: approved == false)
            if approved == true { return ApproveQuote(ticket.id, origin: call.origin) }
            return RefuseQuote(ticket.id, reason: reason ?? "", origin: call.origin)
        }
    }
}
