import Courier
import Domain
import Foundation
import Gateways
import Intake
import RelaisTesting
import Store
import Testing
import Workflow

/// A quote that waits, put before somebody outside who has his link (T32).
struct ApproverStage {
    let job: DeskJob
    /// `/t/TOKEN`, as the SMS brought it.
    let path: String
    let phone: TestClient

    static let number = "+33639980077"
    static let email = "helene@lilas.example"
    static let form = [
        "decision": "ask", "approver": "Hélène Roux", "approverPhone": "06 39 98 00 77", "approverEmail": email,
        "approverLanguage": "en", "approverNote": "Merci de voir avant jeudi.",
    ]

    var desk: DeskFixture { job.desk }
    var office: TestOffice { desk.office }

    static func use(
        quote cents: Int64? = 52_000, validFor days: Int64? = nil, kind: [String: String] = [:],
        _ change: [String: String] = [:], _ test: (ApproverStage) async throws -> Void
    ) async throws {
        try await DeskFixture.use { (desk) async throws in
            let job =
                kind.isEmpty
                ? try await DeskJob.accepted(desk, in: 24 * 30) : try await DeskJob.offered(desk, kind)
            if let cents {
                try await job.quote(cents, validFor: days)
            } else {
                let file = try desk.office.file("devis.pdf", type: "application/pdf", bytes: ExchangeFile.pdf)
                try await job.perform(
                    SendQuote(link: job.link, amount: nil, validUntil: nil, note: nil, files: [file]))
            }
            try await test(try await ask(job, change))
        }
    }

    /// Asks by the desk's form, and opens what the SMS brings.
    static func ask(_ job: DeskJob, _ change: [String: String] = [:]) async throws -> ApproverStage {
        let page = try await job.done("quote-decision", form.merging(change) { _, new in new })
        try #require(page.label == "waiting/decision")
        try await job.desk.office.courier.drain()
        let text = try #require(job.desk.office.sms.written.last { $0.to.hasPrefix("+3363998007") }?.text)
        return ApproverStage(
            job: job, path: "/t/\(try #require(TestOffice.token(in: text)))", phone: job.desk.portal.client())
    }

    func get(_ path: String = "") async throws -> TransferResponse { try await phone.get(self.path + path) }

    func decide(_ fields: [(String, String)], id: String = UUID().uuidString) async throws -> TransferResponse {
        try await phone.post("\(path)/decision", form: fields + [("submission", id)])
    }

    func approve(_ amount: String? = nil, id: String = UUID().uuidString) async throws -> TransferResponse {
        try await decide([("decision", "approve")] + (amount.map { [("amount", $0)] } ?? []), id: id)
    }

    func refuse(_ reason: String = "Trop cher pour un évier.", id: String = UUID().uuidString) async throws
        -> TransferResponse
    {
        try await decide([("decision", "refuse"), ("reason", reason)], id: id)
    }

    /// The page that a form led to.
    func follow(_ answer: TransferResponse) async throws -> TransferResponse {
        try #require(answer.status == 303, "\(LoopPage.text(answer.text).prefix(1200))")
        let page = try await phone.get(try #require(answer.header("Location")))
        try await office.courier.drain()
        return page
    }

    /// Nothing of the ticket may change by `act`.
    func unmoved(_ act: () async throws -> TransferResponse) async throws -> TransferResponse {
        let before = try await job.stored()
        let answer = try await act()
        #expect(try await job.stored() == before)
        return answer
    }

    /// The plumber's office.
    func contractorPath() throws -> String { "/t/\(try office.links.mint(job.link))" }

    var contractorTexts: [String] { office.sms.written.filter { $0.to == "+33639980001" }.map(\.text) }
    var managerMails: [OutgoingMail] { office.mail.written.filter { $0.to.name == desk.organization.manager.name } }
}
