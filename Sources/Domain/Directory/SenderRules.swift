/// Which name an SMS may come from, by the country of the number that it goes to (P33, P34).
///
/// Sources: AF2M's charter on sender names (France: letters and digits only, at most 11, not digits alone, sensitive and
/// generic names barred; a long number is for persons); Twilio's and SMSAPI's guidelines for Poland (a brand as name,
/// a number only for two-way traffic, generic names barred); the same practice in Greece; Sinch's on the United Kingdom
/// (generic names barred since 2023). North America takes no names at all.
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
    }

    package static let longest = 11

    /// What is wrong with `name` in a country (ISO 3166-1 alpha-2); nil when nothing is known against it.
    package static func flaw(in name: String, country: String) -> Flaw? {
        flaw(in: name, Country(code: country))
    }

    /// As above, for the country of a number in E.164.
    package static func flaw(in name: String, number: String) -> Flaw? {
        flaw(in: name, Country(number: number))
    }

    /// What a message to `number` (E.164) comes from: `name`, or nil where it would be refused or replaced, and the
    /// gateway's own sender is the better one.
    package static func sender(_ name: String?, to number: String) -> String? {
        guard let name, flaw(in: name, number: number) == nil else { return nil }
        return name
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
            case "GB": self = .unitedKingdom
            case "CA", "US": self = .northAmerica
            default: self = .other
            }
        }

        init(number: String) {
            let codes: [(String, Country)] = [
                ("+33", .france), ("+262", .france), ("+508", .france), ("+590", .france), ("+594", .france),
                ("+596", .france), ("+48", .poland), ("+30", .greece), ("+44", .unitedKingdom), ("+1", .northAmerica),
            ]
            self = codes.first { number.hasPrefix($0.0) }?.1 ?? .other
        }

        var takesSpaces: Bool { self != .france }
        var takesNames: Bool { self != .northAmerica }
        var barsGeneric: Bool { self != .other }
    }
}
