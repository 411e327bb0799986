import Foundation
import Gateways
import RelaisTesting
import Testing
import Workflow

/// The manager's browser on the ticket of a stage.
struct OfficeDesk {
    let path: String
    let browser: TestClient

    init(_ stage: ExchangeStage, _ browser: TestClient) {
        path = "/desk/tickets/\(stage.ticket.number)"
        self.browser = browser
    }

    func page(_ query: String = "") async throws -> LoopPage {
        LoopPage(try await browser.get(path + query), path: path)
    }

    func post(_ act: String, _ fields: [String: String]) async throws -> TransferResponse {
        try await browser.post(
            "\(path)/\(act)", form: fields.map { ($0.key, $0.value) } + [("submission", UUID().uuidString)])
    }

    /// Posts what must be taken, and gives the page that it leads to.
    func done(_ act: String, _ fields: [String: String]) async throws -> LoopPage {
        let answer = try await post(act, fields)
        try #require(answer.status == 303, "\(answer.status): \(LoopPage.text(answer.text).prefix(1500))")
        return LoopPage(try await browser.get(try #require(answer.header("Location"))))
    }
}
