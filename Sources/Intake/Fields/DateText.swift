package import Domain
import Foundation

/// Dates and times as date pickers send them (`2026-11-23`, `09:00`) and as people type them where there is no picker:
/// `23/11/2026`, `23.11.26`, `9:00`, `9h`, `9h30`, `2 pm`. The day always stands before the month.
package enum DateText {
    /// Both halves of an appointment; all that is wrong is named at once.
    ///
    /// Throws `date.missing`, `date.unreadable`, `date.nonexistent`, `time.missing`, `time.unreadable`.
    package static func read(
        date: String?, time: String?, dateField: String = "date", timeField: String = "time"
    ) throws(Problems) -> LocalDateTime {
        var problems = Problems()
        let day = problems.collect { () throws(Problem) in try self.day(date, field: dateField) }
        let clock = problems.collect { () throws(Problem) in try self.clock(time, field: timeField) }
        try problems.check()
        guard let day, let clock,
            let moment = LocalDateTime(
                year: day.year, month: day.month, day: day.day, hour: clock.hour, minute: clock.minute)
        else { throw Problems([Problem(field: dateField, key: "date.nonexistent")]) }
        return moment
    }

    /// A day without a time (an invoice's date, a quote's end of validity), as its first minute.
    ///
    /// Throws `date.missing`, `date.unreadable`, `date.nonexistent`.
    package static func day(_ text: String?, field: String = "date") throws(Problem) -> LocalDateTime {
        let typed = Text.normalized(text ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
        guard !typed.isEmpty else { throw Problem(field: field, key: "date.missing") }
        guard let parts = numbers(in: typed) else { throw Problem(field: field, key: "date.unreadable") }
        guard let day = LocalDateTime(year: parts.year, month: parts.month, day: parts.day, hour: 0, minute: 0) else {
            throw Problem(field: field, key: "date.nonexistent")
        }
        return day
    }

    private static func numbers(in text: String) -> (year: Int, month: Int, day: Int)? {
        let groups = text.split { !isDigit($0) }
        let between = text.filter { !isDigit($0) && !$0.isWhitespace }
        guard text.utf8.count <= 20, groups.count == 3, groups.allSatisfy({ $0.count <= 4 }),
            text.first.map(isDigit) == true, ["--", "//", ".."].contains(between) || (between.isEmpty),
            text.last.map(isDigit) == true,
            let first = Int(groups[0]), let second = Int(groups[1]), let third = Int(groups[2]), groups[1].count <= 2
        else { return nil }
        switch (groups[0].count, groups[2].count) {
        case (4, ...2): return (first, second, third)
        case (...2, 4): return (third, second, first)
        case (...2, 2): return (2000 + third, second, first)
        default: return nil
        }
    }

    private static func clock(_ text: String?, field: String) throws(Problem) -> (hour: Int, minute: Int) {
        let typed = Text.normalized(text ?? "").lowercased().filter { !$0.isWhitespace }
        guard !typed.isEmpty else { throw Problem(field: field, key: "time.missing") }
        guard typed.utf8.count <= 16, let clock = clock(typed) else {
            throw Problem(field: field, key: "time.unreadable")
        }
        return clock
    }

    private static func clock(_ typed: String) -> (hour: Int, minute: Int)? {
        var text = typed[...]
        var half: Character?
        for ending in ["am", "pm", "a.m.", "p.m."] where text.hasSuffix(ending) {
            half = ending.first
            text = text.dropLast(ending.count)
        }
        if text.hasSuffix("h") { text = text.dropLast() }
        let groups = text.split(omittingEmptySubsequences: false) { ":h.".contains($0) }
        // Browsers may add seconds; appointments have none (P27).
        guard (1...3).contains(groups.count), let first = groups.first, (1...2).contains(first.count),
            groups.dropFirst().allSatisfy({ $0.count == 2 }), groups.allSatisfy({ $0.allSatisfy(isDigit) }),
            var hour = Int(first), let minute = groups.count > 1 ? Int(groups[1]) : 0
        else { return nil }
        if let half {
            guard (1...12).contains(hour) else { return nil }
            hour = hour % 12 + (half == "p" ? 12 : 0)
        }
        return (0...23).contains(hour) && (0...59).contains(minute) ? (hour, minute) : nil
    }

    private static func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) }
}
