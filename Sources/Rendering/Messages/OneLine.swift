import Foundation

extension String {
    /// What people typed, fit for a header, a subject or the middle of a sentence: one line, no control characters and
    /// none of those that turn the direction of writing round, at most `limit` characters.
    func oneLine(limit: Int = 200) -> String {
        let words = cleaned(keepingLines: false).split { $0.isWhitespace && $0 != "\u{A0}" && $0 != "\u{202F}" }
        return words.joined(separator: " ").shortened(to: limit, ellipsis: "…")
    }

    /// Text of several lines, without what no reader should get.
    func cleaned(keepingLines: Bool = true) -> String {
        let hasReturns = utf8.contains(UInt8(ascii: "\r"))
        let text = hasReturns ? replacing("\r\n", with: "\n").replacing("\r", with: "\n") : self
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            // What most texts are made of need not be looked up.
            if scalar.isEverydayLetter {
                result.append(scalar)
                continue
            }
            switch scalar.properties.generalCategory {
            case .control: result.append(keepingLines && scalar == "\n" ? "\n" : " ")
            case .lineSeparator, .paragraphSeparator: result.append(keepingLines ? "\n" : " ")
            case .format where scalar != "\u{200D}" && scalar != "\u{200C}": continue
            default: result.append(scalar)
            }
        }
        return String(result)
    }

    /// At most `limit` characters; what was cut is said by the ellipsis, never by silence.
    func shortened(to limit: Int, ellipsis: String) -> String {
        guard count > limit else { return self }
        let mark = limit > ellipsis.count + 3 ? ellipsis : "."
        var kept = String(prefix(max(0, limit - mark.count)))
        while let last = kept.last, last.isWhitespace || last.isPunctuation { kept.removeLast() }
        return kept.isEmpty ? "" : kept + mark
    }

    /// Nil for a text of nothing but space, which is not worth a line.
    var unlessBlank: String? { allSatisfy(\.isWhitespace) ? nil : self }
}

extension Unicode.Scalar {
    /// ASCII that is printed, the space included, and the letters of western and central Europe: no control character,
    /// none that says how to write, no other space.
    var isEverydayLetter: Bool {
        switch value {
        case 0x20..<0x7F, 0xC0..<0x250: true
        default: false
        }
    }
}
