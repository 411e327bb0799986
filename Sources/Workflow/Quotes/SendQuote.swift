package import Domain
package import Store

/// T31: a price, asked for or not; an amount, a file, or both (B21). Without a day it is valid as long as the organization
/// says.
package struct SendQuote: Verb {
    package let link: LinkID
    package let amount: Money?
    package let validUntil: Instant?
    package let note: String?
    package let files: [ReceivedFile]

    package init(link: LinkID, amount: Money?, validUntil: Instant?, note: String?, files: [ReceivedFile]) {
        self.link = link
        self.amount = amount
        self.validUntil = validUntil
        self.note = note
        self.files = files
    }

    package func perform(in transaction: Transaction) throws -> StepOutcome {
        var (link, ticket) = try transaction.openAnswerable(link)
        let today = Appointment(transaction.now, in: ticket.timeZone)
        let until = validUntil ?? today.later(days: link.organization.rules.quoteValidDays).instant
        guard until > transaction.now else {
            throw Refusal.invalid([Problem(field: "validUntil", key: "date.past")])
        }
        let attachments = try transaction.attach(files, to: ticket, order: link.order.id)
        let note = try transaction.text(ofOptional: note)
        let quote = Quote(id: transaction.newID(), amount: amount, validUntil: until)
        try transaction.carryOut(
            .sendQuote(link.order.id, quote, note: note, attachments: attachments, taskID: transaction.newID()),
            on: &ticket, as: link.act)
        try transaction.cancelAnswerTimers(link.order.id, of: ticket)
        try transaction.cancelRequests(of: link.order.id)
        return try transaction.outcome(.quoted, of: ticket)
    }
}
