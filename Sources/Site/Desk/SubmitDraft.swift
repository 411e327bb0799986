import Domain
import Hummingbird
import Rendering
import Workflow

/// POST `/desk/tickets/NUMBER/submission`: the draft leaves for the queue, or all that it lacks is named (C9).
struct SubmitDraft {
    let portal: Portal

    @Sendable func handle(_ request: Request, _ context: SiteContext) async throws -> Response {
        let desk = Desk(portal, request, context)
        return try await desk.act { caller in
            let act = try await DeskAct(desk, caller)
            let form = await SubmittedForm.read(request, in: portal)
            do {
                _ = try await act.perform(SubmitTicket(act.ticket, origin: act.origin), form)
                return act.done(.created)
            } catch let refusal as Refusal {
                return try await act.refuse(refusal)
            }
        }
    }
}

extension DeskAct {
    /// The ticket as it is now, with why nothing was done.
    func refuse(_ refusal: Refusal) async throws -> Response {
        let words = desk.portal.renderer.words(caller.language)
        let texts = refusal.problems(words).map(words.problem)
        let alert: DeskTicketPage.Alert =
            if case .incomplete = refusal {
                DeskTicketPage.Alert(words["desk.missing"], items: texts)
            } else {
                DeskTicketPage.Alert(words["desk.error.refused.text"], items: texts)
            }
        return try await again(status: refusal.deskStatus) { $0.alert = alert }
    }
}
