import Domain
import Hummingbird
import Store
import Workflow

/// POST `/t/TOKEN/undo`: takes the answer back within ten minutes (T13).
struct UndoOwnAnswer {
    let portal: Portal

    @Sendable func handle(_ request: Request, _ context: SiteContext) async throws -> Response {
        let page = ExchangeForm(portal: portal, request: request, context: context)
        switch try await page.receive() {
        case .answered(let response): return response
        case .form(let exchange, let form):
            guard let key = form.key(exchange.scope) else {
                return try await page.refuse([Problem(field: "", key: "submission.missing")]) { _ in }
            }
            do {
                _ = try await portal.workflow.perform(UndoAnswer(link: exchange.link.id), once: key)
                return try page.confirm(form)
            } catch let refusal as Refusal {
                return try await page.refuse(refusal, exchange: exchange) { _ in }
            }
        }
    }
}
