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
    let attachesFiles: Bool

    init(kind: Notice.Kind, facts: MessageFacts, words: Words) {
        let parts = MailParts(kind: kind, facts: facts, words: words)
        attachesFiles = kind.attachesFiles
        tag = parts.tag
        heading = facts.title.oneLine().unlessBlank ?? MailWords.job(kind, facts, words)
        lead = parts.lead
        button = parts.button
        rows = parts.rows
        warning = parts.warning
        quotations = parts.quotations
        description = parts.showsDescription ? facts.description.unlessBlank : nil
        showsFiles = parts.showsFiles
        if kind == .signIn { (tag, heading) = (nil, words["messages.signIn.heading"]) }
        closing = parts.closing
    }
}
