package import Domain
import Foundation

/// A mail address of the plain kind that mail servers everywhere take: ASCII, no quotes, no comments.
package struct EmailAddress: Hashable, Sendable {
    /// The domain in lower case, what precedes the `@` as typed.
    package let text: String

    /// Throws `email.missing`, `email.invalid`.
    package static func read(_ text: String?, field: String = "") throws(Problem) -> EmailAddress {
        let typed = Text.normalized(text ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
        guard !typed.isEmpty else { throw Problem(field: field, key: "email.missing") }
        guard let address = EmailAddress(typed) else { throw Problem(field: field, key: "email.invalid") }
        return address
    }

    /// Nil unless `text` is exactly one address (RFC 5321 lengths, the dot-atom of RFC 5322) whose domain has a point
    /// or is `localhost`.
    package init?(_ text: some StringProtocol) {
        guard text.utf8.count <= 254 else { return nil }
        let halves = text.split(separator: "@", omittingEmptySubsequences: false)
        guard halves.count == 2, Self.isLocalPart(halves[0]), Self.isDomain(halves[1]) else { return nil }
        self.text = halves[0] + "@" + halves[1].lowercased()
    }

    private static func isLocalPart(_ text: some StringProtocol) -> Bool {
        let extra = Set("!#$%&'*+-/=?^_`{|}~".utf8)
        return (1...64).contains(text.utf8.count)
            && text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { atom in
                !atom.isEmpty && atom.utf8.allSatisfy { Base62.digit($0) != nil || extra.contains($0) }
            }
    }

    private static func isDomain(_ text: some StringProtocol) -> Bool {
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        guard text.utf8.count <= 253, let last = labels.last,
            labels.count > 1 || text.lowercased() == "localhost"
        else { return false }
        return last.contains(where: \.isLetter)
            && labels.allSatisfy { label in
                (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
                    && label.utf8.allSatisfy { Base62.digit($0) != nil || $0 == UInt8(ascii: "-") }
            }
    }
}
