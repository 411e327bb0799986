import Domain
import Hummingbird
import Intake
import Rendering
import Store
import Workflow

/// POST `/desk/tickets/NUMBER/edit`: saves a draft, submits it, or changes what a ticket says (C14).
struct ChangeTicket {
    let portal: Portal

    @Sendable func handle(_ request: Request, _ context: SiteContext) async throws -> Response {
        let desk = Desk(portal, request, context)
        return try await desk.act { caller in
            let act = try await DeskAct(desk, caller)
            let form = await SubmittedForm.read(request, in: portal)
            let (id, organization) = (act.ticket, caller.organization)
            let (choices, isDraft) = try await portal.store.read {
                (try TicketChoices($0, organization.id), try $0.ticket(id)?.phase == .draft)
            }
            let submits = form.fields["intent"] == "create"
            let mode: DeskTicketFormPage.Mode = isDraft ? .draft(number: act.number) : .edit(number: act.number)
            let (ticket, problems) = TicketFormReading(
                form: form, organization: organization, choices: choices, isComplete: submits || !isDraft
            ).read()
            guard problems.isEmpty else {
                return try await TicketFormPages(desk: desk).again(
                    mode, form, problems.all, status: problems.all.deskStatus)
            }
            do {
                _ = try await act.perform(
                    EditTicket(id, form: ticket, files: form.files, submits: submits, origin: act.origin), form)
                return act.done(submits ? .created : isDraft ? .draftSaved : .edited)
            } catch let refusal as Refusal {
                let found = refusal.problems(portal.renderer.words(caller.language))
                return try await TicketFormPages(desk: desk).again(mode, form, found, status: refusal.deskStatus)
            }
        }
    }
}
