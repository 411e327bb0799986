package import Domain

/// Makes the two parts of a notice's mail from one list of contents, so that they cannot say different things.
package struct MailComposer: Sendable {
    private let renderer: Renderer

    package init(_ renderer: Renderer) { self.renderer = renderer }

    package func compose(_ kind: Notice.Kind, _ facts: MessageFacts) -> ComposedMail {
        let words = renderer.words(facts.language)
        let content = MailContent(kind: kind, facts: facts, words: words)
        let context = MailContext(content: content, facts: facts, words: words).values
        let plain = Self.tidy(renderer.text("mail/plain", facts.language, context))
        return ComposedMail(
            fromName: facts.organization.oneLine(limit: 60),
            subject: MailSubject(kind: kind, facts: facts, words: words).text,
            plain: plain, html: renderer.text("mail/message", facts.language, context),
            plainWithoutToken: facts.withoutToken(plain))
    }

    /// Sections that are not shown leave empty lines behind.
    private static func tidy(_ text: String) -> String {
        var lines: [Substring] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let isBlank = line.allSatisfy(\.isWhitespace)
            if isBlank, lines.last?.isEmpty ?? true { continue }
            lines.append(isBlank ? "" : line)
        }
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines.joined(separator: "\n") + "\n"
    }
}
