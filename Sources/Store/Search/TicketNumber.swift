/// Ticket numbers as people paste them: `#2026-00417`, `2026 417`, `No. 2026–00417` (A20).
enum TicketNumber {
    static func text(year: Int, counter: Int) -> String {
        let digits = String(counter)
        return "\(year)-" + String(repeating: "0", count: max(0, 5 - digits.count)) + digits
    }

    /// The number as stored, or nil where something else was typed.
    static func read(_ pasted: String) -> String? {
        guard pasted.utf8.count <= 64 else { return nil }
        var words = Folding.words(pasted)
        words.removeAll(where: prefixes.contains)
        if words.count == 1, let word = words.first, word.count >= 9 {
            words = [String(word.prefix(4)), String(word.dropFirst(4))]
        }
        guard words.count == 2, words[0].count == 4, words[1].count <= 9,
            words.allSatisfy({ $0.allSatisfy { $0.isASCII && $0.isNumber } }),
            let year = Int(words[0]), let counter = Int(words[1]), year >= 1970, counter > 0
        else { return nil }
        return text(year: year, counter: counter)
    }

    /// Words for "number" in the languages spoken, folded.
    private static let prefixes: Set<String> = [
        "n", "no", "nr", "num", "number", "numero", "numer", "αρ", "αριθμος", "αριθ", "ticket", "zgloszenie", "αιτημα",
    ]
}
