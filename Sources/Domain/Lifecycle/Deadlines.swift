// When things are due, by an organization's rules.
extension OrganizationRules {
    /// Until when an offer made at `moment` is to be answered.
    package func answerBy(priority: Priority, from moment: Instant) -> Instant {
        let usual = OrganizationRules().answerMinutes[priority] ?? 1440
        return moment + .minutes(Int64(answerMinutes[priority] ?? usual))
    }

    /// When the contractor is reminded of an offer, soonest first (T15).
    package func reminders(from moment: Instant, until deadline: Instant) -> [Instant] {
        reminderShares.filter { $0 > 0 && $0 < 1 }.sorted().map { moment + (deadline - moment) * $0 }
    }

    /// End of the window in which a resolved ticket may be reopened (T40).
    package func feedbackUntil(from moment: Instant) -> Instant { moment + .days(Int64(feedbackDays)) }

    /// The first moment, not before `moment`, at which a routine SMS may go out by the clock of `timeZone` (P29).
    /// Emergencies and the presence question do not ask (design.md).
    package func afterQuietHours(_ moment: Instant, in timeZone: String) -> Instant {
        guard isQuiet(moment, in: timeZone) else { return moment }
        let minute: Int64 = 60_000
        let whole = Instant(milliseconds: moment.milliseconds - moment.milliseconds % minute)
        let ahead = (quietUntil - minuteOfDay(whole, in: timeZone) + 1440) % 1440
        let end = whole + .minutes(Int64(ahead))
        // A clock change in between moves what the clock shows then; half a day is more than any change.
        let drift = (quietUntil - minuteOfDay(end, in: timeZone) + 1440 + 720) % 1440 - 720
        let corrected = end + .minutes(Int64(drift))
        return isQuiet(corrected, in: timeZone) ? end : corrected
    }

    package func isQuiet(_ moment: Instant, in timeZone: String) -> Bool {
        let minute = minuteOfDay(moment, in: timeZone)
        return quietFrom <= quietUntil
            ? (quietFrom..<quietUntil).contains(minute) : minute >= quietFrom || minute < quietUntil
    }

    private func minuteOfDay(_ moment: Instant, in timeZone: String) -> Int {
        let local = Appointment(moment, in: timeZone).local
        return local.hour * 60 + local.minute
    }
}
