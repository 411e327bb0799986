package import Domain

extension Formats {
    /// A length of time as people say it, in one or two units, rounded down to the minute, at least one minute:
    /// "45 min", "2 h 30 min", "3 jours".
    package func duration(_ span: Span) -> String {
        let minutes = max(1, Int(span.milliseconds / 60_000))
        if minutes < 60 { return unit(minutes, .minute) }
        let (hours, rest) = (minutes / 60, minutes % 60)
        if hours >= 48 { return unit(hours / 24, .day) }
        if hours >= 10 || rest == 0 { return unit(hours, .hour) }
        return "\(unit(hours, .hour)) \(unit(rest, .minute))"
    }

    /// "il y a 5 min", "πριν από 5 λεπτά", "5 min temu", "5 min ago"; less than a minute is "now".
    package func ago(_ span: Span) -> String {
        if span.milliseconds < 60_000 {
            switch language {
            case .fr: return "à l’instant"
            case .el: return "μόλις τώρα"
            case .pl: return "przed chwilą"
            case .en: return "just now"
            }
        }
        switch language {
        case .fr: return "il y a \(duration(span))"
        case .el: return "πριν από \(duration(span))"
        case .pl: return "\(duration(span)) temu"
        case .en: return "\(duration(span)) ago"
        }
    }

    private enum Unit { case minute, hour, day }

    private func unit(_ count: Int, _ unit: Unit) -> String {
        "\(count)\(space)\(name(of: unit, Plural(count, in: language)))"
    }

    private func name(of unit: Unit, _ plural: Plural) -> String {
        switch (language, unit) {
        case (.fr, .minute), (.pl, .minute), (.en, .minute): "min"
        case (.el, .minute): plural == .one ? "λεπτό" : "λεπτά"
        case (.fr, .hour), (.en, .hour): "h"
        case (.el, .hour): plural == .one ? "ώρα" : "ώρες"
        case (.pl, .hour): "godz."
        case (.fr, .day): plural == .one ? "jour" : "jours"
        case (.el, .day): plural == .one ? "ημέρα" : "ημέρες"
        case (.pl, .day): plural == .one ? "dzień" : "dni"
        case (.en, .day): plural == .one ? "day" : "days"
        }
    }
}
