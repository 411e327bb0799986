package import Domain

/// The time of a visit that somebody proposes.
package enum VisitTime {
    /// "Now" takes a while to type.
    private static let grace = Span.minutes(5)
    private static let horizonYears = 2

    /// Reads both fields and finds the moment at the site.
    ///
    /// Throws what `DateText.read` throws, or one of: `date.past`, `date.tooFar` (`latest`, as `2028-11-22`),
    /// `time.skipped` (`time`, `before`, `after`, as `02:30`) where the clocks jump over it (P29).
    /// `timeZone` is the site's, an IANA name (P28).
    package static func resolve(
        date: String?, time: String?, timeZone: String, now: Instant, dateField: String = "date",
        timeField: String = "time"
    ) throws(Problems) -> Appointment {
        let local = try DateText.read(date: date, time: time, dateField: dateField, timeField: timeField)
        return try resolve(local, timeZone: timeZone, now: now, dateField: dateField, timeField: timeField)
    }

    /// As above, for a date and time that are read already (the API's `appointment`).
    package static func resolve(
        _ local: LocalDateTime, timeZone: String, now: Instant, dateField: String = "date", timeField: String = "time"
    ) throws(Problems) -> Appointment {
        let appointment: Appointment
        do {
            appointment = try Appointment.resolve(local, in: timeZone)
        } catch {
            let arguments = [
                "time": local.timeText, "before": error.before.timeText, "after": error.after.timeText,
            ]
            throw Problems([Problem(field: timeField, key: "time.skipped", arguments: arguments)])
        }
        let today = Appointment(now, in: timeZone).local
        if appointment.instant + grace < now {
            let isToday = local.dateText == today.dateText
            throw Problems([Problem(field: isToday ? timeField : dateField, key: "date.past")])
        }
        if let latest = horizon(from: today), local.dateText > latest.dateText {
            throw Problems([Problem(field: dateField, key: "date.tooFar", arguments: ["latest": latest.dateText])])
        }
        return appointment
    }

    /// The same day two years on; 28 February for the 29th.
    private static func horizon(from day: LocalDateTime) -> LocalDateTime? {
        let year = day.year + horizonYears
        return LocalDateTime(year: year, month: day.month, day: day.day, hour: 0, minute: 0)
            ?? LocalDateTime(year: year, month: day.month, day: 28, hour: 0, minute: 0)
    }
}
