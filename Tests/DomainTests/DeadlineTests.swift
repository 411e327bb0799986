import Domain
import Testing

struct DeadlineTests {
    private let rules = OrganizationRules()

    private func instant(_ local: String, in zone: String = "Europe/Paris") throws -> Instant {
        try Appointment.resolve(#require(LocalDateTime(local)), in: zone).instant
    }

    @Test("A15 the time to answer depends on the priority", arguments: zip(Priority.allCases, [30, 240, 1440, 4320]))
    func answerBy(priority: Priority, minutes: Int64) {
        #expect(rules.answerBy(priority: priority, from: Story.start) == Story.start + .minutes(minutes))
    }

    @Test("A15 a priority that an organization left out has the usual time")
    func answerByDefault() {
        var rules = OrganizationRules()
        rules.answerMinutes = [.low: 10]
        #expect(rules.answerBy(priority: .high, from: Story.start) == Story.start + .hours(4))
        #expect(rules.answerBy(priority: .low, from: Story.start) == Story.start + .minutes(10))
    }

    @Test("E5 reminders stand at half and at nine tenths of the time, soonest first, never at or after its end")
    func reminders() {
        let end = Story.start + .hours(10)
        #expect(rules.reminders(from: Story.start, until: end) == [Story.start + .hours(5), Story.start + .hours(9)])
        var odd = OrganizationRules()
        odd.reminderShares = [1, 0.9, 0, 0.1, 7]
        #expect(odd.reminders(from: Story.start, until: end) == [Story.start + .hours(1), Story.start + .hours(9)])
    }

    @Test(
        "P29 a routine SMS waits until the morning of the site's clock",
        arguments: [
            ("2026-11-23T19:59", "2026-11-23T19:59"), ("2026-11-23T20:00", "2026-11-24T07:30"),
            ("2026-11-23T23:59", "2026-11-24T07:30"), ("2026-11-24T00:00", "2026-11-24T07:30"),
            ("2026-11-24T07:29", "2026-11-24T07:30"), ("2026-11-24T07:30", "2026-11-24T07:30"),
            ("2026-12-31T22:00", "2027-01-01T07:30"),
            // Over both changes of the clock.
            ("2026-03-28T21:00", "2026-03-29T07:30"), ("2026-10-24T21:00", "2026-10-25T07:30"),
            ("2026-10-25T01:30", "2026-10-25T07:30"),
        ])
    func quietHours(asked: String, sent: String) throws {
        for zone in ["Europe/Paris", "Europe/Athens"] {
            #expect(rules.afterQuietHours(try instant(asked, in: zone), in: zone) == (try instant(sent, in: zone)))
        }
    }

    @Test("P29 quiet hours are the site's: the same moment is quiet in Athens and not in Paris")
    func zones() throws {
        let moment = try instant("2026-11-23T19:30")
        #expect(!rules.isQuiet(moment, in: "Europe/Paris"))
        #expect(rules.isQuiet(moment, in: "Europe/Athens"))
    }

    @Test("P29 quiet hours may lie within a day, end at an hour that a change skips, or not be at all")
    func oddQuietHours() throws {
        var rules = OrganizationRules()
        (rules.quietFrom, rules.quietUntil) = (12 * 60, 14 * 60)
        #expect(
            rules.afterQuietHours(try instant("2026-11-23T13:00"), in: "Europe/Paris")
                == (try instant("2026-11-23T14:00")))
        (rules.quietFrom, rules.quietUntil) = (22 * 60, 2 * 60 + 30)
        let skipped = rules.afterQuietHours(try instant("2026-03-28T23:00"), in: "Europe/Paris")
        #expect(!rules.isQuiet(skipped, in: "Europe/Paris"))
        #expect(skipped == (try instant("2026-03-29T03:30")))
        (rules.quietFrom, rules.quietUntil) = (0, 0)
        #expect(rules.afterQuietHours(Story.start, in: "Europe/Paris") == Story.start)
    }

    @Test("C39 the feedback window is five days by default")
    func feedback() {
        #expect(rules.feedbackUntil(from: Story.start) == Story.start + .days(5))
    }
}
