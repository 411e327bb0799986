import Foundation

/// A site in few words, taken from its name and address: what tells one job from another on a small screen (B6).
struct PlaceName: Hashable, Sendable {
    /// "Résidence Les Lilas, Lyon".
    let full: String
    /// "Lyon", or the site's name where the address has no town.
    let short: String

    /// Nil without a name and an address.
    init?(name: String?, address: String?) {
        let name = name?.oneLine(limit: 80).unlessBlank
        let lines = Self.lines(address ?? "")
        let town = Self.town(lines)
        guard let first = name ?? lines.first else { return nil }
        if let town, !first.localizedCaseInsensitiveContains(town) {
            full = "\(first), \(town)"
        } else {
            full = first
        }
        short = town ?? first
    }

    private static func lines(_ address: String) -> [String] {
        address.split { $0 == "," || $0.isNewline }.map { String($0).oneLine(limit: 80) }.filter { !$0.isEmpty }
    }

    /// The words beside the postcode; without one, the last line of an address of several.
    private static func town(_ lines: [String]) -> String? {
        if lines.count == 1 { return townAtEnd(of: lines[0]) }
        let withCode = lines.dropFirst().last { line in line.filter(\.isNumber).count >= 2 }
        guard let line = withCode ?? (lines.count > 1 ? lines.last : nil) else { return nil }
        return line.split(separator: " ").filter { !$0.contains(where: \.isNumber) }.joined(separator: " ").unlessBlank
    }

    /// "Lyon" of "12 rue des Lilas 69003 Lyon"; a house number at the beginning is no postcode.
    private static func townAtEnd(of line: String) -> String? {
        let words = line.split(separator: " ")
        guard let code = words.lastIndex(where: { $0.contains(where: \.isNumber) }), code > 0 else { return nil }
        return words[(code + 1)...].joined(separator: " ").unlessBlank
    }
}
