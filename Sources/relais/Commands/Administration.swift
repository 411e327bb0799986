import ArgumentParser
import Courier
import Domain
import Foundation
import Intake
import Store
import Workflow

struct OrganizationCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "organization", abstract: "Acts on organizations.", subcommands: [Add.self, Rules.self])

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Makes an organization.")

        @Argument(help: "Its name, as every message says it.") var name: String
        @Option(help: "fr, el, pl or en.") var language: Language
        @Option(help: "IANA name, such as Europe/Paris.") var timeZone: String
        @Option(help: "ISO 4217, such as EUR.") var currency: String
        @Option(help: "Country of numbers typed without a prefix, such as FR; by default that of the language.")
        var region: String?
        @Option(help: "The number that contractors may call back.") var phone: String?
        @Option(help: "Name that SMS come from: your brand, at most 11 letters and digits.") var smsSender: String?
        @OptionGroup var common: CommonOptions
        @OptionGroup var output: OutputOptions

        func validate() throws {
            guard !name.trimmingCharacters(in: .whitespaces).isEmpty, name.count <= 120 else {
                throw ValidationError("The name must have 1 to 120 characters.")
            }
            guard TimeZone(identifier: timeZone) != nil, timeZone.contains("/") || timeZone == "UTC" else {
                throw ValidationError("--time-zone \(timeZone) is no IANA time zone such as Europe/Paris.")
            }
            guard currency.count == 3, currency.allSatisfy({ ("A"..."Z").contains($0) }) else {
                throw ValidationError("--currency \(currency) is no currency such as EUR.")
            }
            if let region, region.count != 2 || !region.allSatisfy({ ("A"..."Z").contains($0) }) {
                throw ValidationError("--region \(region) is no country such as FR.")
            }
            let country = region ?? Self.country(of: language)
            if let smsSender, let flaw = SenderRules.flaw(in: smsSender, country: country) {
                throw ValidationError("--sms-sender \(flaw.sentence(in: country)).")
            }
        }

        func run() async throws {
            let country = region ?? Self.country(of: language)
            let number = try phone.map { typed in
                guard let number = PhoneNumber(typed, region: country) else {
                    throw ValidationError("--phone \(typed) is no telephone number of \(country).")
                }
                return number.e164
            }
            let store = try common.load().openStore()
            let organization = Organization(
                id: store.newID(), name: name, language: language, timeZone: timeZone, currency: currency,
                phone: number, region: country, smsSender: smsSender)
            do {
                _ = try await Workflow(store: store).perform(AddOrganization(organization))
            } catch is Refusal {
                throw CommandFailure("There is an organization called \"\(name)\" already.")
            }
            try output.show(
                ["The organization \"\(name)\" is there."], ["id": organization.id.description, "name": name])
        }

        private static func country(of language: Language) -> String {
            switch language {
            case .fr: "FR"
            case .el: "GR"
            case .pl: "PL"
            case .en: "GB"
            }
        }
    }
}

struct ManagerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "manager", abstract: "Acts on managers.", subcommands: [Add.self])

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Makes a manager and prints a link that signs in once, within 15 minutes.",
            discussion: "For a manager who is known already it only prints a new link.")

        @Argument(help: "The e-mail address.") var email: String
        @Option(help: "The organization's name.") var organization: String
        @Option(help: "admin, dispatcher or viewer.") var role: Role
        @Option(help: "The person's name; by default what stands before the @.") var name: String?
        @Option(help: "By default the organization's.") var language: Language?
        @OptionGroup var common: CommonOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            guard let address = try? EmailAddress.read(email) else {
                throw ValidationError("\(email) is no e-mail address.")
            }
            let configuration = try common.load()
            let store = try configuration.openExistingStore()
            let name = organization
            let organization = try await store.read { try $0.organization(called: name) }
            let manager = Manager(
                id: store.newID(), organization: organization.id,
                name: self.name ?? email.split(separator: "@").first.map(String.init) ?? email,
                email: address.text, language: language ?? organization.language, role: role)
            let workflow = Workflow(store: store)
            let id = try await workflow.perform(AddManager(manager)).outcome
            let token = SecretToken.random()
            _ = try await workflow.perform(PrepareSignIn(hash: Digest.hex(of: token.text), manager: id))
            let link = PortalAddresses(publicURL: configuration.publicURL).signIn(token.text)
            try output.show([link], ["id": id.description, "signIn": link])
        }
    }
}
