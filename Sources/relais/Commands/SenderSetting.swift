import Domain
import Foundation

/// What SMS come from: an organization's name, and what stands for the numbers of a country (P33 to P35).
extension RuleSetting {
    static func senders(of organization: Organization) -> [RuleSetting] {
        let countries = Set(organization.rules.senders.keys).union(organization.rules.allowedCountries)
            .union([organization.region, "US"])
        return [smsSender] + countries.sorted().map { sender(in: $0) }
    }

    /// `sender.` and a country, also one that is not listed because nobody has decided about it.
    static func sender(called name: String) -> RuleSetting? {
        guard name.hasPrefix("sender.") else { return nil }
        let country = String(name.dropFirst("sender.".count))
        return isCountry(country) ? sender(in: country) : nil
    }

    /// Of those in use: `UK` is none, and would never apply.
    private static func isCountry(_ code: String) -> Bool {
        code.count == 2 && Locale.Region.isoRegions.contains { $0.identifier == code }
    }

    private static var smsSender: Self {
        Self(
            name: "smsSender", wants: "a name of at most \(SenderRules.longest) letters and digits, or nothing",
            read: { $0.smsSender ?? "" },
            write: { text, organization in
                guard text.isEmpty || SenderRules.flaw(in: text, country: organization.region) == nil else {
                    return false
                }
                organization.smsSender = text.isEmpty ? nil : text
                return true
            },
            flaw: { text, organization in
                SenderRules.flaw(in: text, country: organization.region)?.sentence(in: organization.region)
            })
    }

    private static func sender(in country: String) -> Self {
        Self(
            name: "sender.\(country)", wants: "brand, default, a number, or a name; nothing for what is usual there",
            read: { $0.senderChoice(in: country).description },
            write: { text, organization in
                guard !text.isEmpty else {
                    organization.rules.senders[country] = nil
                    return true
                }
                let choice = SenderChoice(text)
                guard SenderRules.flaw(in: choice, country: country) == nil else { return false }
                organization.rules.senders[country] = choice
                return true
            },
            flaw: { text, _ in
                SenderRules.flaw(in: SenderChoice(text), country: country)?.sentence(in: country)
            })
    }
}

extension SenderRules.Flaw {
    /// What stands behind the name of the setting, for the operator.
    func sentence(in country: String) -> String {
        switch self {
        case .length, .signs: "must have 1 to \(SenderRules.longest) letters and digits"
        case .onlyDigits: "must be a name, not a number"
        case .generic: "is a name that networks in \(country) refuse to everybody: take your brand's"
        case .anyName: "is of no use in \(country), where SMS come from numbers only"
        case .noNumber: "must have 3 to 15 digits"
        case .longNumber:
            "is a number that networks in \(country) leave to persons: take a short one, or your brand's name"
        case .foreignNumber: "is a number that networks in \(country) refuse, because it is of another country"
        }
    }
}
