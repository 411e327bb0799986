import Domain
import Foundation

/// One rule as a line of text.
struct RuleSetting {
    let name: String
    /// What a value must be, for whoever typed another.
    let wants: String
    let read: (Organization) -> String
    /// False where the text is no such value.
    let write: (String, inout Organization) -> Bool
    /// Why not, where more can be said than what is wanted.
    var flaw: (String, Organization) -> String? = { _, _ in nil }

    static func all(of organization: Organization) -> [RuleSetting] { general + senders(of: organization) }

    static func named(_ name: String, of organization: Organization) -> RuleSetting? {
        all(of: organization).first { $0.name == name } ?? sender(called: name)
    }

    private static var general: [RuleSetting] {
        let everyPriority = Priority.allCases.flatMap { [answer($0), ladder($0)] }
        return everyPriority + [
            number("quietFrom", \.quietFrom, 0...1439), number("quietUntil", \.quietUntil, 0...1439),
            number("presenceToleranceMinutes", \.presenceToleranceMinutes, 0...1440),
            number("lateAfterMinutes", \.lateAfterMinutes, 1...1440),
            number("dateChangesBeforeWarning", \.dateChangesBeforeWarning, 1...100),
            number("feedbackDays", \.feedbackDays, 0...365), number("linkDaysAfterEnd", \.linkDaysAfterEnd, 1...3650),
            number("linkIdleDays", \.linkIdleDays, 1...3650), number("quoteValidDays", \.quoteValidDays, 1...3650),
            number("invoiceAskMinutes", \.invoiceAskMinutes, 0...43_200),
            number("passOnsPerDay", \.passOnsPerDay, 0...100),
            choice("wantsSignature", \.wantsSignature), choice("needsProofs", \.needsProofs),
            choice("showsPhotoPlace", \.showsPhotoPlace), choice("checksPlace", \.checksPlace), countries, reasons,
        ]
    }

    private static func number(
        _ name: String, _ path: WritableKeyPath<OrganizationRules, Int>, _ range: ClosedRange<Int>
    ) -> Self {
        Self(
            name: name, wants: "a whole number from \(range.lowerBound) to \(range.upperBound)",
            read: { String($0.rules[keyPath: path]) },
            write: { text, organization in
                guard let value = Int(text), range.contains(value) else { return false }
                organization.rules[keyPath: path] = value
                return true
            })
    }

    private static func choice(_ name: String, _ path: WritableKeyPath<OrganizationRules, Bool>) -> Self {
        Self(
            name: name, wants: "yes or no", read: { $0.rules[keyPath: path] ? "yes" : "no" },
            write: { text, organization in
                guard ["yes", "no"].contains(text) else { return false }
                organization.rules[keyPath: path] = text == "yes"
                return true
            })
    }

    private static func answer(_ priority: Priority) -> Self {
        Self(
            name: "answerMinutes.\(priority.rawValue)", wants: "a whole number from 1 to 43200",
            read: { $0.rules.answerMinutes[priority].map(String.init) ?? "" },
            write: { text, organization in
                guard let minutes = Int(text), (1...43_200).contains(minutes) else { return false }
                organization.rules.answerMinutes[priority] = minutes
                return true
            })
    }

    private static func ladder(_ priority: Priority) -> Self {
        Self(
            name: "owedReminderHours.\(priority.rawValue)", wants: "hours such as 24,48,96, or nothing",
            read: { ($0.rules.owedReminderHours[priority] ?? []).map(String.init).joined(separator: ",") },
            write: { text, organization in
                let hours = parts(text, ",").map { Int($0) ?? 0 }
                guard hours.count <= 10, hours.allSatisfy((1...8760).contains) else { return false }
                organization.rules.owedReminderHours[priority] = hours.sorted()
                return true
            })
    }

    private static var countries: Self {
        Self(
            name: "allowedCountries", wants: "countries such as FR,BE,LU",
            read: { $0.rules.allowedCountries.joined(separator: ",") },
            write: { text, organization in
                let codes = parts(text, ",")
                guard codes.allSatisfy({ $0.count == 2 && $0.allSatisfy { ("A"..."Z").contains($0) } }) else {
                    return false
                }
                organization.rules.allowedCountries = codes
                return true
            })
    }

    private static var reasons: Self {
        Self(
            name: "declineReasons", wants: "up to 20 short texts, separated by semicolons",
            read: { $0.rules.declineReasons.joined(separator: ";") },
            write: { text, organization in
                let reasons = parts(text, ";")
                guard reasons.count <= 20, reasons.allSatisfy({ $0.count <= 80 }) else { return false }
                organization.rules.declineReasons = reasons
                return true
            })
    }

    private static func parts(_ text: String, _ separator: Character) -> [String] {
        text.split(separator: separator).map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    }
}
