import Domain

/// Moments and local times as programs write them.
enum MomentText {
    enum Reading: Hashable {
        case moment(Instant)
        case nonexistent, unreadable
    }

    enum LocalReading: Hashable {
        case local(LocalDateTime)
        case moment(Instant)
        case nonexistent, unreadable
    }

    /// RFC 3339, 5.6: `2026-11-23T09:00:00.5+01:00`. Fractions of a second are dropped.
    static func read(_ text: String) -> Reading {
        let shape = /([0-9-]{10})[Tt ]([0-9]{2}:[0-9]{2}):([0-9]{2})(?:\.[0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2})/
        guard text.utf8.count <= 40, let match = text.wholeMatch(of: shape), isDate(match.1),
            let seconds = Int64(match.3), let offset = offset(match.4)
        else { return .unreadable }
        // A leap second is the last one of its minute, as far as any clock here shows it.
        guard seconds <= 60, let shown = LocalDateTime(date: match.1, time: match.2),
            let atGreenwich = try? Appointment.resolve(shown, in: "GMT")
        else { return .nonexistent }
        return .moment(atGreenwich.instant + .seconds(min(seconds, 59)) - offset)
    }

    /// `2026-11-23T09:00`, perhaps with seconds, or a moment.
    static func readLocal(_ text: String) -> LocalReading {
        let shape = /([0-9-]{10})[Tt ]([0-9]{2}:[0-9]{2})(?::[0-9]{2})?/
        if text.utf8.count <= 40, let match = text.wholeMatch(of: shape), isDate(match.1) {
            return LocalDateTime(date: match.1, time: match.2).map(LocalReading.local) ?? .nonexistent
        }
        return switch read(text) {
        case .moment(let instant): .moment(instant)
        case .nonexistent: .nonexistent
        case .unreadable: .unreadable
        }
    }

    private static func isDate(_ text: Substring) -> Bool {
        text.split(separator: "-", omittingEmptySubsequences: false).map(\.count) == [4, 2, 2]
    }

    private static func offset(_ text: Substring) -> Span? {
        if text.count == 1 { return .minutes(0) }
        guard let hours = Int64(text.dropFirst().prefix(2)), let minutes = Int64(text.suffix(2)), hours < 24,
            minutes < 60
        else { return nil }
        return .minutes((text.first == "-" ? -1 : 1) * (hours * 60 + minutes))
    }
}
