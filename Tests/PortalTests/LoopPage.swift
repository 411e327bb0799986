import Foundation
import RelaisTesting

/// An HTML page as a reader and his browser see it: texts, and forms that are found by their labels.
struct LoopPage: Sendable {
    let status: Int
    let html: String
    let path: String

    /// What the reader sees, blanks run together.
    var text: String { Self.text(html) }
    /// The life cycle's label in `data-label`.
    var label: String? { html.firstMatch(of: /<main[^>]* data-label="([^"]*)"/).map { String($0.1) } }

    /// The text of the element that has this `role`.
    func element(role: String) -> String? {
        guard let start = html.firstRange(of: "role=\"\(role)\""),
            let tag = html[..<start.lowerBound].lastIndex(of: "<")
        else { return nil }
        let name = html[html.index(after: tag)...].prefix { $0.isLetter }
        guard let end = html[tag...].firstRange(of: "</\(name)>") else { return nil }
        return Self.text(String(html[tag..<end.lowerBound]))
    }

    var forms: [LoopForm] {
        html.matches(of: /(<form\b[^>]*>)((?:.|\n)*?)<\/form>/).map { LoopForm(tag: String($0.1), body: String($0.2)) }
    }

    /// The form that has a button of that name.
    func form(button: String, where isIt: (LoopForm) -> Bool = { _ in true }) throws -> LoopForm {
        guard let form = forms.first(where: { $0.buttons.contains(button) && isIt($0) }) else {
            throw PeerProblem("No form has a button \(button) on \(path), \(status):\n\(text.prefix(3000))")
        }
        return form
    }

    static func text(_ html: String) -> String {
        let bare = html.replacing(/<(style|script)\b(?:.|\n)*?<\/(style|script)>/, with: " ").replacing(
            /<[^>]*>/, with: " ")
        return plain(bare).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// Entities as the characters that they stand for.
    static func plain(_ text: String) -> String {
        var plain = text.replacing(/&#(x?)([0-9a-fA-F]+);/) { match in
            let value = UInt32(match.2, radix: match.1.isEmpty ? 10 : 16) ?? 0xFFFD
            return Unicode.Scalar(value).map { String(Character($0)) } ?? ""
        }
        for (entity, character) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&nbsp;", " "), ("&amp;", "&")] {
            plain = plain.replacing(entity, with: character)
        }
        return plain
    }

    static func attribute(_ name: String, of tag: String) -> String? {
        guard let start = tag.firstRange(of: " \(name)=\"") else { return nil }
        return plain(String(tag[start.upperBound...].prefix { $0 != "\"" }))
    }
}
