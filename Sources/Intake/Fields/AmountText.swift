package import Domain
import Foundation

/// Money as people type it: `450`, `450,5`, `1 234,56 €`, `1.234,56`, `1,234.56`, `zł 1 234,00`.
package enum AmountText {
    /// Ten million: beyond it somebody leaned on the keyboard.
    package static let defaultMaximum: Int64 = 10_000_000_00

    /// Throws `amount.missing`, `amount.unreadable`, `amount.ambiguous` (`1.234` is a thousand here and one there),
    /// `amount.negative`, `amount.currency` (`currency`), `amount.tooLarge` (`maximum`, in whole units).
    package static func read(
        _ text: String?, field: String = "", currency: String, maximum: Int64 = defaultMaximum
    ) throws(Problem) -> Money {
        func problem(_ key: String, _ arguments: [String: String] = [:]) -> Problem {
            Problem(field: field, key: "amount." + key, arguments: arguments)
        }

        var typed = Text.normalized(text ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
        guard !typed.isEmpty else { throw problem("missing") }
        guard typed.utf8.count <= 64 else { throw problem("unreadable") }
        guard takeCurrency(currency, from: &typed) else { throw problem("currency", ["currency": currency]) }
        if let first = typed.first, "-−–".contains(first) { throw problem("negative") }
        switch number(typed) {
        case .amount(let amount) where amount <= maximum: return Money(amount: amount, currency: currency)
        case .amount: throw problem("tooLarge", ["maximum": String(maximum / 100)])
        case .ambiguous: throw problem("ambiguous")
        case .unreadable: throw problem("unreadable")
        }
    }

    private static let signs: [(sign: String, currency: String)] = [
        ("EUR", "EUR"), ("€", "EUR"), ("PLN", "PLN"), ("zł", "PLN"), ("zl", "PLN"), ("GBP", "GBP"), ("£", "GBP"),
        ("CHF", "CHF"), ("USD", "USD"), ("$", "USD"),
    ]

    /// Takes the sign of a currency off either end; false when it is another currency's.
    private static func takeCurrency(_ currency: String, from text: inout String) -> Bool {
        for (sign, meant) in signs + [(currency, currency)] {
            for side in [String.CompareOptions.anchored, [.anchored, .backwards]] {
                guard let range = text.range(of: sign, options: [side, .caseInsensitive]) else { continue }
                text.removeSubrange(range)
                text = text.trimmingCharacters(in: .whitespacesAndNewlines)
                return meant == currency
            }
        }
        return true
    }

    private enum Reading {
        case amount(Int64)
        case ambiguous, unreadable
    }

    private static func number(_ text: String) -> Reading {
        var text = text[...]
        // "450,-" and "450.–": no cents.
        for ending in [",-", ".-", ",–", ".–"] where text.hasSuffix(ending) { text = text.dropLast(2) }
        let isKnown = text.allSatisfy { isDigit($0) || isSpace($0) || $0 == "," || $0 == "." }
        guard isKnown, text.first.map(isDigit) == true, text.last.map(isDigit) == true else { return .unreadable }

        guard let last = text.lastIndex(where: { $0 == "," || $0 == "." }) else { return whole(text, cents: "") }
        let sign = text[last]
        let (before, after) = (text[..<last], text[text.index(after: last)...])
        if before.contains(sign) || after.contains(where: isSpace) { return whole(text, cents: "") }
        if (1...2).contains(after.count) { return whole(before, cents: after) }
        let isMixed = before.contains { !isDigit($0) }
        if isMixed || after.count != 3 || before.count > 3 || before == "0" { return .unreadable }
        return .ambiguous
    }

    /// Units with their groups of three, all parted by the same sign.
    private static func whole(_ text: Substring, cents: Substring) -> Reading {
        let groups = text.split(omittingEmptySubsequences: false) { !isDigit($0) }
        let separators = Set(text.filter { !isDigit($0) }.map { isSpace($0) ? " " : $0 })
        guard separators.count <= 1, let first = groups.first, !first.isEmpty,
            groups.count == 1 || (first.count <= 3 && first != "0"), groups.dropFirst().allSatisfy({ $0.count == 3 }),
            let units = Int64(groups.joined()), let rest = Int64((cents + "00").prefix(2))
        else { return .unreadable }
        let (minor, overflow) = units.multipliedReportingOverflow(by: 100)
        return overflow || minor > Int64.max - rest ? .amount(.max) : .amount(minor + rest)
    }

    private static func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) }

    /// Spaces of every width, and the apostrophe that the Swiss put between thousands.
    private static func isSpace(_ character: Character) -> Bool { character.isWhitespace || "'’".contains(character) }
}
