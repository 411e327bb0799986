import Domain
import Hummingbird
import Intake
import Workflow

/// POST `/tickets/NUMBER/withdrawal`: takes the offer or the job back, with a reason that the contractor is told
/// (T16, T17).
struct PostWithdrawal {
    let call: APICall

    func answer() async throws -> Response {
        try await call.act { object, ticket, _ in
            let reason = object.text("reason", maximum: FieldLength.reason, lines: .many, isRequired: true)
            return WithdrawJob(ticket.id, reason: reason ?? "", origin: call.origin)
        }
    }
}
