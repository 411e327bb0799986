/// The languages that Relais speaks; the raw value is the BCP 47 code used in addresses, files and the API.
package enum Language: String, CaseIterable, Codable, Sendable, Hashable {
    case fr, el, pl, en

    /// The language's name for itself, as language switches show it.
    package var endonym: String {
        switch self {
        case .fr: "Français"
        case .el: "Ελληνικά"
        case .pl: "Polski"
        case .en: "English"
        }
    }

    /// The first language of an `Accept-Language` header (RFC 9110, 12.5.4) that Relais speaks, by weight.
    package init?(acceptLanguage header: String) {
        var best: (language: Language, weight: Double)?
        for range in header.prefix(512).split(separator: ",") {
            let parts = range.split(separator: ";").map { $0.trimmingPrefix(while: \.isWhitespace) }
            guard let tag = parts.first, let code = tag.split(separator: "-").first,
                let language = Language(rawValue: code.lowercased())
            else { continue }
            var weight = 1.0
            for parameter in parts.dropFirst() where parameter.hasPrefix("q=") {
                weight = Double(parameter.dropFirst(2).filter { !$0.isWhitespace }) ?? 0
            }
            if weight > best?.weight ?? 0 { best = (language, weight) }
        }
        guard let best else { return nil }
        self = best.language
    }
}
