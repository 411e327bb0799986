import Domain
import HTTPTypes
import Hummingbird
import Intake
import Rendering
import Store
import Workflow

/// POST `/t/TOKEN/answer`: accepts with date and time, or declines with a reason (B9, B13 to B16, B32).
struct AnswerOffer {
    let portal: Portal
    private static let longestText = 2000

    /// The form as it was typed, each part read as far as it could be.
    private struct Answer: Sendable {
        var decision: ExchangePage.AnswerForm.Decision?
        var appointment: Appointment?
        var comment: String?
        var reasonKey: String?
        var reason: String?
    }

    @Sendable func handle(_ request: Request, _ context: SiteContext) async throws -> Response {
        let page = ExchangeForm(portal: portal, request: request, context: context)
        switch try await page.receive(reading: .order) {
        case .answered(let response): return response
        case .form(let exchange, let form): return try await answer(exchange, form, page)
        }
    }

    private func answer(_ exchange: Exchange, _ form: SubmittedForm, _ page: ExchangeForm) async throws -> Response {
        let typed: @Sendable (inout ExchangePage) -> Void = { keep(form, in: &$0) }
        guard form.problems.isEmpty else {
            return try await page.refuse(form.problems, status: form.refusalStatus, keeping: typed)
        }
        var problems = Problems()
        let answer = read(form.fields, exchange, &problems)
        if form.submission == nil { problems.append(Problem(field: "", key: "submission.missing")) }
        guard problems.isEmpty, let decision = answer.decision, let key = form.key(exchange.scope) else {
            if let repeated = try await page.repeated(form, of: exchange) { return repeated }
            // Who has answered meanwhile matters more than what is wrong with this answer.
            if let refusal = exchange.refusalOfAnswers {
                return try await page.refuse(refusal, exchange: exchange, keeping: typed)
            }
            return try await page.refuse(problems.all, keeping: typed)
        }
        do {
            switch decision {
            case .accept:
                _ = try await portal.workflow.perform(
                    AcceptOffer(link: exchange.link.id, appointment: answer.appointment, comment: answer.comment),
                    once: key)
            case .decline:
                _ = try await portal.workflow.perform(
                    DeclineOffer(link: exchange.link.id, reasonKey: answer.reasonKey, reason: answer.reason), once: key)
            }
            return try page.confirm(form)
        } catch let refusal as Refusal {
            return try await page.refuse(refusal, exchange: exchange, keeping: typed)
        }
    }

    private func read(_ fields: FormFields, _ exchange: Exchange, _ problems: inout Problems) -> Answer {
        var answer = Answer()
        answer.decision = fields["decision"].flatMap(ExchangePage.AnswerForm.Decision.init)
        switch answer.decision {
        case nil: problems.append(Problem(field: "decision", key: "decision.missing"))
        case .accept:
            answer.appointment = appointment(fields, exchange, &problems)
            answer.comment = problems.collect { () throws(Problem) in
                try Text.clean(fields["comment"], field: "comment", maximum: Self.longestText)
            }
        case .decline:
            answer.reasonKey = reasonKey(fields["reasonChoice"], exchange, &problems)
            answer.reason = problems.collect { () throws(Problem) in
                try Text.clean(fields["reason"], field: "reason", maximum: Self.longestText)
            }
            if answer.reasonKey == nil, answer.reason?.isEmpty ?? false {
                problems.append(Problem(field: "reason", key: "reason.missing"))
            }
        }
        return answer
    }

    /// Compulsory for an order (B13); a quote's visit may be left open, but not half said.
    private func appointment(_ fields: FormFields, _ exchange: Exchange, _ problems: inout Problems) -> Appointment? {
        let (date, time) = (fields["date"] ?? "", fields["time"] ?? "")
        if exchange.asksForQuote, date.isEmpty, time.isEmpty { return nil }
        let (zone, now) = (exchange.ticket.timeZone, portal.now)
        return problems.collectAll { () throws(Problems) in
            try VisitTime.resolve(date: date, time: time, timeZone: zone, now: now)
        }
    }

    private func reasonKey(_ choice: String?, _ exchange: Exchange, _ problems: inout Problems) -> String? {
        guard let choice, !choice.isEmpty else { return nil }
        let own = exchange.organization.rules.declineReasons
        guard (own.isEmpty ? ExchangePage.AnswerForm.defaultReasons : own).contains(choice) else {
            problems.append(Problem(field: "reason", key: "choice.unknown"))
            return nil
        }
        return choice
    }

    /// Everything as it was typed; the form's id too, unless that id was used up with other contents.
    private func keep(_ form: SubmittedForm, in page: inout ExchangePage) {
        let fields = form.fields
        guard var answer = page.answerForm else {
            // What came too late to be an answer can still be sent as a message (rule d).
            page.message.take(form.answerAsMessage(portal.renderer.words(page.language)))
            return
        }
        answer.decision = fields["decision"].flatMap(ExchangePage.AnswerForm.Decision.init)
        answer.date = fields["date"] ?? ""
        answer.time = fields["time"] ?? ""
        answer.comment = fields["comment"] ?? ""
        answer.chosenReason = fields["reasonChoice"] ?? ""
        answer.reason = fields["reason"] ?? ""
        let isUsedUp = page.problems.contains { $0.key == "submission.changed" }
        if let id = form.submission, !isUsedUp { answer.submission = id }
        page.answerForm = answer
    }
}
