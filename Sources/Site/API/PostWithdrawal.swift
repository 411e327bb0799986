import Domain
import Hummingbird
import Intake
import Workflow

/// POST `/tickets/NUMBER/withdrawal`: takes the offer or the job back, with a reason that the contractor is told
/// (T16, T17).
struct PostWithdrawal {
    let call: APICall

    func answer() async throws -> Response {
        let body = try await APIBody.read(call.request)
        let ticket = try await call.perform(digest: body.digest) { reader in
            let id = try call.ticket(in: reader)
            let object = JSONObject(body.members)
            let reason = object.text("reason", maximum: FieldLength.reason, lines: .many, isRequired: true)
            try object.check()
            return WithdrawJob(id, reason: reason ?? "", origin: call.origin)
        }
        return try await call.answer(ticket)
    }
}
