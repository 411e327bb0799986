package import Domain

/// Makes the SMS of a notice: who writes, which job, what is wanted, and the link alone on the last line (P31). The
/// link and the number are never cut or rewritten; names, place and title are shortened until it is one part, and only
/// where even that is not enough does the message become longer.
package struct SMSComposer: Sendable {
    private let renderer: Renderer

    package init(_ renderer: Renderer) { self.renderer = renderer }

    package func compose(_ kind: Notice.Kind, _ facts: MessageFacts) -> ComposedSMS {
        let link = facts.link(for: kind)
        let drafts = SMSDrafts(kind: kind, facts: facts, words: renderer.words(facts.language)).all
        let text = inGreek(drafts, link, facts) ?? shortest(drafts, link, facts)
        return ComposedSMS(text: text, count: SMSText.count(text), textWithoutToken: facts.withoutToken(text))
    }

    /// The roomiest draft that fits into one part; else into two, and so on.
    private func shortest(_ drafts: [SMSDraft], _ link: String?, _ facts: MessageFacts) -> String {
        for parts in 1...9 {
            for draft in drafts {
                if let text = fit(draft, link, facts, parts: parts) { return text }
            }
        }
        return drafts.last.map { whole($0, link, facts) } ?? link ?? ""
    }

    private func fit(_ draft: SMSDraft, _ link: String?, _ facts: MessageFacts, parts: Int) -> String? {
        var draft = draft
        let room = parts == 1 ? SMSText.septets.single : SMSText.septets.part * parts
        while true {
            let text = whole(draft, link, facts)
            let count = SMSText.count(text)
            if count.parts <= parts { return text }
            if !draft.shorten(by: count.units - room) { return nil }
        }
    }

    /// A Greek message without a link may fit as real Greek.
    private func inGreek(_ drafts: [SMSDraft], _ link: String?, _ facts: MessageFacts) -> String? {
        guard facts.language == .el, link == nil, let draft = drafts.first else { return nil }
        let text = SMSFolding.fold(body(draft, facts), .el, mayStayGreek: true)
        return SMSText.count(text).parts == 1 ? text : nil
    }

    private func whole(_ draft: SMSDraft, _ link: String?, _ facts: MessageFacts) -> String {
        let body = SMSFolding.fold(body(draft, facts), facts.language, mayStayGreek: false)
        guard let link else { return body }
        return "\(body)\n\(link)"
    }

    private func body(_ draft: SMSDraft, _ facts: MessageFacts) -> String {
        let (words, values) = (renderer.words(facts.language), draft.values)
        let job = [values["job"] ?? "", values["place"] ?? "", values["title"] ?? ""].joined()
        var sentence = words(draft.sentence, values)
        if job.hasSuffix("."), sentence.hasPrefix(".") { sentence.removeFirst() }
        return words("messages.sms.head", ["organization": values["organization"] ?? "", "rest": job + sentence])
    }
}
