package import Domain
import Foundation

/// Rules for text that people type: what is stored is NFC, without control characters, and shows in the order in which
/// it is stored.
package enum Text {
    package enum Lines: Sendable {
        /// A name, a title: line breaks become spaces.
        case one
        /// A message, a description.
        case many
    }

    /// Reads one field. Lengths are counted in UTF-16 units, as browsers count them for `maxlength`.
    ///
    /// Throws `text.missing` where something visible is required, `text.tooLong` (`maximum`, `length`).
    package static func clean(
        _ text: String?, field: String = "", maximum: Int, required: Bool = false, lines: Lines = .many
    ) throws(Problem) -> String {
        var clean = normalized(text ?? "")
        switch lines {
        case .one:
            // Of scalars, not of characters: an accent behind a space is typed text, and stays it when read again.
            let words = clean.unicodeScalars.split(whereSeparator: \.properties.isWhitespace)
            clean = words.map { String(Substring($0)) }.joined(separator: " ")
        case .many: clean = clean.trimmingCharacters(in: .whitespacesAndNewlines)
        }
        if !clean.unicodeScalars.contains(where: isVisible) {
            if required { throw Problem(field: field, key: "text.missing") }
            return ""
        }
        let length = clean.utf16.count
        guard length <= maximum else {
            throw Problem(
                field: field, key: "text.tooLong",
                arguments: ["maximum": String(maximum), "length": String(length)])
        }
        return clean
    }

    /// NFC, `\n` for every kind of line end; control characters and those that turn the reading direction of what
    /// follows are left out. What is no UTF-8 becomes U+FFFD.
    package static func normalized(_ bytes: some Collection<UInt8>) -> String {
        normalized(String(decoding: bytes, as: UTF8.self))
    }

    package static func normalized(_ text: String) -> String {
        if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) || $0 == 0x0A }) { return text }
        var kept = String.UnicodeScalarView()
        var previous: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            defer { previous = scalar }
            if isLineEnd(scalar) {
                // CR LF is one line end.
                if scalar != "\n" || previous != "\r" { kept.append("\n") }
                continue
            }
            if !isDropped(scalar) { kept.append(scalar) }
        }
        let normal = String(withoutPiles(kept)).precomposedStringWithCanonicalMapping
        // Some letters are taken apart (U+FB41 into two), so that one mark more may stand in a row now.
        return String(withoutPiles(normal.unicodeScalars))
    }

    /// At most eight marks in a row: no language stacks so many, and piled up by the thousand they cost the normalizer
    /// quadratic time.
    private static func withoutPiles(_ scalars: String.UnicodeScalarView) -> String.UnicodeScalarView {
        var kept = String.UnicodeScalarView()
        var marks = 0
        for scalar in scalars {
            let isMark = !scalar.isASCII && scalar.properties.canonicalCombiningClass != .notReordered
            marks = isMark ? marks + 1 : 0
            if marks <= 8 { kept.append(scalar) }
        }
        return kept
    }

    private static func isLineEnd(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0A, 0x0D, 0x2028, 0x2029: true
        default: false
        }
    }

    private static func isDropped(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09: false
        case 0x00..<0x20, 0x7F...0x9F: true
        case 0x202A...0x202E, 0x2066...0x2069: true  // embeddings, overrides, isolates
        case 0xFEFF, 0xFFF9...0xFFFB: true
        default: scalar.properties.isNoncharacterCodePoint
        }
    }

    private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return scalar.value > 0x20 }
        return !scalar.properties.isWhitespace && !scalar.properties.isDefaultIgnorableCodePoint
    }
}
