import Domain
import HTTPTypes
import Hummingbird
import Intake
import Rendering
import Store
import Workflow

/// POST `/desk/tickets`: a draft (C1), or straight a ticket once nothing required is missing (C2 to C7).
struct AddTicket {
    let portal: Portal

    @Sendable func handle(_ request: Request, _ context: SiteContext) async throws -> Response {
        let desk = Desk(portal, request, context)
        return try await desk.act { caller in
            let form = await SubmittedForm.read(request, in: portal)
            let submits = form.fields["intent"] == "create"
            let organization = caller.organization
            let choices = try await portal.store.read { try TicketChoices($0, organization.id) }
            var (ticket, problems) = TicketFormReading(
                form: form, organization: organization, choices: choices, isComplete: submits
            ).read()
            if form.submission == nil, form.problems.isEmpty {
                problems.append(Problem(field: "", key: "submission.missing"))
            }
            guard problems.isEmpty, let key = form.key(caller.scope) else {
                return try await again(desk, form, problems.all, problems.all.deskStatus)
            }
            do {
                let made = try await portal.workflow.perform(
                    CreateTicket(ticket, files: form.files, submits: submits, origin: .manager(caller.manager.id)),
                    once: key
                ).outcome
                let done = submits ? DeskDone.created : .draftSaved
                return Reply.seeOther("\(DeskPath.ticket(made.number))?done=\(done.rawValue)")
            } catch let refusal as Refusal {
                let words = portal.renderer.words(caller.language)
                return try await again(desk, form, refusal.problems(words), refusal.deskStatus)
            }
        }
    }

    private func again(
        _ desk: Desk, _ form: SubmittedForm, _ problems: [Problem], _ status: HTTPResponse.Status
    ) async throws -> Response {
        try await TicketFormPages(desk: desk).again(.new, form, problems, status: status)
    }
}
