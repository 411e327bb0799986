import Domain

/// What a row of the inbox says: emergency first, then what it is about, type, number, place, title (B6, A6, A7).
struct MailSubject {
    let kind: Notice.Kind
    let facts: MessageFacts
    let words: Words

    var text: String {
        if kind == .signIn {
            return words("messages.signIn.subject", ["organization": facts.organization.oneLine(limit: 60)])
        }
        let isEmergency = facts.priority == .emergency && kind != .ticketReceived
        let place = kind == .ticketReceived ? nil : PlaceName(name: facts.siteName, address: facts.siteAddress)
        let pieces = [
            isEmergency ? words["messages.emergency.capitals"] : nil,
            words.ifAny("messages.\(kind.rawValue).word"),
            MailWords.job(kind, facts, words),
            place?.full.shortened(to: 50, ellipsis: "…"),
            facts.title.oneLine(limit: 60).unlessBlank,
        ]
        return pieces.compactMap { $0 }.joined(separator: " – ").oneLine(limit: 180)
    }
}

/// Words that subject and body share.
enum MailWords {
    /// "Ordre de service 2026-00417", "Demande de devis 2026-00417" (B31).
    static func job(_ kind: Notice.Kind, _ facts: MessageFacts, _ words: Words) -> String {
        let type = kind == .ticketReceived ? "request" : facts.kind.rawValue
        return words("messages.job.\(type)", ["number": facts.number.oneLine(limit: 30)])
    }
}
