import Domain
import Intake
import Rendering
import Hummingbird
import Store
import Workflow

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

    /// The ticket's page with this panel open, as it was sent, and what is wrong with it.
    func mend(_ panel: DeskTicketPage.Panel, _ form: SubmittedForm, _ problems: [Problem]) async throws -> Response {
        let state = FormState(form, problems: problems) { SecretToken.random().text }
        let words = desk.portal.renderer.words(caller.language)
        let texts = problems.map(words.problem)
        return try await again(status: problems.deskStatus) { page in
            page.show(panel, state)
            guard !page.shows(panel, words) else { return }
            page.alert = DeskTicketPage.Alert(words["desk.error.refused.text"], items: texts)
        }
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
            if case .tasksOpen(let open) = refusal {
                page.alert = DeskTicketPage.Alert(words["desk.tasksOpen"], items: page.names(of: open, words))
            } else if refusal.deskStatus == .conflict || !page.shows(panel, words) {
                page.alert = DeskTicketPage.Alert(told, items: texts)
            }
        }
    }
}

extension DeskTicketPage {
    /// What the tasks are that an end is refused for (D16).
    fileprivate func names(of tasks: [TaskID], _ words: Words) -> [String] {
        ticket.ticket.tasks.filter { tasks.contains($0.id) }.map { words.task($0.kind) }
    }

    fileprivate mutating func show(_ panel: Panel, _ state: FormState) {
        open = panel
        switch panel {
        case .message: message = state
        case .offer: offer = state
        case .withdrawal: withdrawal = state
        case .quote, .report, .limit, .invoice, .ask, .schedule, .resolution: forms[panel] = state
        }
    }
}
