package import Domain
import Foundation

/// Writes a text with the letters that one cheap SMS can carry (P30). One ê, one Polish ł or one Greek small letter
/// turns a whole message into UCS-2, which holds 70 letters and not 160: with a link in it that is a second message.
///
/// Rules by language, always on the text and never on a link:
/// - All: canonical composition, then typographic signs to ASCII (’ « » – … œ n°, hard spaces); what is then in
///   GSM 7-bit is kept as it is.
/// - French and English: é è à ù ä ö ü ñ and the like are in the alphabet and stay; other accents go (ê→e, ç→c, À→A).
/// - Polish: every diacritic goes (ł→l, ż→z), as Poles write messages anyhow.
/// - Greek: real Greek where the whole message then still is one part; else capitals without tonos, ten of them from
///   the alphabet and the others as their Latin look-alikes, as Greek gateways do.
/// - Names from elsewhere (Cyrillic, Arabic) are written in Latin letters; pictures go.
package enum SMSFolding {
    /// The text in GSM 7-bit, or in Greek where `mayStayGreek` and one message holds it.
    package static func fold(_ text: String, _ language: Language, mayStayGreek: Bool = true) -> String {
        let plain = ascii(composed(text))
        if SMSText.isGSM7(plain) { return plain }
        if language == .el, mayStayGreek, isGreekOnly(plain), SMSText.count(plain).parts == 1 { return plain }
        var folded = ""
        for scalar in plain.unicodeScalars {
            if SMSText.septets(of: scalar) != nil {
                folded.unicodeScalars.append(scalar)
            } else if europe.contains(scalar.value) {
                folded += plainLetters[Int(scalar.value - europe.lowerBound)]
            } else {
                folded += letter(scalar)
            }
        }
        // A picture that went leaves the space beside it.
        return folded.contains("  ") ? folded.split(separator: " ").joined(separator: " ") : folded
    }

    /// What lies below the first combining mark, dashes, quotes and signs of money cannot be composed any further
    /// (Unicode, annex 15).
    private static func composed(_ text: String) -> String {
        let isComposed = text.unicodeScalars.allSatisfy { scalar in
            switch scalar.value {
            case ..<0x300, 0x2002...0x2060, 0x20A0...0x20BF: true
            default: false
            }
        }
        return isComposed ? text : text.precomposedStringWithCanonicalMapping
    }

    /// Typographic signs as they are typed on a keyboard.
    private static func ascii(_ text: String) -> String {
        if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) && $0 != UInt8(ascii: "`") }) { return text }
        let scalars = Array(text.unicodeScalars)
        var result = ""
        for (index, scalar) in scalars.enumerated() {
            if (0x20..<0x7F).contains(scalar.value), scalar != "`" {
                result.unicodeScalars.append(scalar)
                continue
            }
            let previous = index > 0 ? scalars[index - 1] : " "
            let next = index + 1 < scalars.count ? scalars[index + 1] : " "
            if scalar == "°" {
                // "n°" and "3°" are abbreviations; in "20 °C" the C says it.
                result += next == "C" || next == "F" ? "" : previous == "N" ? "O" : "o"
            } else if let sign = signs[scalar] {
                result += sign
            } else if !scalar.isEverydayLetter, scalar.properties.isWhitespace, scalar != "\n" {
                result += " "
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    private static let europe: Range<UInt32> = 0xC0..<0x250
    private static let plainLetters = europe.map { Unicode.Scalar($0).map(letter) ?? "" }

    private static func letter(_ scalar: Unicode.Scalar) -> String {
        if SMSText.septets(of: scalar) != nil { return String(scalar) }
        if let sign = strokes[scalar] { return sign }
        let base = String(scalar).decomposedStringWithCompatibilityMapping.unicodeScalars
            .filter { $0.properties.canonicalCombiningClass == .notReordered }
        let kept = base.map { piece in
            if SMSText.septets(of: piece) != nil { return String(piece) }
            return signs[piece] ?? strokes[piece] ?? greekCapital(piece) ?? latin(piece)
        }
        return kept.joined()
    }

    /// ά, α and Α are A; Δ stays.
    private static func greekCapital(_ scalar: Unicode.Scalar) -> String? {
        guard let capital = scalar.properties.uppercaseMapping.unicodeScalars.first else { return nil }
        if let index = greek.firstIndex(of: capital) { return String(lookAlikes[index]) }
        let isGreek = (0x370...0x3FF).contains(capital.value)
        return isGreek && SMSText.septets(of: capital) != nil ? String(capital) : nil
    }

    /// Another script by its sound, without marks; nothing where there is no sound, as in a picture.
    private static func latin(_ scalar: Unicode.Scalar) -> String {
        guard scalar.properties.isAlphabetic || scalar.properties.numericType != nil else { return "" }
        let sound = String(scalar).applyingTransform(.toLatin, reverse: false) ?? ""
        return String(
            String.UnicodeScalarView(
                sound.decomposedStringWithCompatibilityMapping.unicodeScalars.filter {
                    SMSText.septets(of: $0) != nil
                }))
    }

    private static func isGreekOnly(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy {
            SMSText.septets(of: $0) != nil || (0x370...0x3FF).contains($0.value)
        }
    }

    private static let greek = Array("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ".unicodeScalars)
    private static let lookAlikes = Array("ABEZHIKMNOPTYX")

    private static let strokes: [Unicode.Scalar: String] = [
        "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ħ": "h", "Ħ": "H",
        "ı": "i", "ŧ": "t", "Ŧ": "T", "ŋ": "n", "ẞ": "SS", "ə": "e",
    ]

    private static let signs: [Unicode.Scalar: String] = [
        "’": "'", "‘": "'", "‚": "'", "‛": "'", "′": "'", "´": "'", "`": "'", "ʼ": "'", "΄": "'", "᾽": "'",
        "“": "\"", "”": "\"", "„": "\"", "‟": "\"", "″": "\"", "«": "\"", "»": "\"", "‹": "'", "›": "'",
        "–": "-", "—": "-", "―": "-", "‐": "-", "‑": "-", "‒": "-", "−": "-", "•": "-", "·": "-", "…": "...",
        "œ": "oe", "Œ": "OE", "ﬁ": "fi", "ﬂ": "fl", "×": "x", "÷": "/", "⁄": "/", "→": "->", "←": "<-", "≥": ">=",
        "≤": "<=", "±": "+/-", "№": "No", "º": "o", "ª": "a", "©": "(c)", "®": "(R)", "™": "TM", "µ": "u",
        "¦": "|", "¬": "-",
    ]
}
