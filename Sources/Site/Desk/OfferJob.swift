import Domain
import Hummingbird
import Intake
import Rendering
import Store
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
            let answerBy = try await answerBy(form, act.ticket, &problems)
            let ways = form.fields["who"] == "new" ? nil : form.chosenWays
            guard problems.isEmpty, let choice else {
                return try await act.mend(.offer, form, problems.all)
            }
            do {
                let offer = OfferForm(choice, answerBy: answerBy, ways: ways)
                _ = try await act.perform(OfferTicket(act.ticket, offer, origin: act.origin), form)
                return act.done(.offered)
            } catch Refusal.unreachable where ways != nil {
                return try await act.mend(.offer, form, [Problem(field: "ways", key: "ways.unreachable")])
            } catch let refusal as Refusal {
                return try await act.refuse(refusal, .offer, form)
            }
        }
    }

    /// Until when he is to answer, by the site's clock; nil is what the organization's rules give (A15).
    private func answerBy(
        _ form: SubmittedForm, _ ticket: TicketID, _ problems: inout Problems
    ) async throws -> Instant? {
        let (date, time) = (form.fields["answerDate"] ?? "", form.fields["answerTime"] ?? "")
        guard !date.isEmpty || !time.isEmpty else { return nil }
        guard let timeZone = try await portal.store.read({ try $0.ticket(ticket)?.timeZone }) else {
            throw Refusal.notFound
        }
        return problems.collectAll { () throws(Problems) in
            try VisitTime.resolve(
                date: date, time: time, timeZone: timeZone, now: portal.now, dateField: "answerDate",
                timeField: "answerTime")
        }?.instant
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

extension SubmittedForm {
    /// What was ticked for this one message; nil is what each contact wants (B33).
    var chosenWays: [Contact.Way]? {
        let ways = Contact.Way.allCases.filter { !(fields[WaysField.chosen.box($0)] ?? "").isEmpty }
        return ways.isEmpty ? nil : ways
    }
}

extension DeskAct {
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
