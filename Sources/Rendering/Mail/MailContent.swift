import Domain

/// What one mail says, in the order in which it says it.
struct MailContent {
    struct Row {
        let label: String
        /// Address lines, or a number to call.
        let lines: [Line]
    }

    struct Line {
        let text: String
        var call: String?
    }

    struct Quotation {
        let label: String
        let text: String
    }

    var tag: String?
    var heading = ""
    var lead: [String] = []
    var warning: String?
    var rows: [Row] = []
    var description: String?
    var quotations: [Quotation] = []
    var button: (label: String, address: String)?
    var closing: String?
    var showsFiles = false

    init(kind: Notice.Kind, facts: MessageFacts, words: Words) {
        let parts = MailParts(kind: kind, facts: facts, words: words)
        tag = parts.tag
        heading = facts.title.oneLine().unlessBlank ?? MailWords.job(kind, facts, words)
        lead = parts.lead
        button = parts.button
        switch kind {
        case .offer, .offerReminder, .answerUndone:
            rows = parts.jobRows
            warning = parts.warning
            description = facts.description.unlessBlank
            showsFiles = true
        case .offerLapsed:
            rows = parts.jobRows
            description = facts.description.unlessBlank
            showsFiles = true
        case .accepted:
            rows = [parts.appointment].compactMap { $0 } + parts.jobRows
            quotations = parts.answerTexts
            description = facts.description.unlessBlank
        case .declined, .withdrawn:
            rows = parts.shortRows
            quotations = parts.answerTexts
        case .messageToContractor, .messageToManager:
            rows = parts.shortRows
            quotations = parts.message
            showsFiles = true
        case .renewedLink: rows = parts.shortRows
        case .answerAccepted, .answerDeclined, .answerTakenBack:
            rows = parts.answerRows + parts.shortRows
            quotations = parts.answerTexts
        case .offerLapsedAlert: rows = parts.shortRows + [parts.deadline].compactMap { $0 }
        case .notReached: rows = parts.failureRows + parts.shortRows
        case .signIn:
            (tag, heading) = (nil, words["messages.signIn.heading"])
        case .ticketReceived: rows = parts.receiptRows
        }
        closing = parts.closing
    }
}
