package import Domain
package import Foundation

/// All words of all languages, from `Templates/strings/<language>/<area>.json`. A key is `area.key`.
package struct Catalog: Sendable {
    package static let areas = ["common", "exchange", "desk", "messages", "problems", "help"]

    /// Texts as the files have them, without any fallback.
    package let texts: [Language: [String: String]]

    /// Reads `folder/<language>/<area>.json`; an area may still be absent. Throws when a file is no flat JSON object.
    package init(folder: URL) throws {
        var texts: [Language: [String: String]] = [:]
        for language in Language.allCases {
            var all: [String: String] = [:]
            for area in Self.areas {
                let file = folder.appending(path: "\(language.rawValue)/\(area).json")
                guard FileManager.default.fileExists(atPath: file.path) else { continue }
                for (key, text) in try JSONDecoder().decode([String: String].self, from: Data(contentsOf: file)) {
                    all["\(area).\(key)"] = text
                }
            }
            texts[language] = all
        }
        self.texts = texts
    }

    package init(texts: [Language: [String: String]]) { self.texts = texts }

    package func words(_ language: Language, misses: Misses) -> Words {
        Words(language, texts: texts[language] ?? [:], english: texts[.en] ?? [:], misses: misses)
    }

    /// Every way in which a language differs from English: keys too few or too many, other placeholders, empty texts.
    package func gaps() -> [String] {
        let english = Self.shapes(texts[.en] ?? [:])
        return Language.allCases.flatMap { language in
            gaps(of: language, english: english)
        }
    }

    private func gaps(of language: Language, english: [String: Shape]) -> [String] {
        let own = Self.shapes(texts[language] ?? [:])
        var gaps: [String] = []
        for (key, shape) in english {
            guard let other = own[key] else {
                gaps.append("\(language.rawValue): \(key) is missing")
                continue
            }
            if other.placeholders != shape.placeholders {
                gaps.append("\(language.rawValue): \(key) has other placeholders than English")
            }
            if shape.isPlural, !Plural.needed(in: language).isSubset(of: other.categories) {
                gaps.append("\(language.rawValue): \(key) lacks a plural form")
            }
        }
        for (key, shape) in own {
            if english[key] == nil { gaps.append("\(language.rawValue): \(key) is not in English") }
            if shape.hasEmptyText { gaps.append("\(language.rawValue): \(key) is empty") }
        }
        return gaps.sorted()
    }

    /// What the forms of one key have in common; the plural forms of a key are one shape.
    private struct Shape {
        var placeholders: Set<String> = []
        var categories: Set<Plural> = []
        var hasEmptyText = false
        var isPlural: Bool { !categories.isEmpty }
    }

    private static func shapes(_ texts: [String: String]) -> [String: Shape] {
        var shapes: [String: Shape] = [:]
        for (key, text) in texts {
            let (base, category) = split(key)
            var shape = shapes[base] ?? Shape()
            shape.placeholders.formUnion(Words.placeholders(in: text).map(String.init))
            if let category { shape.categories.insert(category) }
            if text.allSatisfy(\.isWhitespace) { shape.hasEmptyText = true }
            shapes[base] = shape
        }
        return shapes
    }

    private static func split(_ key: String) -> (base: String, category: Plural?) {
        guard let dot = key.lastIndex(of: "."), let category = Plural(rawValue: String(key[key.index(after: dot)...]))
        else { return (key, nil) }
        return (String(key[..<dot]), category)
    }
}
