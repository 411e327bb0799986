import Domain
import Hummingbird
import Rendering
import Store
import Workflow

/// Reads the form of one step of the exchange. What all steps share, `SendStep` does.
protocol ExchangeStep: Sendable {
    /// Which of the steps at this address was sent.
    func step(of form: SubmittedForm) -> ExchangePage.StepForm.Step

    /// The verb that the form asks for; nil, with what is wrong, where it cannot be read.
    func verb(
        _ form: SubmittedForm, _ exchange: Exchange, now: Instant, _ problems: inout Problems
    ) -> (any Verb<StepOutcome>)?
}

/// POST of one step: 303 to the page with its confirmation, or the page again with that step open, what was typed in it
/// and what is wrong (B16, rule c).
struct SendStep: Sendable {
    let portal: Portal
    let reading: any ExchangeStep

    init(_ reading: any ExchangeStep, portal: Portal) {
        self.reading = reading
        self.portal = portal
    }

    @Sendable func handle(_ request: Request, _ context: SiteContext) async throws -> Response {
        let page = ExchangeForm(portal: portal, request: request, context: context)
        switch try await page.receive() {
        case .answered(let response): return response
        case .form(let exchange, let form): return try await send(exchange, form, page)
        }
    }

    private func send(_ exchange: Exchange, _ form: SubmittedForm, _ page: ExchangeForm) async throws -> Response {
        let step = reading.step(of: form)
        var problems = Problems(form.problems)
        let verb = reading.verb(form, exchange, now: portal.now, &problems)
        if form.submission == nil, problems.isEmpty {
            problems.append(Problem(field: "", key: "submission.missing"))
        }
        guard problems.isEmpty, let verb, let key = form.key(exchange.scope) else {
            if let repeated = try await page.repeated(form, of: exchange) { return repeated }
            // That the step is over, or another's, matters more than what is wrong with it.
            if let refusal = try page.refusal(of: step, in: exchange) {
                return try await page.refuse(refusal, exchange: exchange, step: step, form: form)
            }
            return try await page.refuse(
                problems.all, step: step, form: form,
                status: form.refusalStatus)
        }
        // The life cycle takes a corrected invoice at any time; one that is not wanted any more only the page knows of.
        if step == .invoice, let refusal = try page.refusal(of: step, in: exchange) {
            if let repeated = try await page.repeated(form, of: exchange) { return repeated }
            return try await page.refuse(refusal, exchange: exchange, step: step, form: form)
        }
        do {
            _ = try await portal.workflow.perform(verb, once: key)
            return try page.confirm(form)
        } catch let refusal as Refusal {
            return try await page.refuse(refusal, exchange: exchange, step: step, form: form)
        }
    }
}
