import Crypto
import Foundation

/// A style sheet as it is served: without comments and needless blanks, with the hash by which a page may inline it.
struct StyleSheet: Sendable {
    let text: String
    /// As a Content-Security-Policy names it: `'sha256-…'`.
    let source: String

    init(_ css: String) {
        text = Self.shrunk(css)
        source = "'sha256-\(Data(SHA256.hash(data: Data(text.utf8))).base64EncodedString())'"
    }

    /// Knows no strings with `/*` or several blanks in them: our sheets have none.
    static func shrunk(_ css: String) -> String {
        var text = ""
        var rest = css[...]
        while let open = rest.range(of: "/*") {
            text += rest[..<open.lowerBound]
            guard let close = rest[open.upperBound...].range(of: "*/") else { return text }
            rest = rest[close.upperBound...]
        }
        text += rest
        var result = ""
        var blank = false
        for character in text {
            if character.isWhitespace {
                blank = true
                continue
            }
            if blank, let last = result.last, !"{};,>".contains(last), !"{};,>".contains(character) {
                result.append(" ")
            }
            blank = false
            if character == "}", result.last == ";" { result.removeLast() }
            result.append(character)
        }
        return result.replacing(": ", with: ":")
    }
}
