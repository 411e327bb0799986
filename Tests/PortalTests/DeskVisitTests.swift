import Courier
import Domain
import Foundation
import Gateways
import RelaisTesting
import Testing
import Workflow

@Suite("Visits at the desk")
struct DeskVisitTests {
    @Test("A25 a visit that has passed with nobody on site is red, called late, and may be given to somebody else")
    func late() async throws {
        try await DeskFixture.use { (desk) async throws in
            let job = try await DeskJob.accepted(desk, in: 3)
            let before = try await job.page()
            #expect(!before.head.contains("class=\"warning\"") && !before.facts.contains("class=\"late\""))
            #expect(try await desk.get("/desk").row(job.number)?.contains("class=\"late\"") == false)
            desk.office.travel.advance(.minutes(181))
            let row = try #require(try await desk.get("/desk").row(job.number))
            #expect(row.contains("<span class=\"late\">late: was due "))
            let page = try await job.page()
            #expect(page.head.contains("Late: the visit was due"))
            #expect(page.head.contains("href=\"#withdrawal\">Give the job to somebody else</a>"))
            #expect(page.panel("withdrawal") != nil)
            #expect(page.facts.contains("class=\"late\">") && page.facts.contains("<small>late</small>"))
            try await job.perform(Arrive(link: job.link))
            let arrived = try await job.page()
            #expect(!arrived.head.contains("class=\"warning\""))
            #expect(try await desk.get("/desk?folder=all").row(job.number)?.contains("class=\"late\"") == false)
        }
    }

    @Test("A25 what is owed beyond its day is red and called late in the list of tasks")
    func lateTask() async throws {
        try await DeskFixture.use { (desk) async throws in
            let job = try await DeskJob.accepted(desk, in: 3)
            desk.office.travel.advance(.hours(4))
            #expect(try await job.page().facts.contains(/<span class="late">by [^<]*· late<\/span>/))
        }
    }

    private func moved(_ job: DeskJob, times: ClosedRange<Int>) async throws {
        for time in times {
            let appointment = job.desk.office.appointment(in: 48 + Int64(time))
            try await job.perform(
                ChangeDate(
                    link: job.link, appointment: appointment, note: "Autre chantier \(time)",
                    told: job.desk.organization.manager.id))
        }
    }

    @Test("A26 AF3 changes of the date are counted, and from the second on the manager is warned")
    func changes() async throws {
        try await DeskFixture.use { (desk) async throws in
            let job = try await DeskJob.accepted(desk)
            try await moved(job, times: 1...1)
            let once = try await job.page()
            #expect(once.facts.contains("moved 1 time") && !once.head.contains("class=\"warning\""))
            #expect(try await desk.get("/desk").row(job.number)?.contains("new date: ") == true)
            #expect(once.timeline.contains("Autre chantier 1") && once.timeline.contains("told: Nina Morel"))
            try await moved(job, times: 2...3)
            let page = try await job.page()
            #expect(page.facts.contains("moved 3 times"))
            #expect(page.head.contains("The date was changed 3 times."))
            #expect(page.head.contains("Give the job to somebody else"))
        }
    }

    @Test("AF3 how many changes are too many is the organization's to set")
    func threshold() async throws {
        try await TestPortal.run { portal in
            var rules = OrganizationRules()
            rules.dateChangesBeforeWarning = 3
            let organization = try await portal.office.organization(language: .en, rules: rules)
            let desk = DeskFixture(
                portal: portal, organization: organization, browser: try await portal.signIn(organization))
            let job = try await DeskJob.accepted(desk)
            try await moved(job, times: 1...2)
            #expect(try await !job.page().head.contains("class=\"warning\""))
            try await moved(job, times: 3...4)
            #expect(try await job.page().head.contains("The date was changed 4 times."))
        }
    }

    @Test("B23 a manager moves the visit, the contractor is to confirm it, and the new date stands on both sides")
    func move() async throws {
        try await DeskFixture.use { (desk) async throws in
            let job = try await DeskJob.accepted(desk)
            let form = try #require(try await job.page().panel("schedule"))
            #expect(form.contains("type=\"date\" value=\"2026-11-1"))
            let page = try await job.done(
                "schedule", ["date": "2026-12-01", "time": "14:30", "note": "Le gardien sera là."])
            #expect(page.label == "in-progress/dispatch-confirmed")
            #expect(page.facts.contains("14:30") && page.facts.contains("not confirmed yet"))
            #expect(page.timeline.contains("Visit moved") && page.timeline.contains("Le gardien sera là."))
            try await job.perform(
                ChangeDate(
                    link: job.link, appointment: try #require(try await job.stored().activeOrder?.appointment),
                    note: nil, told: nil))
            #expect(try await !job.page().facts.contains("not confirmed yet"))
        }
    }

    @Test("P42 a visit that has passed can only be moved to a moment that is still to come, and one that exists")
    func impossible() async throws {
        try await DeskFixture.use { (desk) async throws in
            let job = try await DeskJob.accepted(desk, in: 2)
            desk.office.travel.advance(.hours(5))
            let visit = try #require(try await job.stored().activeOrder?.appointment?.local)
            let past = try await job.post("schedule", ["date": visit.dateText, "time": visit.timeText, "note": "Oui"])
            #expect(past.status == 422 && past.isWrong("schedule-time"))
            #expect(past.text.contains("Oui</textarea>"))
            let skipped = try await job.post("schedule", ["date": "2027-03-28", "time": "02:30"])
            #expect(skipped.status == 422 && skipped.isWrong("schedule-time") && skipped.text.contains("03:30"))
            let none = try await job.post("schedule", ["date": "", "time": ""])
            #expect(none.isWrong("schedule-date") && none.isWrong("schedule-time"))
            #expect(try await job.stored().activeOrder?.appointment?.local == visit)
        }
    }

    @Test("A14 A26 from a late visit the job is withdrawn, with a reason, and offered to somebody else")
    func reassign() async throws {
        try await DeskFixture.use { (desk) async throws in
            let job = try await DeskJob.accepted(desk, in: 1)
            desk.office.travel.advance(.hours(2))
            let page = try await job.done("withdrawal", ["reason": "Personne n’est venu"])
            #expect(page.label == "to-do/returned")
            let offered = try await desk.offer(
                job.number, ["name": "Durand", "phone": "06 39 98 00 02", "email": "", "mail": ""])
            #expect(offered.label == "to-do/offered" && offered.facts.contains("Durand"))
        }
    }
}
