import Domain
import Hummingbird
import Intake
import Workflow

/// POST `/tickets/NUMBER/quote-decision`: `{approved, reason?, amount?}`; a refusal needs its reason, which the contractor
/// is told, and the approval of a quote that is only a file the amount that becomes the limit (T32, T33).
struct PostQuoteDecision {
    let call: APICall

    func answer() async throws -> Response {
        try await call.act { object, ticket, _ in
            let approved = object.flag("approved", isRequired: true)
            let reason = object.text(
                "reason", maximum: FieldLength.reason, lines: .many, isRequired: approved == false)
            let currency = ticket.activeOrder?.notToExceed?.currency ?? call.organization.currency
            let amount = object.money("amount", currency: currency)
            if approved == true { return ApproveQuote(ticket.id, amount: amount, origin: call.origin) }
            return RefuseQuote(ticket.id, reason: reason ?? "", origin: call.origin)
        }
    }
}
