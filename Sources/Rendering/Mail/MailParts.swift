import Domain

/// The building blocks of mails: rows and sentences with their words.
struct MailParts {
    let kind: Notice.Kind
    let facts: MessageFacts
    let words: Words

    /// "Urgent · Ordre de service 2026-00417".
    var tag: String {
        let job = MailWords.job(kind, facts, words)
        let isEmergency = facts.priority == .emergency && kind != .ticketReceived
        return isEmergency ? "\(words["messages.emergency.capitals"]) · \(job)" : job
    }

    var lead: [String] {
        let key = "messages.\(kind.rawValue)"
        let values = [
            "organization": facts.organization.oneLine(), "contractor": contractor,
            "author": facts.author?.oneLine().unlessBlank ?? contractor,
            "way": words["messages.way.\(facts.failedWay?.rawValue ?? "unknown")"],
        ]
        let isOffer = kind == .offer
        var sentences = [words(isOffer ? "\(key).lead.\(facts.kind.rawValue)" : "\(key).lead", values)]
        if let more = words.ifAny("\(key).more") { sentences.append(more) }
        return sentences
    }

    /// B8: the same place as the link of the SMS.
    var button: (label: String, address: String)? {
        guard let address = facts.link(for: kind) else { return nil }
        let label =
            switch kind {
            case .signIn: "messages.button.signIn"
            case .answerAccepted, .answerDeclined, .answerTakenBack, .offerLapsedAlert, .messageToManager, .notReached:
                "messages.button.ticket"
            case .offer, .offerReminder, .offerLapsed, .withdrawn, .accepted, .declined, .answerUndone,
                .messageToContractor, .renewedLink, .ticketReceived:
                "messages.button.details"
            }
        return (words[label], address)
    }

    /// Answers go through the button until replies by mail are read.
    var closing: String? {
        switch kind {
        case .signIn: words["messages.signIn.closing"]
        case .ticketReceived: nil
        case .offer, .offerReminder, .offerLapsed, .withdrawn, .accepted, .declined, .answerUndone,
            .messageToContractor, .renewedLink, .answerAccepted, .answerDeclined, .answerTakenBack, .offerLapsedAlert,
            .messageToManager, .notReached:
            words["messages.noReply"]
        }
    }

    /// A4, A6 to A9.
    var jobRows: [MailContent.Row] {
        [
            row("number", facts.number), row("priority", words["messages.priority.\(facts.priority.rawValue)"]),
            row("site", lines: site), row("sitePhone", call: facts.sitePhone), row("contact", lines: contact),
            isAgreed ? nil : row("scheduled", scheduled ?? words["messages.scheduled.none"]), row("limit", limit),
        ].compactMap { $0 }
    }

    var shortRows: [MailContent.Row] {
        [
            row("number", facts.number), row("site", lines: site),
            isAgreed ? nil : row("scheduled", scheduled),
        ].compactMap { $0 }
    }

    var answerRows: [MailContent.Row] {
        let answeredBy = facts.answeredBy == facts.contractor ? nil : facts.answeredBy
        return [row("contractor", contractor.unlessBlank), row("answeredBy", answeredBy), appointment]
            .compactMap { $0 }
    }

    var failureRows: [MailContent.Row] {
        [row("contractor", contractor.unlessBlank), row("failure", facts.failure)].compactMap { $0 }
    }

    var receiptRows: [MailContent.Row] {
        [row("number", facts.number), row("otherNumber", facts.otherNumber), row("site", lines: site)]
            .compactMap { $0 }
    }

    var appointment: MailContent.Row? { row("appointment", facts.appointment.map(words.formats.appointment)) }

    /// A15: until when, and what silence means.
    var warning: String? {
        answerBy.map { "\(words("messages.answerBy", ["deadline": $0])) \(words["messages.warning"])" }
    }

    var deadline: MailContent.Row? { row("deadline", answerBy) }

    /// In the site's zone and with its name (P28).
    private var answerBy: String? {
        facts.answerBy.map { words.formats.appointment(Appointment($0, in: facts.timeZone)) }
    }

    var answerTexts: [MailContent.Quotation] {
        [quotation("reason", facts.reason), quotation("comment", facts.comment)].compactMap { $0 }
    }

    var message: [MailContent.Quotation] { [quotation("message", facts.message)].compactMap { $0 } }

    private var scheduled: String? { facts.scheduledAt.map(words.formats.appointment) }
    /// The contractor took the date that was wanted: it is shown once, as his.
    private var isAgreed: Bool {
        let showsAppointment = kind == .accepted || kind == .answerAccepted
        return showsAppointment && facts.appointment != nil && facts.appointment == facts.scheduledAt
    }
    private var contractor: String { facts.contractor?.oneLine() ?? "" }

    private var limit: String {
        guard let limit = facts.notToExceed else { return words["messages.limit.none"] }
        return words("messages.limit", ["amount": words.formats.money(limit)])
    }

    private var site: [MailContent.Line] {
        let address = (facts.siteAddress ?? "").cleaned().split(separator: "\n").prefix(6).map { String($0).oneLine() }
        return ([facts.siteName?.oneLine()].compactMap { $0 } + address)
            .compactMap(\.unlessBlank).map { MailContent.Line(text: $0) }
    }

    private var contact: [MailContent.Line] {
        [facts.contactName?.oneLine().unlessBlank.map { MailContent.Line(text: $0) }, phone(facts.contactPhone)]
            .compactMap { $0 }
    }

    private func phone(_ number: String?) -> MailContent.Line? {
        guard let number, !number.isEmpty else { return nil }
        return MailContent.Line(text: words.formats.phone(number), call: number)
    }

    private func quotation(_ name: String, _ text: String?) -> MailContent.Quotation? {
        text?.unlessBlank.map { MailContent.Quotation(label: words["messages.row.\(name)"], text: $0) }
    }

    private func row(_ name: String, call number: String?) -> MailContent.Row? {
        row(name, lines: [phone(number)].compactMap { $0 })
    }

    private func row(_ name: String, _ text: String?) -> MailContent.Row? {
        row(name, lines: [text?.oneLine().unlessBlank].compactMap { $0 }.map { MailContent.Line(text: $0) })
    }

    private func row(_ name: String, lines: [MailContent.Line]) -> MailContent.Row? {
        lines.isEmpty ? nil : MailContent.Row(label: words["messages.row.\(name)"], lines: lines)
    }
}
