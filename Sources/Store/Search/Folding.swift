import Foundation

/// Makes what people type and what is stored alike before one is sought in the other: case, accents (Greek tonos and
/// dialytika, final sigma; Polish ł; French œ, æ, ç), width. Digits stay.
package enum Folding {
    package static func fold(_ text: String) -> String {
        var folded = String.UnicodeScalarView()
        for scalar in text.decomposedStringWithCompatibilityMapping.unicodeScalars {
            if scalar.isASCII {
                folded.append(lowercased(ascii: scalar))
                continue
            }
            switch scalar.properties.generalCategory {
            case .nonspacingMark, .enclosingMark, .format: continue
            default: break
            }
            for lower in scalar.properties.lowercaseMapping.unicodeScalars {
                folded.append(contentsOf: (letters[lower] ?? String(lower)).unicodeScalars)
            }
        }
        return String(folded)
    }

    /// The folded words of a text: runs of letters and digits.
    package static func words(_ text: String) -> [String] {
        fold(text).unicodeScalars
            .split { !($0.properties.isAlphabetic || $0.properties.numericType != nil) }
            .map { String($0) }
    }

    /// Letters that Unicode does not take apart.
    private static let letters: [Unicode.Scalar: String] = [
        "ς": "σ", "ł": "l", "œ": "oe", "æ": "ae", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "ı": "i",
    ]

    private static func lowercased(ascii scalar: Unicode.Scalar) -> Unicode.Scalar {
        (65...90).contains(scalar.value) ? Unicode.Scalar(UInt8(scalar.value) + 32) : scalar
    }
}
