import Domain
import Foundation

/// What a template's text becomes before it is read as Mustache, once for each language: `{{t.area.key}}` is replaced by the
/// words, `{{asset.desk.css}}` by the asset's address, `{{{style.exchange.css}}}` by the sheet itself, `{{lang}}` by the
/// language. So no word costs anything when a page is rendered, and a missing one is found by `relais check`.
struct TemplateSource: Sendable {
    let name: String
    let text: String

    var isPlainText: Bool { text.contains("CONTENT_TYPE:") && text.contains("TEXT}}") }

    /// Ready for `TemplateReader`.
    struct Expanded: Sendable {
        let text: String
        let isPlainText: Bool
    }

    func expanded(_ words: Words, assets: [String: WebFile], sheets: [String: StyleSheet], misses: Misses) -> Expanded {
        let source = isPlainText ? Self.withoutTagLines(text)[...] : Self.joined(text)[...]
        var result = ""
        var rest = source
        while let open = rest.firstRange(of: "{{") {
            result += rest[..<open.lowerBound]
            let isTriple = rest[open.upperBound...].first == "{"
            let start = isTriple ? rest.index(after: open.upperBound) : open.upperBound
            guard let close = rest[start...].firstRange(of: isTriple ? "}}}" : "}}") else { break }
            let tag = String(rest[start..<close.lowerBound])
            result += value(of: tag, words, assets, sheets, misses) ?? String(rest[open.lowerBound..<close.upperBound])
            rest = rest[close.upperBound...]
        }
        return Expanded(text: result + rest, isPlainText: isPlainText)
    }

    private func value(
        of tag: String, _ words: Words, _ assets: [String: WebFile], _ sheets: [String: StyleSheet], _ misses: Misses
    ) -> String? {
        if tag == "lang" { return words.language.rawValue }
        guard let dot = tag.firstIndex(of: ".") else { return nil }
        let key = String(tag[tag.index(after: dot)...])
        switch tag[..<dot] {
        case "t":
            let text = words[key]
            if text.contains("{") { misses.add("\(name): \(key) has placeholders and needs its values from the page") }
            return isPlainText ? text : Self.escaped(text)
        case "asset":
            if assets[key] == nil { misses.add("\(name): Web/\(key) is missing") }
            return assets[key]?.path ?? ""
        case "style":
            if sheets[key] == nil { misses.add("\(name): Web/\(key) is missing") }
            return sheets[key]?.text ?? ""
        default: return nil
        }
    }

    /// Lines become one line: indentation is for whoever reads the template, and each line break is one step more for
    /// whoever renders it. Between tags on lines of their own nothing is left; elsewhere a break is a space.
    private static func joined(_ text: String) -> String {
        let lines = text.split(whereSeparator: \.isNewline)
            .map { $0.trimmingCharacters(in: .whitespaces) }
            .filter { !$0.isEmpty }
        var result = ""
        var previous: String?
        for line in lines {
            if let previous {
                let isAfterTag = previous.hasSuffix(">") || isSectionTag(previous)
                let isBeforeTag = line.hasPrefix("<") || isSectionTag(line)
                if !isAfterTag || !isBeforeTag { result += " " }
            }
            result += line
            previous = line
        }
        return result
    }

    /// Mustache's rule for text: a line that is nothing but a tag leaves no empty line behind.
    private static func withoutTagLines(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { line in
                let content = line.trimmingCharacters(in: .whitespaces)
                return isSectionTag(content) ? content : line + "\n"
            }
            .joined()
    }

    /// A line that is nothing but one tag such as `{{#job}}`, `{{/job}}`, `{{> partials/row}}`.
    private static func isSectionTag(_ line: String) -> Bool {
        guard line.hasPrefix("{{"), line.hasSuffix("}}"), let kind = line.dropFirst(2).first, "#^/$<>!%".contains(kind)
        else { return false }
        return !line.dropFirst(2).dropLast(2).contains("{{")
    }

    static func escaped(_ text: String) -> String {
        var result = ""
        for character in text {
            switch character {
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "&": result += "&amp;"
            case "\"": result += "&quot;"
            default: result.append(character)
            }
        }
        return result
    }
}
