import Domain
import Hummingbird
import Intake
import Rendering
import Workflow

/// POST `/desk/tickets/NUMBER/offer`: asks a contractor that is known, or a new one (A1, A14).
struct OfferJob {
    let portal: Portal

    @Sendable func handle(_ request: Request, _ context: SiteContext) async throws -> Response {
        let desk = Desk(portal, request, context)
        return try await desk.act { caller in
            let act = try await DeskAct(desk, caller)
            let form = await SubmittedForm.read(request, in: portal)
            var problems = Problems(form.problems)
            let choice = choice(form, caller.organization, &problems)
            guard problems.isEmpty, let choice else {
                return try await act.mend(.offer, form, problems.all)
            }
            do {
                _ = try await act.perform(OfferTicket(act.ticket, OfferForm(choice), origin: act.origin), form)
                return act.done(.offered)
            } catch let refusal as Refusal {
                return try await act.refuse(refusal, .offer, form)
            }
        }
    }

    private func choice(
        _ form: SubmittedForm, _ organization: Organization, _ problems: inout Problems
    ) -> ContractorChoice? {
        if form.fields["who"] == "new" {
            return .described(ContractorFormReading(form: form, organization: organization).read(&problems))
        }
        guard let id = form.fields["contractor"].flatMap({ ContractorID($0) }) else {
            problems.append(Problem(field: "contractor", key: "choice.missing"))
            return nil
        }
        return .existing(id)
    }
}

extension DeskAct {
    /// The ticket's page with this panel open, as it was sent, and what is wrong with it.
    func mend(_ panel: DeskTicketPage.Panel, _ form: SubmittedForm, _ problems: [Problem]) async throws -> Response {
        let state = FormState(form, problems: problems) { SecretToken.random().text }
        return try await again(status: problems.deskStatus) { $0.show(panel, state) }
    }

    /// As `mend`, for what the verb refused; where the panel is gone, what happened meanwhile is told above.
    func refuse(
        _ refusal: Refusal, _ panel: DeskTicketPage.Panel, _ form: SubmittedForm
    ) async throws -> Response {
        let words = desk.portal.renderer.words(caller.language)
        let problems = refusal.problems(words)
        let state = FormState(form, problems: problems) { SecretToken.random().text }
        let texts = problems.map(words.problem)
        let told = words["desk.error.refused.text"]
        return try await again(status: refusal.deskStatus) { page in
            page.show(panel, state)
            if refusal.deskStatus == .conflict { page.alert = DeskTicketPage.Alert(told, items: texts) }
        }
    }
}

extension DeskTicketPage {
    fileprivate mutating func show(_ panel: Panel, _ state: FormState) {
        open = panel
        switch panel {
        case .message: message = state
        case .offer: offer = state
        case .withdrawal: withdrawal = state
        }
    }
}
