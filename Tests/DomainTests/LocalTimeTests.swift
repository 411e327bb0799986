import Domain
import Foundation
import Testing

struct LocalTimeTests {
    private func local(_ text: String) throws -> LocalDateTime { try #require(LocalDateTime(text)) }

    private func utc(_ text: String) throws -> Instant {
        Instant(try Date(text, strategy: .iso8601))
    }

    @Test(
        "P28 an appointment is meant in the site's zone and stored as a moment too",
        arguments: [
            ("2026-11-23T09:00", "Europe/Paris", "2026-11-23T08:00:00Z"),
            ("2026-11-23T09:00", "Europe/Athens", "2026-11-23T07:00:00Z"),
            ("2026-07-01T09:00", "Europe/Paris", "2026-07-01T07:00:00Z"),
            ("2026-07-01T00:30", "Europe/Warsaw", "2026-06-30T22:30:00Z"),
        ])
    func resolve(text: String, zone: String, moment: String) throws {
        let appointment = try Appointment.resolve(try local(text), in: zone)
        #expect(appointment.instant == (try utc(moment)))
        #expect(appointment.local.description == text)
        #expect(Appointment(appointment.instant, in: zone) == appointment)
    }

    @Test(
        "P29 a time that the clock skips in spring is refused with both neighbours named",
        arguments: [
            ("2026-03-29T02:30", "Europe/Paris", "2026-03-29T01:30", "2026-03-29T03:30"),
            ("2026-03-29T03:30", "Europe/Athens", "2026-03-29T02:30", "2026-03-29T04:30"),
        ])
    func skipped(text: String, zone: String, before: String, after: String) throws {
        #expect {
            try Appointment.resolve(try local(text), in: zone)
        } throws: { error in
            guard let skipped = error as? SkippedTime else { return false }
            return skipped.before.description == before && skipped.after.description == after
        }
        #expect(throws: Never.self) { try Appointment.resolve(try local(before), in: zone) }
        #expect(throws: Never.self) { try Appointment.resolve(try local(after), in: zone) }
    }

    @Test(
        "P29 the edges of the skipped hour exist",
        arguments: [
            ("2026-03-29T01:59", "Europe/Paris", "2026-03-29T00:59:00Z"),
            ("2026-03-29T03:00", "Europe/Paris", "2026-03-29T01:00:00Z"),
            ("2026-03-29T02:59", "Europe/Athens", "2026-03-29T00:59:00Z"),
            ("2026-03-29T04:00", "Europe/Athens", "2026-03-29T01:00:00Z"),
        ])
    func edges(text: String, zone: String, moment: String) throws {
        #expect(try Appointment.resolve(try local(text), in: zone).instant == (try utc(moment)))
    }

    @Test(
        "P29 of a time that comes twice in autumn the earlier is meant",
        arguments: [
            ("2026-10-25T02:30", "Europe/Paris", "2026-10-25T00:30:00Z"),
            ("2026-10-25T03:30", "Europe/Athens", "2026-10-25T00:30:00Z"),
            ("2026-10-25T03:00", "Europe/Paris", "2026-10-25T02:00:00Z"),
            ("2026-10-25T04:00", "Europe/Athens", "2026-10-25T02:00:00Z"),
        ])
    func repeated(text: String, zone: String, moment: String) throws {
        #expect(try Appointment.resolve(try local(text), in: zone).instant == (try utc(moment)))
    }

    @Test(
        "P28 a number of days later the clock shows the same, whatever it did in between",
        arguments: [
            ("2026-03-28T23:30", 1, "2026-03-29T23:30"), ("2026-03-28T02:30", 1, "2026-03-29T03:30"),
            ("2026-10-25T00:30", 1, "2026-10-26T00:30"), ("2026-10-24T02:30", 1, "2026-10-25T02:30"),
            ("2026-03-01T12:00", 30, "2026-03-31T12:00"), ("2026-10-25T00:30", -1, "2026-10-24T00:30"),
            ("2027-12-31T12:00", 60, "2028-02-29T12:00"),
        ])
    func days(from: String, days: Int, to: String) throws {
        let later = try Appointment.resolve(try local(from), in: "Europe/Paris").later(days: days)
        #expect(later.local.description == to)
        #expect(later == (try Appointment.resolve(try local(to), in: "Europe/Paris")))
    }

    @Test(
        "P27 the browser's forms of a date and time are read, seconds dropped",
        arguments: [
            ("2026-11-23", "09:00", "2026-11-23T09:00"), ("2026-11-23", "09:00:59", "2026-11-23T09:00"),
            ("2028-02-29", "9:05", "2028-02-29T09:05"), ("2026-12-31", "23:59", "2026-12-31T23:59"),
        ])
    func reads(date: String, time: String, result: String) {
        #expect(LocalDateTime(date: date, time: time)?.description == result)
    }

    @Test(
        "A date or time that does not exist is none",
        arguments: [
            "2026-02-29T09:00", "2026-02-31T09:00", "2026-13-01T09:00", "2026-00-10T09:00", "2026-11-00T09:00",
            "2026-11-23T24:00", "2026-11-23T09:60", "2026-11-23", "2026-11-23T", "T09:00", "", "23.11.2026T09:00",
            "2026-11-23T09:00T", "26-11-23T09:00", "２０２６-11-23T09:00", "2026-11-23T-9:00", "1969-12-31T23:59",
        ])
    func rejects(text: String) {
        #expect(LocalDateTime(text) == nil)
    }

    @Test("Local times are ordered as the clock goes")
    func order() throws {
        #expect(try local("2026-09-30T23:59") < local("2026-10-01T00:00"))
        #expect(try local("2026-10-01T09:59") < local("2026-10-01T10:00"))
    }
}
