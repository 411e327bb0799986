import Domain
import Hummingbird
import Store
import Workflow

/// POST `/tickets/NUMBER/submission`: a draft leaves for the queue, or everything that it lacks is named (T4, C9).
struct PostSubmission {
    let call: APICall

    func answer() async throws -> Response {
        let body = try await APIBody.read(call.request, isOptional: true)
        let ticket = try await call.perform(digest: body.digest) { reader in
            SubmitTicket(try call.ticket(in: reader), origin: call.origin)
        }
        return try await call.answer(ticket.id)
    }
}
