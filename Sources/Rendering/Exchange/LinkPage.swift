package import Domain

/// A page that shows no job: a link that is unknown, expired or renewed, and requests that went wrong.
package struct LinkPage: Page {
    package enum Kind: Hashable, Sendable {
        /// A forged or unknown link, or no such page (404): quiet, naming nobody.
        case unknown
        /// 410; the form sends a new link to the address or number on file only (E2). Nil where that is not possible.
        case expired(renewal: Renewal?)
        case renewed
        /// 413, with what is allowed. Sizes in bytes.
        case tooLarge(maximumFiles: Int, maximumSize: Int64)
        /// A broken or interrupted upload, a form that cannot be read (400).
        case broken
        /// A method that the address does not have (405).
        case wrongMethod
        /// Too many requests (429).
        case tooMany
        /// 500; the id is what the log knows it by, and all that the reader sees of it.
        case failed(id: String)
    }

    package struct Renewal: Hashable, Sendable {
        /// `/t/TOKEN/renewal`
        package var action: String
        package var submission: String

        package init(action: String, submission: String) {
            self.action = action
            self.submission = submission
        }
    }

    package static var template: String { "pages/link" }

    package var language: Language
    package var kind: Kind
    /// The page's address without a query, for the language switch.
    package var address: String
    /// Nil for whoever shows no genuine link.
    package var letterhead: Letterhead?
    /// Where "back" leads, such as the contractor's page after an upload that was too large.
    package var back: String?

    package init(
        language: Language, kind: Kind, address: String, letterhead: Letterhead? = nil, back: String? = nil
    ) {
        self.language = language
        self.kind = kind
        self.address = address
        self.letterhead = letterhead
        self.back = back
    }

    package func context(_ words: Words) -> [String: Any] {
        let key = "exchange.link.\(name)"
        var arguments: [String: String] = [:]
        var context: [String: Any] = ["script": false, "isDone": kind == .renewed]
        switch kind {
        case .unknown, .renewed, .broken, .wrongMethod, .tooMany: break
        case .expired(let renewal):
            if let renewal {
                context["renewal"] = [
                    "action": "\(renewal.action)?lang=\(language.rawValue)", "submission": renewal.submission,
                ]
            }
        case .tooLarge(let files, let size):
            arguments = ["count": String(files), "size": words.formats.size(bytes: size)]
        case .failed(let id): arguments = ["id": id]
        }
        let title = words["\(key).title"]
        context.merge([
            "title": title, "text": words("\(key).text", arguments), "brand": (letterhead?.brand ?? .pine).className,
            "pageTitle": letterhead.map { "\(title) · \($0.name)" } ?? title,
        ]) { own, _ in own }
        if let back { context["back"] = back }
        let head = letterhead ?? Letterhead(name: "", phone: nil, brand: .pine)
        context.merge(head.context(words, address: address, subtitle: nil)) { own, _ in own }
        context["isNamed"] = letterhead != nil
        return context
    }

    private var name: String {
        switch kind {
        case .unknown: "unknown"
        case .expired(let renewal): renewal == nil ? "ended" : "expired"
        case .renewed: "renewed"
        case .tooLarge: "tooLarge"
        case .broken: "broken"
        case .wrongMethod: "wrongMethod"
        case .tooMany: "tooMany"
        case .failed: "failed"
        }
    }
}
