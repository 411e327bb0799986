import Domain
import HTTPTypes
import Hummingbird
import Intake
import Rendering
import Store
import Workflow

/// POST `/t/TOKEN/messages`: text and files to the manager, at every stage (B10, B11), also after the job went to
/// somebody else (T17).
struct SendMessage {
    let portal: Portal
    private static let longestText = 4000

    @Sendable func handle(_ request: Request, _ context: SiteContext) async throws -> Response {
        let page = ExchangeForm(portal: portal, request: request, context: context)
        switch try await page.receive() {
        case .answered(let response): return response
        case .form(let exchange, let form): return try await send(exchange, form, page)
        }
    }

    private func send(_ exchange: Exchange, _ form: SubmittedForm, _ page: ExchangeForm) async throws -> Response {
        var problems = Problems(form.problems)
        let text = problems.collect { () throws(Problem) in
            try Text.clean(form.fields["message"], field: "message", maximum: Self.longestText)
        }
        if (text ?? "").isEmpty, form.files.isEmpty, problems.isEmpty {
            problems.append(Problem(field: "message", key: "message.missing"))
        }
        if form.submission == nil, problems.isEmpty {
            problems.append(Problem(field: "", key: "submission.missing"))
        }
        guard problems.isEmpty, let key = form.key(exchange.scope) else {
            let kept = try await page.staged(form)
            return try await page.refuse(
                problems.all, status: form.refusalStatus
            ) { keep(kept, in: &$0) }
        }
        do {
            _ = try await portal.workflow.perform(
                WriteMessage(.link(exchange.link.id), text: text, files: form.files), once: key)
            return try page.confirm(form)
        } catch let refusal as Refusal {
            let kept = try await page.staged(form)
            return try await page.refuse(refusal, exchange: exchange) { keep(kept, in: &$0) }
        }
    }

    private func keep(_ form: SubmittedForm, in page: inout ExchangePage) {
        page.message.text = form.fields["message"] ?? ""
        page.message.kept = form.kept
        page.problems += form.lost
        let isUsedUp = page.problems.contains { $0.key == "submission.changed" }
        if let id = form.submission, !isUsedUp { page.message.submission = id }
    }
}
