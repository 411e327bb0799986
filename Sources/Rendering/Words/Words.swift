package import Domain

/// The words of one language. What it lacks comes from English, and is reported (E20).
package struct Words: Sendable {
    package let language: Language
    private let texts: [String: String]
    private let english: [String: String]
    private let misses: Misses

    init(_ language: Language, texts: [String: String], english: [String: String], misses: Misses) {
        self.language = language
        self.texts = texts
        self.english = english
        self.misses = misses
    }

    package var formats: Formats { Formats(language) }

    /// The text of `area.key`.
    package subscript(_ key: String) -> String { text(key) ?? missing(key) }

    /// Nil without a report where a key may be absent, such as a problem that has no words of its own.
    package func ifAny(_ key: String) -> String? { texts[key] ?? english[key] }

    /// The text of `area.key` with its `{name}` placeholders filled in.
    package func callAsFunction(_ key: String, _ values: [String: String]) -> String {
        fill(self[key], values, of: key)
    }

    /// The form of `area.key` for `count` (`key.one`, `key.few`, `key.many`, `key.other`), with `{count}` filled in.
    package func count(_ key: String, _ count: Int, _ values: [String: String] = [:]) -> String {
        let category = Plural(count, in: language)
        let form = "\(key).\(category.rawValue)"
        var text = texts[form]
        if text == nil {
            misses.add("\(language.rawValue): \(form) is missing")
            text = english["\(key).\(Plural(count, in: .en).rawValue)"]
        }
        let filled = values.merging(["count": String(count)]) { own, _ in own }
        return fill(text ?? missing(form), filled, of: form)
    }

    private func text(_ key: String) -> String? {
        if let text = texts[key] { return text }
        guard let text = english[key] else { return nil }
        misses.add("\(language.rawValue): \(key) is missing")
        return text
    }

    private func missing(_ key: String) -> String {
        misses.add("\(language.rawValue): \(key) is in no language")
        return "[\(key)]"
    }

    /// Braces are looked for among the bytes: to walk through a text by its characters takes several times as long, and
    /// a page fills in dozens.
    private func fill(_ text: String, _ values: [String: String], of key: String) -> String {
        let bytes = text.utf8
        guard bytes.contains(UInt8(ascii: "{")) else { return text }
        var result = ""
        var rest = bytes[...]
        while let open = rest.firstIndex(of: UInt8(ascii: "{")),
            let close = rest[open...].firstIndex(of: UInt8(ascii: "}"))
        {
            result += text[rest.startIndex..<open]
            let name = String(text[bytes.index(after: open)..<close])
            if let value = values[name] {
                result += value
            } else {
                misses.add("\(language.rawValue): \(key) was not given {\(name)}")
                result += "…"
            }
            rest = rest[bytes.index(after: close)...]
        }
        return result + text[rest.startIndex...]
    }

    /// The names between braces.
    static func placeholders(in text: String) -> [Substring] {
        var names: [Substring] = []
        var rest = text[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            names.append(rest[rest.index(after: open)..<close])
            rest = rest[rest.index(after: close)...]
        }
        return names
    }
}
