package import Domain

/// What a contractor's page is and how to use it, for somebody who never saw one (B34). Public: it knows nobody, so it
/// can be opened, printed and handed on without a link.
package struct HelpPage: Page {
    package static var template: String { "pages/help" }
    package static let path = "/help"

    /// Chapters in the order of a job. The words of each are `help.NAME.title` and `help.NAME.1`, `help.NAME.2` …
    package enum Chapter: String, CaseIterable, Sendable {
        case what, safety, answer, visit, quote, finished, invoice, messages, technician, wrongNumber, link
    }

    package var language: Language

    package init(language: Language) { self.language = language }

    package static func address(_ language: Language) -> String { "\(path)?lang=\(language.rawValue)" }

    package static var samples: [Self] { Language.allCases.map(Self.init) }

    package func context(_ words: Words) -> [String: Any] {
        var context: [String: Any] = [
            "pageTitle": words["help.title"], "brand": Brand.pine.className, "script": false, "isNamed": true,
            "chapters": Chapter.allCases.map { chapter in
                [
                    "chapterID": chapter.rawValue, "chapterTitle": words["help.\(chapter.rawValue).title"],
                    "paragraphs": paragraphs(of: chapter, words),
                ] as [String: Any]
            },
        ]
        let head = Letterhead(name: words["desk.product"], phone: nil, brand: .pine)
        context.merge(head.context(words, address: Self.path, subtitle: nil)) { own, _ in own }
        return context
    }

    private func paragraphs(of chapter: Chapter, _ words: Words) -> [String] {
        (1...).lazy.map { words.ifAny("help.\(chapter.rawValue).\($0)") }.prefix { $0 != nil }.compactMap(\.self)
    }
}
