package import Domain

/// A page that shows no job: a link that is unknown, expired or renewed, and requests that went wrong.
package struct LinkPage: Page {
    package enum Kind: Hashable, Sendable {
        /// A forged or unknown link, or no such page (404): quiet, naming nobody.
        case unknown
        /// 410; the form sends a new link to the address or number on file only (E2). Nil where that is not possible.
        case expired(renewal: Renewal?)
        case renewed
        /// Nobody used the link for long: the job's number and two buttons (P37).
        case idle(number: String, opening: Renewal, wrongNumber: Renewal?)
        /// 410, after "this is not my number": thanks (P37).
        case wrongNumber
        /// 410: the technician's office has the job back (E1).
        case takenBack
        /// 413, with what is allowed. Sizes in bytes.
        case tooLarge(maximumFiles: Int, maximumSize: Int64)
        /// A broken or interrupted upload, a form that cannot be read (400).
        case broken
        /// A method that the address does not have (405).
        case wrongMethod
        /// Too many requests (429).
        case tooMany
        /// Too many at once, or a disk that takes nothing (503): nothing was stored.
        case busy
        /// 500; the id is what the log knows it by, and all that the reader sees of it.
        case failed(id: String)
    }

    /// A form that is one button.
    package struct Renewal: Hashable, Sendable {
        /// Such as `/t/TOKEN/renewal`.
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
        var context: [String: Any] = ["script": false, "isDone": kind == .renewed || kind == .wrongNumber]
        context["isAlert"] = isAlert
        let title = words["\(key).title"]
        context.merge([
            "title": title, "text": words("\(key).text", arguments(words)), "buttons": buttons(words),
            "brand": (letterhead?.brand ?? .pine).className, "help": HelpPage.address(language),
            "pageTitle": letterhead.map { "\(title) · \($0.name)" } ?? title,
        ]) { own, _ in own }
        if let back { context["back"] = back }
        let head = letterhead ?? Letterhead(name: "", phone: nil, brand: .pine)
        context.merge(head.context(words, address: address, subtitle: nil)) { own, _ in own }
        context["isNamed"] = letterhead != nil
        return context
    }

    /// What was sent came to nothing.
    private var isAlert: Bool {
        switch kind {
        case .tooLarge, .broken, .busy, .failed: true
        case .unknown, .expired, .renewed, .idle, .wrongNumber, .takenBack, .wrongMethod, .tooMany: false
        }
    }

    private func arguments(_ words: Words) -> [String: String] {
        switch kind {
        case .unknown, .expired, .renewed, .broken, .wrongMethod, .tooMany, .busy, .wrongNumber: [:]
        case .takenBack: ["organization": letterhead?.name ?? ""]
        case .idle(let number, _, _): ["number": number, "organization": letterhead?.name ?? ""]
        case .tooLarge(let files, let size): ["count": String(files), "size": words.formats.size(bytes: size)]
        case .failed(let id): ["id": id]
        }
    }

    private func buttons(_ words: Words) -> [[String: Any]] {
        switch kind {
        case .expired(let renewal): [button(renewal, words["exchange.link.renew"])].compactMap(\.self)
        case .idle(_, let opening, let wrongNumber):
            [
                button(opening, words["exchange.link.open"]),
                button(wrongNumber, words["exchange.do.wrongNumber.button"], isPlain: true),
            ].compactMap(\.self)
        case .unknown, .renewed, .wrongNumber, .takenBack, .tooLarge, .broken, .wrongMethod, .tooMany, .busy,
            .failed:
            []
        }
    }

    private func button(_ form: Renewal?, _ text: String, isPlain: Bool = false) -> [String: Any]? {
        form.map {
            [
                "action": "\($0.action)?lang=\(language.rawValue)", "submission": $0.submission, "buttonText": text,
                "isPlain": isPlain,
            ]
        }
    }

    private var name: String {
        switch kind {
        case .unknown: "unknown"
        case .expired(let renewal): renewal == nil ? "ended" : "expired"
        case .renewed: "renewed"
        case .idle: "idle"
        case .wrongNumber: "wrongNumber"
        case .takenBack: "takenBack"
        case .tooLarge: "tooLarge"
        case .broken: "broken"
        case .wrongMethod: "wrongMethod"
        case .tooMany: "tooMany"
        case .busy: "busy"
        case .failed: "failed"
        }
    }
}
