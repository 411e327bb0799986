import Foundation

/// What may stand on an envelope and between angle brackets.
enum MailAddress {
    /// `local@domain` in printable ASCII; quoted local parts and address literals are nobody's contact address.
    static func isValid(_ address: String) -> Bool {
        let halves = address.split(separator: "@", omittingEmptySubsequences: false)
        guard halves.count == 2, address.utf8.count <= 254, (1...64).contains(halves[0].utf8.count) else {
            return false
        }
        let isPlain = address.utf8.allSatisfy { (0x21...0x7e).contains($0) && !"<>()[]\\,;:\"".utf8.contains($0) }
        let labels = halves[1].split(separator: ".", omittingEmptySubsequences: false)
        return isPlain && labels.allSatisfy { !$0.isEmpty && $0.utf8.count <= 63 && !$0.hasPrefix("-") }
    }

    /// A message id without its angle brackets.
    static func isMessageID(_ id: String) -> Bool {
        id.utf8.count <= 250 && id.split(separator: "@", omittingEmptySubsequences: false).count == 2
            && !id.hasPrefix("@") && !id.hasSuffix("@")
            && id.utf8.allSatisfy { (0x21...0x7e).contains($0) && !"<>()[]\\,;:\"".utf8.contains($0) }
    }

    /// One line for a header: line ends and other controls could begin a header of their own.
    static func line(_ text: String, limit: Int = 500) -> String {
        let harmless = text.unicodeScalars.map { scalar -> Character in
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator: " "
            default: Character(scalar)
            }
        }
        return String(String(harmless).trimmingCharacters(in: .whitespaces).prefix(limit))
    }
}
