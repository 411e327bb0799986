package import Domain

/// A ticket on paper: all its facts, and a code that leads a phone to the contractor's page (E22).
package struct DeskPrintPage: Page {
    package static var template: String { "desk/print" }

    package var frame: DeskFrame
    package var ticket: DeskTicket
    /// The contractor's page; nil where nobody has the job, or for a reader who may not act.
    package var link: String?

    package init(frame: DeskFrame, ticket: DeskTicket, link: String? = nil) {
        self.frame = frame
        self.ticket = ticket
        self.link = link
    }

    package var language: Language { frame.language }

    package func context(_ words: Words) -> [String: Any] {
        let details = ticket.details
        let title = details.title.isEmpty ? words["desk.untitled"] : details.title
        let facts = DeskFacts(ticket: ticket, words: words, now: frame.now, mayAct: false, submission: "")
        var context = facts.context()
        let printed = words.formats.dateTime(frame.now, in: ticket.ticket.timeZone)
        let page: [String: Any] = [
            "pageTitle": "\(details.number) · \(title)", "brand": frame.brand.className, "script": false,
            "organization": frame.organization, "initial": String(frame.organization.prefix(1)),
            "ticketTitle": title, "ticketNumber": details.number, "ticketHref": DeskPath.ticket(details.number),
            "ticketPriority": words.priority(ticket.ticket.priority),
            "priorityClass": ticket.ticket.priority.rawValue, "labelName": words.label(ticket.ticket.label),
            "ticketKind": words.kind(ticket.ticket.kind),
            "printDescription": details.description.isEmpty ? false : details.description,
            "printedAt": words("desk.print.at", ["time": printed]), "code": code(words),
        ]
        context.merge(page) { _, new in new }
        return context
    }

    private func code(_ words: Words) -> Any {
        guard let link, let code = QRCode(link) else { return false }
        return [
            "codeSide": String(code.side), "codePath": code.path,
            "codeText": words("desk.print.scan", ["contractor": ticket.contractor?.name ?? "—"]), "codeLink": link,
        ] as [String: Any]
    }
}
