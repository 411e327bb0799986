import Domain
import Hummingbird
import Intake
import Rendering
import Workflow

/// POST `/desk/tickets/NUMBER/messages`: to the contractor, or a note for the office alone (B20, C51).
struct WriteToContractor {
    let portal: Portal

    @Sendable func handle(_ request: Request, _ context: SiteContext) async throws -> Response {
        let desk = Desk(portal, request, context)
        return try await desk.act { caller in
            let act = try await DeskAct(desk, caller)
            let form = await SubmittedForm.read(request, in: portal)
            var problems = Problems(form.problems)
            let text = problems.collect { () throws(Problem) in
                try Text.clean(form.fields["text"], field: "text", maximum: FieldLength.message)
            }
            if problems.isEmpty, (text ?? "").isEmpty, form.files.isEmpty {
                problems.append(Problem(field: "text", key: "message.missing"))
            }
            let isInternal = form.fields["to"] != "contractor"
            let ways = isInternal ? nil : form.chosenWays
            guard problems.isEmpty else { return try await act.mend(.message, form, problems.all) }
            do {
                _ = try await act.perform(
                    WriteMessage(
                        .office(act.origin, ticket: act.ticket, isInternal: isInternal), text: text, files: form.files,
                        ways: ways),
                    form)
                return act.done(isInternal ? .noteAdded : .messageSent)
            } catch Refusal.unreachable where ways != nil {
                return try await act.mend(.message, form, [Problem(field: "ways", key: "ways.unreachable")])
            } catch let refusal as Refusal {
                return try await act.refuse(refusal, .message, form)
            }
        }
    }
}
