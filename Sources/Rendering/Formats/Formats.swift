package import Domain

/// How each language writes dates, times, lengths of time, money and sizes (AF4). Pages take the typographic forms;
/// SMS takes `plain`, whose spaces are ordinary ones (P30).
package struct Formats: Sendable {
    package let language: Language
    /// Between what must stay on one line.
    let space: String
    /// Between groups of thousands and before French units.
    let thinSpace: String
    private let names: CalendarNames

    package init(_ language: Language, plain: Bool = false) {
        self.language = language
        space = plain ? " " : "\u{00A0}"
        thinSpace = plain ? " " : "\u{202F}"
        names = CalendarNames.of(language)
    }

    /// "8 octobre 2020", "8 Οκτωβρίου 2020", "8 października 2020", "8 October 2020".
    package func date(_ local: LocalDateTime) -> String { "\(dayAndMonth(local)) \(local.year)" }

    /// "lundi 23 novembre 2026", "poniedziałek, 23 listopada 2026".
    package func weekdayDate(_ local: LocalDateTime) -> String {
        "\(names.weekdays[local.weekdayIndex])\(language == .pl ? "," : "") \(date(local))"
    }

    /// "9 h 00" in French, "09:00" elsewhere, "9:00" in Polish.
    package func time(_ local: LocalDateTime) -> String {
        let minutes = padded(local.minute)
        switch language {
        case .fr: return "\(local.hour)\(space)h\(space)\(minutes)"
        case .pl: return "\(local.hour):\(minutes)"
        case .el, .en: return "\(padded(local.hour)):\(minutes)"
        }
    }

    /// "lundi 23 novembre 2026 à 9 h 00".
    package func dateTime(_ local: LocalDateTime) -> String {
        switch language {
        case .fr: "\(weekdayDate(local)) à\(space)\(time(local))"
        case .el: "\(weekdayDate(local)), \(time(local))"
        case .pl: "\(weekdayDate(local)), godz.\(space)\(time(local))"
        case .en: "\(weekdayDate(local)) at\(space)\(time(local))"
        }
    }

    /// "lun. 23 nov.", "Δευ 23 Νοε", "pon. 23 lis", "Mon 23 Nov".
    package func shortDate(_ local: LocalDateTime) -> String {
        let day = language == .fr && local.day == 1 ? "1er" : String(local.day)
        return "\(names.shortWeekdays[local.weekdayIndex]) \(day)\(space)\(names.shortMonths[local.month - 1])"
    }

    /// "lun. 23 nov., 9 h 00".
    package func shortDateTime(_ local: LocalDateTime) -> String { "\(shortDate(local)), \(time(local))" }

    /// With the site's zone named, as every appointment is printed (A9, P28): "lundi 23 novembre 2026 à 9 h 00, heure
    /// de Paris".
    package func appointment(_ appointment: Appointment) -> String {
        "\(dateTime(appointment.local)), \(zone(appointment.timeZone))"
    }

    /// A moment as the clock of `timeZone` shows it, without naming the zone.
    package func dateTime(_ instant: Instant, in timeZone: String) -> String {
        dateTime(Appointment(instant, in: timeZone).local)
    }

    package func shortDateTime(_ instant: Instant, in timeZone: String) -> String {
        shortDateTime(Appointment(instant, in: timeZone).local)
    }

    private func dayAndMonth(_ local: LocalDateTime) -> String {
        let day = language == .fr && local.day == 1 ? "1er" : String(local.day)
        return "\(day)\(space)\(names.months[local.month - 1])"
    }

    func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}
