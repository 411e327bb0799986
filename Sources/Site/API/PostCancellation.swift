import Domain
import Hummingbird
import Workflow

/// POST `/tickets/NUMBER/asks/ID/cancellation`: what was asked for is not wanted any more (T29). `ID` is the task's.
struct PostCancellation {
    let call: APICall

    func answer() async throws -> Response {
        let asked = call.context.parameters.get("task").flatMap { TaskID($0) }
        return try await call.act(hasBody: false) { _, ticket, _ in
            guard let task = ticket.tasks.first(where: { $0.id == asked }) else {
                throw APIProblem(.notFound, "", "refusal.notFound")
            }
            return CancelAsk(ticket.id, task: task.id, origin: call.origin)
        }
    }
}
