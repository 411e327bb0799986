package import Domain

/// The demo's list of every page, mail and SMS in one language.
package struct PreviewPage: Page {
    package static var template: String { "preview/list" }
    package static let path = "/preview"

    package var language: Language
    package var samples: [PreviewCatalog.Sample]
    package var messages: [PreviewCatalog.Message]

    package init(
        language: Language, samples: [PreviewCatalog.Sample], messages: [PreviewCatalog.Message]
    ) {
        self.language = language
        self.samples = samples
        self.messages = messages
    }

    package static func page(_ kind: String, _ index: Int, _ language: Language) -> String {
        "\(path)/pages/\(kind)/\(index)?lang=\(language.rawValue)"
    }

    package static func mail(_ kind: Notice.Kind, _ index: Int, _ language: Language) -> String {
        "\(path)/mails/\(kind.rawValue)/\(index)?lang=\(language.rawValue)"
    }

    /// Itself: without its lists, which would have to be rendered for it.
    package static var samples: [Self] { Language.allCases.map { Self(language: $0, samples: [], messages: []) } }

    package func context(_ words: Words) -> [String: Any] {
        [
            "pageTitle": words["help.preview.title"], "brand": Brand.pine.className, "script": false,
            "languages": Language.allCases.map {
                [
                    "code": $0.rawValue, "endonym": $0.endonym, "isCurrent": $0 == language,
                    "languageHref": "\(Self.path)?lang=\($0.rawValue)",
                ] as [String: Any]
            },
            "kinds": kinds, "messages": messages.map { context(of: $0, words) },
        ]
    }

    private var kinds: [[String: Any]] {
        var order: [String] = []
        for sample in samples where order.last != sample.kind { order.append(sample.kind) }
        return order.map { kind in
            [
                "kind": kind,
                "samples": samples.filter { $0.kind == kind }.map {
                    ["sampleHref": Self.page(kind, $0.index, language), "sampleTitle": $0.title]
                },
            ]
        }
    }

    private func context(of message: PreviewCatalog.Message, _ words: Words) -> [String: Any] {
        [
            "messageKind": message.kind.rawValue, "sms": message.sms.text,
            "smsCount": words(
                "help.preview.count",
                ["parts": String(message.sms.count.parts), "units": String(message.sms.count.units)]),
            "mailHref": Self.mail(message.kind, message.index, language), "mailSubject": message.mail.subject,
        ]
    }
}
