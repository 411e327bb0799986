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
                smsSender is the name that SMS come from. What they come from to the numbers of one country is another
                rule, such as sender.GR=Lilas: brand (that name), default (the gateway's own), a name, or a number.
                """)

        @Argument(help: "The organization's name.") var name: String
        @Option(help: "A rule and its new value, such as needsProofs=yes.") var set: [String] = []
        @OptionGroup var common: CommonOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            var (store, organization) = try await common.open(organization: name)
            for change in set { try Self.apply(change, to: &organization) }
            if !set.isEmpty {
                _ = try await Workflow(store: store).perform(ChangeRules(organization))
            }
            let rules = RuleSetting.all(of: organization).map { ($0.name, $0.read(organization)) }
            try output.show(
                rules.map { "\($0.0)=\($0.1)" },
                Dictionary(rules.map { ($0.0, $0.1 as any Sendable) }, uniquingKeysWith: { first, _ in first }))
        }

        private static func apply(_ change: String, to organization: inout Organization) throws {
            let parts = change.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2, let setting = RuleSetting.named(parts[0], of: organization) else {
                throw CommandFailure("There is no rule called \"\(parts[0])\". Without --set all are listed.")
            }
            guard setting.write(parts[1], &organization) else {
                let wants = setting.flaw(parts[1], organization) ?? setting.wants
                throw CommandFailure("\"\(parts[1])\" is no value for \(setting.name): \(wants).")
            }
        }
    }
}
