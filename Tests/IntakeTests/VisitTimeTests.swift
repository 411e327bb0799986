import Domain
import Intake
import Testing

@Suite struct DateTextTests {
    @Test(
        "B13 dates and times are read as pickers and people write them",
        arguments: [
            ("2026-11-23", "09:00", "2026-11-23T09:00"), ("23/11/2026", "9:00", "2026-11-23T09:00"),
            ("23.11.2026", "9h00", "2026-11-23T09:00"), ("23-11-2026", "9h", "2026-11-23T09:00"),
            ("3/1/2027", "9", "2027-01-03T09:00"), ("23/11/26", "14H30", "2026-11-23T14:30"),
            (" 23 / 11 / 2026 ", " 14 : 30 ", "2026-11-23T14:30"), ("2026/11/23", "14.30", "2026-11-23T14:30"),
            ("23 11 2026", "2 pm", "2026-11-23T14:00"), ("2028-02-29", "12:05 a.m.", "2028-02-29T00:05"),
            ("2026-11-23", "09:00:00", "2026-11-23T09:00"), ("2026-11-23", "12pm", "2026-11-23T12:00"),
        ])
    func read(date: String, time: String, expected: String) throws {
        #expect(try DateText.read(date: date, time: time).description == expected)
    }

    @Test("B13 a missing date and a missing time are both named, each at its field")
    func missing() {
        let both = Problems([Problem(field: "d", key: "date.missing"), Problem(field: "t", key: "time.missing")])
        #expect(throws: both) { try DateText.read(date: " ", time: nil, dateField: "d", timeField: "t") }
        #expect(throws: Problems([Problem(field: "time", key: "time.missing")])) {
            try DateText.read(date: "2026-11-23", time: "")
        }
        #expect(throws: Problems([Problem(field: "date", key: "date.missing")])) {
            try DateText.read(date: "", time: "9:00")
        }
    }

    @Test(
        "dates that do not exist are said to",
        arguments: ["2026-02-30", "31/04/2026", "29.02.2027", "11/23/2026", "2026-13-01", "2026-00-10", "0026-11-23"])
    func nonexistent(date: String) {
        #expect(throws: Problem(field: "date", key: "date.nonexistent")) { try DateText.day(date) }
    }

    @Test(
        "other dates are unreadable",
        arguments: [
            "tomorrow", "23/11", "2026", "23/11/2026/1", "23/11-2026", "23/11/202", "-2026-11-23", "2026-11-23x",
            "٢٣/١١/٢٠٢٦", "2026–11–23", "99999999999999999999/1/1", "23//11//2026", "1/1/1/1", "2026-111-23",
            "２３/11/2026",
        ])
    func unreadableDate(date: String) {
        #expect(throws: Problem(field: "date", key: "date.unreadable")) { try DateText.day(date) }
    }

    @Test(
        "other times are unreadable",
        arguments: [
            "25:00", "24:00", "9:60", "9:5", "noon", "-9:00", "9:00:00:00", "13pm", "0 am", "h", ":", "9::00", "900",
            "٩:٠٠", "99999999999",
        ])
    func unreadableTime(time: String) {
        #expect(throws: Problems([Problem(field: "time", key: "time.unreadable")])) {
            try DateText.read(date: "2026-11-23", time: time)
        }
    }
}

@Suite struct VisitTimeTests {
    /// 2026-11-22 04:00 in Paris.
    private let now = Instant(milliseconds: 1_795_316_400_000)

    private func resolve(_ date: String, _ time: String, _ zone: String = "Europe/Paris") throws(Problems)
        -> Appointment
    {
        try VisitTime.resolve(date: date, time: time, timeZone: zone, now: now)
    }

    @Test("P28 the site's zone decides which moment is meant")
    func zones() throws {
        let paris = try resolve("2026-11-23", "09:00")
        let athens = try resolve("2026-11-23", "09:00", "Europe/Athens")
        #expect(paris.instant - athens.instant == .hours(1))
        #expect(paris.local == athens.local)
        #expect(paris.timeZone == "Europe/Paris")
        #expect(paris.instant.rfc3339 == "2026-11-23T08:00:00Z")
    }

    @Test("past times are refused, at the time's field when it is today; the minute just begun is not past")
    func past() throws {
        #expect(throws: Problems([Problem(field: "date", key: "date.past")])) { try resolve("2026-11-21", "23:00") }
        #expect(throws: Problems([Problem(field: "time", key: "date.past")])) { try resolve("2026-11-22", "03:00") }
        #expect(throws: Problems([Problem(field: "date", key: "date.past")])) { try resolve("1970-01-01", "00:00") }
        _ = try resolve("2026-11-22", "04:00")
        _ = try resolve("2026-11-22", "03:57")
    }

    @Test("P29 a time that the clocks skip is refused with both neighbours")
    func skipped() throws {
        let arguments = ["time": "02:30", "before": "01:30", "after": "03:30"]
        #expect(throws: Problems([Problem(field: "time", key: "time.skipped", arguments: arguments)])) {
            try resolve("2027-03-28", "02:30")
        }
        _ = try resolve("2027-03-28", "01:30")
        _ = try resolve("2027-03-28", "03:30")
    }

    @Test("P29 of a repeated time the earlier is meant")
    func repeated() throws {
        #expect(try resolve("2027-10-31", "02:30").instant.rfc3339 == "2027-10-31T00:30:00Z")
    }

    @Test("more than two years ahead is refused with the latest day")
    func tooFar() throws {
        _ = try resolve("2028-11-22", "23:59")
        let problem = Problem(field: "date", key: "date.tooFar", arguments: ["latest": "2028-11-22"])
        #expect(throws: Problems([problem])) { try resolve("2028-11-23", "00:00") }
        #expect(throws: Problems([problem])) { try resolve("9999-12-31", "23:59") }
    }
}
