import Domain
import Hummingbird
import Intake
import Rendering
import Store
import Workflow

/// POST `/desk/tickets/NUMBER/withdrawal`: takes an offer or a job back, with a reason (T16, T17).
struct WithdrawFromContractor {
    let portal: Portal

    @Sendable func handle(_ request: Request, _ context: SiteContext) async throws -> Response {
        let desk = Desk(portal, request, context)
        return try await desk.act { caller in
            let act = try await DeskAct(desk, caller)
            let form = await SubmittedForm.read(request, in: portal)
            var problems = Problems(form.problems)
            let reason = problems.collect { () throws(Problem) in
                try Text.clean(form.fields["reason"], field: "reason", maximum: FieldLength.reason)
            }
            if problems.isEmpty, (reason ?? "").isEmpty {
                problems.append(Problem(field: "reason", key: "reason.missing"))
            }
            guard problems.isEmpty, let reason else { return try await act.mend(.withdrawal, form, problems.all) }
            let wasOffer = try await isOffer(act.ticket)
            do {
                _ = try await act.perform(WithdrawJob(act.ticket, reason: reason, origin: act.origin), form)
                return act.done(wasOffer ? .offerWithdrawn : .jobWithdrawn)
            } catch let refusal as Refusal {
                return try await act.refuse(refusal, .withdrawal, form)
            }
        }
    }

    /// Only for the words of the confirmation.
    private func isOffer(_ ticket: TicketID) async throws -> Bool {
        try await portal.store.read { try $0.ticket(ticket)?.phase == .toDo }
    }
}
