import Domain
import Foundation
import Gateways
import RelaisTesting
import Testing
import Workflow

@Suite("A long history at the desk")
struct OfficeHistoryTests {
    /// More notes than one page of the timeline has events.
    private func fill(_ job: DeskJob) async throws {
        let (ticket, manager) = (try await job.stored().id, job.desk.organization.manager.id)
        for number in 1...201 {
            _ = try await job.desk.office.workflow.perform(
                WriteMessage(
                    .office(.manager(manager), ticket: ticket, isInternal: true), text: "Note \(number)", files: []))
        }
    }

    @Test("T42 E10 an invoice is decided on, and held against what was agreed, however much was written since")
    func invoice() async throws {
        try await DeskFixture.use { (desk) async throws in
            let job = try await DeskJob.accepted(desk)
            try await fill(job)
            try await job.perform(
                Complete(
                    link: job.link, report: "Joint remplacé.", files: [], signature: nil, signedBy: "Odile Petit",
                    invoice: try job.invoice("F-88", 40_000)))
            let fresh = try await job.page()
            #expect(!fresh.timeline.contains("Offered to"), "the offer is on an older page")
            #expect(fresh.timeline.contains("€400.00 (limit: €450.50)"))
            try await fill(job)
            let page = try await job.page()
            #expect(!page.timeline.contains("F-88"), "so is the invoice by now")
            let panel = try #require(page.panel("invoice"))
            for part in ["value=\"accept\"", "value=\"reject\"", "F-88", "€400.00 (limit: €450.50)", "facture.pdf"] {
                #expect(panel.contains(part), "\(part)")
            }
            #expect(page.panel("report")?.contains("Joint remplacé.") == true)
            let before = try await job.stored().version - 200
            let older = try await desk.get("\(job.path)?before=\(before)")
            #expect(older.timeline.contains("€400.00 (limit: €450.50)"))
            #expect(older.panel("invoice")?.contains("F-88") == true)
            let accepted = try await job.done("invoice-decision", ["decision": "accept"])
            #expect(accepted.timeline.contains("Invoice accepted"))
        }
    }

    @Test("B22 a quote is shown with its note and file beside its decision on every page of the timeline")
    func quote() async throws {
        try await DeskFixture.use { (desk) async throws in
            let job = try await DeskJob.accepted(desk)
            try await job.quote(40_000)
            try await fill(job)
            for query in ["", "?before=5"] {
                let panel = try #require(try await desk.get(job.path + query).panel("quote"))
                #expect(panel.contains("Main-d’œuvre comprise.") && panel.contains("devis.pdf"), "\(query)")
            }
        }
    }
}
