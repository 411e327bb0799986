/// What an SMS may come from, by the country of the number that it goes to (P33, P34).
///
/// Sources: AF2M's charter on sender names (France: letters and digits only, at most 11, not digits alone, sensitive and
/// generic names barred; a long number is for persons); Twilio's and SMSAPI's guidelines for Poland (a brand as name,
/// a number only for two-way traffic, generic names barred); the same practice in Greece; Sinch's on the United Kingdom
/// (generic names and numbers from abroad barred since 2023). North America takes no names at all.
///
/// Nothing is asked back by SMS: a name cannot be answered, so every message carries a link instead.
package enum SenderRules {
    package enum Flaw: String, Hashable, Sendable, CaseIterable {
        /// Empty, or more than 11 signs.
        case length
        /// Something but letters, digits and, where they are allowed, spaces.
        case signs
        /// A number is a person's, or for traffic that goes both ways.
        case onlyDigits
        /// INFO, SMS and the like are anybody's.
        case generic
        /// The country takes numbers only.
        case anyName
        /// Too short or too long for a number.
        case noNumber
        /// A long number is a person's; programs have short ones.
        case longNumber
        /// A number of another country.
        case foreignNumber
    }

    package static let longest = 11

    /// What stands for a country's numbers where the organization has not decided (P33 to P35).
    package static func usual(in country: String) -> SenderChoice {
        Country(code: country).takesNames ? .brand : .gateway
    }

    /// The country whose rules hold for the numbers of a territory that has a code of its own.
    package static func mainland(of country: String) -> String {
        switch Country(code: country) {
        case .france: "FR"
        case .unitedKingdom: "GB"
        case .poland, .greece, .northAmerica, .other: country
        }
    }

    /// What is wrong with `name` in a country (ISO 3166-1 alpha-2); nil when nothing is known against it.
    package static func flaw(in name: String, country: String) -> Flaw? {
        flaw(in: name, Country(code: country))
    }

    /// What is wrong with what an organization has chosen for a country.
    package static func flaw(in choice: SenderChoice, country: String) -> Flaw? {
        switch choice {
        case .brand, .gateway: nil
        case .name(let name): flaw(in: name, country: country)
        case .number(let number): flaw(inNumber: number, Country(code: country))
        }
    }

    private static func flaw(inNumber number: String, _ country: Country) -> Flaw? {
        let digits = number.drop { $0 == "+" }
        guard (3...15).contains(digits.count), digits.allSatisfy({ ("0"..."9").contains($0) }) else { return .noNumber }
        let isLong = digits.count > 6
        switch country {
        case .france: return isLong ? .longNumber : nil
        case .unitedKingdom: return isLong && !digits.hasPrefix("44") ? .foreignNumber : nil
        case .poland, .greece, .northAmerica, .other: return nil
        }
    }

    private static func flaw(in name: String, _ country: Country) -> Flaw? {
        guard (1...longest).contains(name.count) else { return .length }
        let allowed = name.allSatisfy {
            $0.isASCII && ($0.isLetter || $0.isNumber || $0 == " " && country.takesSpaces)
        }
        guard allowed, name.first != " ", name.last != " " else { return .signs }
        guard name.contains(where: \.isLetter) else { return .onlyDigits }
        guard country.takesNames else { return .anyName }
        let bare = name.uppercased().filter(\.isLetter)
        return country.barsGeneric && generic.contains(bare) ? .generic : nil
    }

    /// Digits and spaces around do not make them anybody's brand.
    private static let generic: Set<String> = [
        "INFO", "INFOS", "INFOSMS", "SMS", "SMSINFO", "MSG", "MESSAGE", "ALERT", "ALERTE", "ALERTS", "NOTICE", "NOTIFY",
        "VERIFY", "CODE", "OTP", "AUTH", "TEST", "SERVICE", "SUPPORT", "ADMIN", "BANK", "MOBILE",
    ]

    private enum Country {
        case france, poland, greece, unitedKingdom, northAmerica, other

        init(code: String) {
            switch code {
            case "FR", "GF", "GP", "MQ", "PM", "RE", "YT": self = .france
            case "PL": self = .poland
            case "GR": self = .greece
            case "GB", "GG", "IM", "JE": self = .unitedKingdom
            case "CA", "US": self = .northAmerica
            default: self = .other
            }
        }

        var takesSpaces: Bool { self != .france }
        var takesNames: Bool { self != .northAmerica }
        var barsGeneric: Bool { self != .other }
    }
}
