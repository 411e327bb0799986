import Domain

/// Moments as short as an SMS wants them.
struct SMSMoment: Hashable, Sendable {
    let language: Language
    let local: LocalDateTime

    init(_ local: LocalDateTime, _ language: Language) {
        self.local = local
        self.language = language
    }

    /// "lun. 23 nov. 9h00", "Mon 23 Nov 09:00".
    var long: String { "\(formats.shortDate(local)) \(time)" }

    /// "23/11 9h00", "23.11 9:00"; English names the month, because 3/11 is another day across the ocean.
    var short: String {
        switch language {
        case .fr, .el: "\(local.day)/\(local.month) \(time)"
        case .pl: "\(local.day).\(formats.padded(local.month)) \(time)"
        case .en: "\(formats.shortDate(local).split(separator: " ").dropFirst().joined(separator: " ")) \(time)"
        }
    }

    private var time: String { formats.time(local).replacing(" ", with: "") }
    private var formats: Formats { Formats(language, plain: true) }
}
