import Foundation

/// A date and time as a wall clock at the site shows it, to the minute (P27), without a zone.
package struct LocalDateTime: Hashable, Sendable, Comparable, Codable, CustomStringConvertible {
    package let year, month, day, hour, minute: Int

    /// Nil for a date that does not exist (31 February) or a time out of range.
    package init?(year: Int, month: Int, day: Int, hour: Int, minute: Int) {
        guard (1970...9999).contains(year), (1...12).contains(month), (0...23).contains(hour),
            (0...59).contains(minute), day >= 1, day <= Self.days(in: month, of: year)
        else { return nil }
        self.year = year
        self.month = month
        self.day = day
        self.hour = hour
        self.minute = minute
    }

    /// For parts that a calendar worked out and that therefore exist.
    fileprivate init(known year: Int, _ month: Int, _ day: Int, _ hour: Int, _ minute: Int) {
        self.year = year
        self.month = month
        self.day = day
        self.hour = hour
        self.minute = minute
    }

    /// Reads `2026-11-23T09:00`, as the API and the database write it.
    package init?(_ text: some StringProtocol) {
        let parts: [Substring] = String(text).split(separator: "T", omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        self.init(date: parts[0], time: parts[1])
    }

    /// Reads the two values of `<input type=date>` and `<input type=time>`; seconds are tolerated and dropped.
    package init?(date: some StringProtocol, time: some StringProtocol) {
        let dates: [Substring] = String(date).split(separator: "-", omittingEmptySubsequences: false)
        let times: [Substring] = String(time).split(separator: ":", omittingEmptySubsequences: false)
        guard dates.map(\.count) == [4, 2, 2], (2...3).contains(times.count),
            times.allSatisfy({ (1...2).contains($0.count) }),
            (dates + times).joined().allSatisfy({ $0.isASCII && $0.isNumber }),
            let year = Int(dates[0]), let month = Int(dates[1]), let day = Int(dates[2]),
            let hour = Int(times[0]), let minute = Int(times[1])
        else { return nil }
        self.init(year: year, month: month, day: day, hour: hour, minute: minute)
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let value = Self(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a local date and time")
        }
        self = value
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    package var dateText: String { "\(pad(year, 4))-\(pad(month))-\(pad(day))" }
    package var timeText: String { "\(pad(hour)):\(pad(minute))" }
    package var description: String { "\(dateText)T\(timeText)" }

    package static func < (left: Self, right: Self) -> Bool { left.description < right.description }

    private func pad(_ number: Int, _ width: Int = 2) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    private static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

/// A visit's time: what the clock at the site shows, in which zone, and the moment that is (P28, P29).
package struct Appointment: Hashable, Sendable, Codable {
    package let local: LocalDateTime
    /// IANA name, such as `Europe/Athens`.
    package let timeZone: String
    package let instant: Instant

    package init(local: LocalDateTime, timeZone: String, instant: Instant) {
        self.local = local
        self.timeZone = timeZone
        self.instant = instant
    }

    /// Of a repeated local time the earlier moment is meant; a skipped one is refused with both neighbours named.
    package static func resolve(_ local: LocalDateTime, in timeZone: String) throws(SkippedTime) -> Appointment {
        let zone = TimeZone(identifier: timeZone) ?? .gmt
        let asUTC = utc(local)
        // Around a change two offsets are possible; the larger one gives the earlier moment.
        let day: TimeInterval = 86_400
        let offsets = Set([-day, day].map { zone.secondsFromGMT(for: asUTC.addingTimeInterval($0)) }).sorted(by: >)
        for offset in offsets {
            let moment = asUTC.addingTimeInterval(-Double(offset))
            if zone.secondsFromGMT(for: moment) == offset {
                return Appointment(local: local, timeZone: timeZone, instant: Instant(moment))
            }
        }
        let jump = Double((offsets.first ?? 0) - (offsets.last ?? 0))
        let gapEnd = asUTC.addingTimeInterval(jump)
        throw SkippedTime(before: wall(asUTC.addingTimeInterval(-jump)), after: wall(gapEnd))
    }

    /// What the clock in `timeZone` shows at `instant`.
    package init(_ instant: Instant, in timeZone: String) {
        let zone = TimeZone(identifier: timeZone) ?? .gmt
        let shown = instant.date.addingTimeInterval(Double(zone.secondsFromGMT(for: instant.date)))
        self.init(local: Self.wall(shown), timeZone: timeZone, instant: instant)
    }

    /// What the same clock shows at the same time so many days later: 23 or 25 hours lie in a day when the clocks change
    /// (P28). A time that they skip is as much later as they go ahead.
    package func later(days: Int) -> Appointment {
        let local = Self.wall(Self.utc(local).addingTimeInterval(Double(days) * 86_400))
        do {
            return try Self.resolve(local, in: timeZone)
        } catch {
            return (try? Self.resolve(error.after, in: timeZone)) ?? self
        }
    }

    private static func utc(_ local: LocalDateTime) -> Date {
        var parts = DateComponents()
        (parts.year, parts.month, parts.day, parts.hour, parts.minute) =
            (local.year, local.month, local.day, local.hour, local.minute)
        return gregorian.date(from: parts) ?? .distantPast
    }

    private static func wall(_ date: Date) -> LocalDateTime {
        let parts = gregorian.dateComponents([.year, .month, .day, .hour, .minute], from: date)
        return LocalDateTime(
            known: parts.year ?? 1970, parts.month ?? 1, parts.day ?? 1, parts.hour ?? 0, parts.minute ?? 0)
    }

    private static let gregorian: Calendar = {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        return calendar
    }()
}

/// A local time that a clock change leaves out, with the nearest times that exist before and after it.
package struct SkippedTime: Error, Hashable, Sendable {
    package let before: LocalDateTime
    package let after: LocalDateTime
}
