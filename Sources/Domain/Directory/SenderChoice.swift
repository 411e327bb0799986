/// What SMS to the numbers of one country come from.
package enum SenderChoice: Hashable, Sendable {
    /// The organization's SMS sender, where the country's networks take it; else the gateway's own.
    case brand
    /// The gateway's own: `RELAIS_SMS_SENDER`.
    case gateway
    /// Letters and digits. Nobody can answer it.
    case name(String)
    /// In E.164, or a short number.
    case number(String)
}

/// As people type it, and as it is stored: `brand`, `default`, a number, or a name.
extension SenderChoice: Codable, CustomStringConvertible {
    package init(_ text: String) {
        switch text {
        case "brand": self = .brand
        case "default": self = .gateway
        default:
            let digits = text.hasPrefix("+") ? text.dropFirst() : text[...]
            self = digits.allSatisfy { ("0"..."9").contains($0) } && !digits.isEmpty ? .number(text) : .name(text)
        }
    }

    package init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(String.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    package var description: String {
        switch self {
        case .brand: "brand"
        case .gateway: "default"
        case .name(let text), .number(let text): text
        }
    }
}

extension Organization {
    /// What was decided for the numbers of a country (ISO 3166-1 alpha-2), or is usual there.
    package func senderChoice(in country: String) -> SenderChoice {
        rules.senders[country] ?? rules.senders[SenderRules.mainland(of: country)] ?? SenderRules.usual(in: country)
    }

    /// What an SMS to a number of that country comes from; nil for the gateway's own sender, which is better than one
    /// that the country's networks refuse or replace.
    package func sender(to country: String) -> String? {
        let choice = senderChoice(in: country)
        guard SenderRules.flaw(in: choice, country: country) == nil else { return nil }
        switch choice {
        case .gateway: return nil
        case .name(let text), .number(let text): return text
        case .brand:
            guard let smsSender, SenderRules.flaw(in: smsSender, country: country) == nil else { return nil }
            return smsSender
        }
    }
}
