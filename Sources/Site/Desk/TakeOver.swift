import Domain
import Hummingbird
import Rendering
import Workflow

/// POST `/desk/tickets/NUMBER/ownership`: out of the queue, into one's own hands (C13).
struct TakeOver {
    let portal: Portal

    @Sendable func handle(_ request: Request, _ context: SiteContext) async throws -> Response {
        let desk = Desk(portal, request, context)
        return try await desk.act { caller in
            let act = try await DeskAct(desk, caller)
            let form = await SubmittedForm.read(request, in: portal)
            do {
                _ = try await act.perform(TakeTicket(act.ticket, manager: caller.manager.id), form)
                return act.done(.taken)
            } catch let refusal as Refusal {
                return try await act.refuse(refusal)
            }
        }
    }
}
