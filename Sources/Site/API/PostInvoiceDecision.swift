import Domain
import Hummingbird
import Intake
import Workflow

/// POST `/tickets/NUMBER/invoice-decision`: `{accepted, reason?}` about the invoice that came, or `{waived: true}` where
/// none is wanted (T42, T43).
struct PostInvoiceDecision {
    let call: APICall

    func answer() async throws -> Response {
        try await call.act { object, ticket, _ in
            let isWaived = object.flag("waived") ?? false
            let accepted = object.flag("accepted", isRequired: !isWaived)
            let reason = object.text(
                "reason", maximum: FieldLength.reason, lines: .many, isRequired: accepted == false && !isWaived)
            if isWaived { return WaiveInvoice(ticket.id, origin: call.origin) }
            if accepted == true { return AcceptInvoice(ticket.id, origin: call.origin) }
            return RejectInvoice(ticket.id, reason: reason ?? "", origin: call.origin)
        }
    }
}
