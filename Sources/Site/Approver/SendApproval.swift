import Domain
import HTTPTypes
import Hummingbird
import Intake
import Rendering
import Store
import Workflow

/// POST `/t/TOKEN/decision`: approves the quote, or refuses it with a reason (T32, T33, B22). No other link has it.
struct SendApproval {
    let portal: Portal

    @Sendable func handle(_ request: Request, _ context: SiteContext) async throws -> Response {
        let reply = LinkReply(portal: portal)
        let now = portal.now
        guard let link = reply.link(context),
            let approval = try await portal.store.read({ try Approval.open(link, at: now, in: $0) })
        else { return reply.unknown(request, context) }
        let answer = Answer(portal: portal, request: request, context: context, approval: approval)
        let mayGoOn = portal.takesForm(of: link)
        // He sends no files, and what comes all the same is not kept.
        var form = await SubmittedForm.read(request, in: portal, limits: .noFiles)
        if !mayGoOn { form.problems = [RequestLimits.formProblem] }
        return try await answer.take(form)
    }
}

/// One form of an approver's, on its way to the verb.
private struct Answer {
    let portal: Portal
    let request: Request
    let context: SiteContext
    let approval: Approval

    func take(_ form: SubmittedForm) async throws -> Response {
        if let key = form.key(Approval.scope(approval.link.id)) {
            // The same press once more: its confirmation (rule c).
            let earlier = try await portal.store.read { try $0.submission(scope: key.scope, id: key.id) }
            if earlier?.fingerprint == key.fingerprint { return try confirm(form) }
        }
        // What was decided meanwhile matters more than what is wrong with this answer.
        guard approval.state == .open else { return try await tooLate(approval.state) }
        var problems = Problems(form.problems)
        let decision = read(form.fields, &problems)
        if form.submission == nil { problems.append(Problem(field: "", key: "submission.missing")) }
        guard problems.isEmpty, let decision, let key = form.key(Approval.scope(approval.link.id)) else {
            return try await mend(problems.all, form, status: form.refusalStatus)
        }
        do {
            _ = try await portal.workflow.perform(DecideAsApprover(link: approval.link.id, decision), once: key)
            return try confirm(form)
        } catch Refusal.invalid(let problems) {
            return try await mend(problems, form, status: .unprocessableContent)
        } catch Refusal.submissionChanged {
            return try await mend([Problem(field: "", key: "submission.changed")], form, status: .conflict)
        } catch is Refusal {
            // Somebody was quicker, by a moment.
            let (id, now) = (approval.link.id, portal.now)
            let current = try await portal.store.read { try Approval.open(id, at: now, in: $0) }
            return try await tooLate(current?.state ?? .ended)
        }
    }

    private func read(_ fields: FormFields, _ problems: inout Problems) -> DecideAsApprover.Decision? {
        switch fields["decision"] {
        case "approve":
            guard approval.quote?.amount == nil else { return .approve(amount: nil) }
            let amount = problems.collect { () throws(Problem) in
                try AmountText.read(fields["amount"], field: "amount", currency: approval.currency)
            }
            return amount.map { .approve(amount: $0) }
        case "refuse":
            let before = problems.all.count
            let reason = problems.collect { () throws(Problem) in
                try Text.clean(fields["reason"], field: "reason", maximum: FieldLength.reason)
            }
            if reason?.isEmpty ?? true, problems.all.count == before {
                problems.append(Problem(field: "reason", key: "reason.missing"))
            }
            return reason.map { .refuse(reason: $0) }
        default:
            problems.append(Problem(field: "", key: "decision.missing"))
            return nil
        }
    }

    /// 303 to the page with its confirmation; the language stays in the address.
    private func confirm(_ form: SubmittedForm) throws -> Response {
        let language = request.askedLanguage.map { "&lang=\($0.rawValue)" } ?? ""
        return Reply.seeOther("\(try LinkPath(context).page)?done=\(form.submission ?? "")\(language)")
    }

    /// What was decided already is a conflict; a link that leads to nothing any more is gone.
    private func tooLate(_ state: Approval.State) async throws -> Response {
        try await ShowApproval(portal: portal).respond(
            to: request, context, status: state == .decided ? .conflict : .gone
        ) { _ in }
    }

    /// The page again with what is wrong and everything that was typed.
    private func mend(
        _ problems: [Problem], _ form: SubmittedForm, status: HTTPResponse.Status
    ) async throws -> Response {
        try await ShowApproval(portal: portal).respond(to: request, context, status: status) { page in
            page.problems = problems
            guard case .open(var typed) = page.state else { return }
            typed.amount = form.fields["amount"] ?? ""
            typed.reason = form.fields["reason"] ?? ""
            let isUsedUp = problems.contains { $0.key == "submission.changed" }
            if let id = form.submission, !isUsedUp { typed.submission = id }
            page.state = .open(typed)
        }
    }
}
