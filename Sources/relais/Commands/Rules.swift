import ArgumentParser
import Domain
import Foundation
import Store
import Workflow

extension OrganizationCommand {
    /// What an organization may decide for itself. There is no page for it yet.
    struct Rules: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Shows the rules of an organization, and changes some.",
            discussion: """
                relais organization rules "Régie Bellecour" --set wantsSignature=yes --set answerMinutes.high=120
                Lists are separated by commas, the reasons of refusals by semicolons. A running server follows at once.
                """)

        @Argument(help: "The organization's name.") var name: String
        @Option(help: "A rule and its new value, such as needsProofs=yes.") var set: [String] = []
        @OptionGroup var common: CommonOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let store = try common.load().openExistingStore()
            let name = name
            var organization = try await store.read { try $0.organization(called: name) }
            for change in set { try Self.apply(change, to: &organization.rules) }
            if !set.isEmpty {
                _ = try await Workflow(store: store).perform(
                    ChangeRules(organization.rules, of: organization.id))
            }
            let rules = RuleSetting.all.map { ($0.name, $0.read(organization.rules)) }
            try output.print(
                rules.map { "\($0.0)=\($0.1)" },
                Dictionary(rules.map { ($0.0, $0.1 as any Sendable) }, uniquingKeysWith: { first, _ in first }))
        }

        private static func apply(_ change: String, to rules: inout OrganizationRules) throws {
            let parts = change.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2, let setting = RuleSetting.all.first(where: { $0.name == parts[0] }) else {
                throw CommandFailure("There is no rule called \"\(parts[0])\". Without --set all are listed.")
            }
            guard setting.write(parts[1], &rules) else {
                throw CommandFailure("\"\(parts[1])\" is no value for \(setting.name): \(setting.wants).")
            }
        }
    }
}

/// One rule as a line of text.
struct RuleSetting {
    let name: String
    /// What a value must be, for whoever typed another.
    let wants: String
    let read: (OrganizationRules) -> String
    /// False where the text is no such value.
    let write: (String, inout OrganizationRules) -> Bool

    static var all: [RuleSetting] {
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
            choice("showsPhotoPlace", \.showsPhotoPlace), countries, reasons,
        ]
    }

    private static func number(
        _ name: String, _ path: WritableKeyPath<OrganizationRules, Int>, _ range: ClosedRange<Int>
    ) -> Self {
        Self(
            name: name, wants: "a whole number from \(range.lowerBound) to \(range.upperBound)",
            read: { String($0[keyPath: path]) },
            write: { text, rules in
                guard let value = Int(text), range.contains(value) else { return false }
                rules[keyPath: path] = value
                return true
            })
    }

    private static func choice(_ name: String, _ path: WritableKeyPath<OrganizationRules, Bool>) -> Self {
        Self(
            name: name, wants: "yes or no", read: { $0[keyPath: path] ? "yes" : "no" },
            write: { text, rules in
                guard ["yes", "no"].contains(text) else { return false }
                rules[keyPath: path] = text == "yes"
                return true
            })
    }

    private static func answer(_ priority: Priority) -> Self {
        Self(
            name: "answerMinutes.\(priority.rawValue)", wants: "a whole number from 1 to 43200",
            read: { $0.answerMinutes[priority].map(String.init) ?? "" },
            write: { text, rules in
                guard let minutes = Int(text), (1...43_200).contains(minutes) else { return false }
                rules.answerMinutes[priority] = minutes
                return true
            })
    }

    private static func ladder(_ priority: Priority) -> Self {
        Self(
            name: "owedReminderHours.\(priority.rawValue)", wants: "hours such as 24,48,96, or nothing",
            read: { ($0.owedReminderHours[priority] ?? []).map(String.init).joined(separator: ",") },
            write: { text, rules in
                let hours = parts(text, ",").map { Int($0) ?? 0 }
                guard hours.count <= 10, hours.allSatisfy((1...8760).contains) else { return false }
                rules.owedReminderHours[priority] = hours.sorted()
                return true
            })
    }

    private static var countries: Self {
        Self(
            name: "allowedCountries", wants: "countries such as FR,BE,LU",
            read: { $0.allowedCountries.joined(separator: ",") },
            write: { text, rules in
                let codes = parts(text, ",")
                guard codes.allSatisfy({ $0.count == 2 && $0.allSatisfy { ("A"..."Z").contains($0) } }) else {
                    return false
                }
                rules.allowedCountries = codes
                return true
            })
    }

    private static var reasons: Self {
        Self(
            name: "declineReasons", wants: "up to 20 short texts, separated by semicolons",
            read: { $0.declineReasons.joined(separator: ";") },
            write: { text, rules in
                let reasons = parts(text, ";")
                guard reasons.count <= 20, reasons.allSatisfy({ $0.count <= 80 }) else { return false }
                rules.declineReasons = reasons
                return true
            })
    }

    private static func parts(_ text: String, _ separator: Character) -> [String] {
        text.split(separator: separator).map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    }
}
