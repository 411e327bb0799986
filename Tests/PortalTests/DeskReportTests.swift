import Domain
import Foundation
import Gateways
import RelaisTesting
import Testing
import Workflow

@Suite("Reports at the desk")
struct DeskReportTests {
    @Test("B25 B26 a report shows its proofs and is accepted with one press, which resolves the ticket")
    func accept() async throws {
        try await DeskFixture.use { (desk) async throws in
            let job = try await DeskJob.completed(desk)
            #expect(try await desk.get("/desk").row(job.number)?.contains("report to check") == true)
            let page = try await job.page()
            let panel = try #require(page.panel("report"))
            #expect(panel.contains("Joint remplacé.") && panel.contains("avant.jpg"))
            let resolved = try await job.done("report", ["decision": "accept"])
            #expect(resolved.label == "resolved")
            #expect(resolved.timeline.contains("Settled with the people concerned"))
            #expect(resolved.panel("report") == nil)
        }
    }

    @Test("B25 who is not satisfied says why, and the work is owed again")
    func sendBack() async throws {
        try await DeskFixture.use { (desk) async throws in
            let job = try await DeskJob.completed(desk)
            let empty = try await job.post("report", ["decision": "reject", "reason": ""])
            #expect(empty.status == 422 && empty.isWrong("report-reason"))
            let page = try await job.done("report", ["decision": "reject", "reason": "La fuite continue."])
            #expect(page.label == "in-progress/incomplete")
            #expect(page.timeline.contains("La fuite continue."))
            #expect(try await job.stored().openTask(.completion) != nil)
            let late = try await job.post("report", ["decision": "accept"])
            #expect(late.status == 409 && late.alerts.first?.contains("End of the work") == true)
        }
    }

    @Test("D15 D16 what is still owed stands in the way of resolving, and is named")
    func owed() async throws {
        try await DeskFixture.use { (desk) async throws in
            let job = try await DeskJob.completed(desk)
            _ = try await job.done("asks", ["kind": "message", "text": "Quel étage ?"])
            let page = try await job.page()
            #expect(page.panel("report")?.contains("value=\"accept\"") == false)
            #expect(page.panel("report")?.contains("Still open, and in the way of resolving it: Reply") == true)
            let answer = try await job.post("resolution", ["method": "communicated"])
            #expect(answer.status == 409)
            #expect(answer.alerts.first?.contains("Reply") == true)
        }
    }

    @Test("C29 C30 own work is resolved by a method that must be chosen, with a note")
    func byHand() async throws {
        try await DeskFixture.use { (desk) async throws in
            let number = try await desk.create()
            let path = "/desk/tickets/\(number)"
            #expect(try await desk.get(path).panel("resolution") == nil)
            _ = try await desk.done("\(path)/ownership", [:])
            let none = try await desk.post("\(path)/resolution", ["method": "", "note": "Fait au téléphone"])
            #expect(none.status == 422 && none.isWrong("resolution-method"))
            #expect(none.text.contains("Fait au téléphone</textarea>"))
            #expect(try await desk.post("\(path)/resolution", ["method": "spam"]).status == 422)
            let page = try await desk.done("\(path)/resolution", ["method": "noResponse", "note": "Fait au téléphone"])
            #expect(page.label == "resolved")
            #expect(page.timeline.contains("No response") && page.timeline.contains("Fait au téléphone"))
        }
    }

    @Test("C51 E1 the timeline names who acted, marks what is internal and tells how a visit ended")
    func timeline() async throws {
        try await DeskFixture.use { (desk) async throws in
            let job = try await DeskJob.accepted(desk, in: 1)
            try await job.perform(
                PassOn(link: job.link, name: "Sami Petit", phone: "+33639980044", language: .fr))
            let technician = try await job.technicianLink()
            try await job.perform(Arrive(link: technician))
            try await job.perform(
                LeaveIncomplete(link: technician, outcome: .parts, next: nil, note: "Vanne à commander", files: []))
            _ = try await job.done("messages", ["to": "internal", "text": "Assurance prévenue"])
            let page = try await job.page()
            #expect(page.label == "waiting/parts")
            #expect(page.timeline.contains("passed on to Sami Petit"))
            #expect(page.timeline.contains("Sami Petit, Plomberie Martin · through the link"))
            #expect(page.timeline.contains("parts are needed") && page.timeline.contains("Vanne à commander"))
            #expect(page.timeline.contains("<p class=\"head\">Internal note</p>"))
            #expect(page.facts.contains("Sami Petit"))
        }
    }
}
