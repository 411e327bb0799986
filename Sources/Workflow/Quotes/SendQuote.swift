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
        let until = validUntil ?? lastMinute(after: link.organization.rules.quoteValidDays, transaction.now, of: ticket)
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

    /// Like a day that was typed, that day counts until it is over at the site.
    private func lastMinute(after days: Int, _ now: Instant, of ticket: Ticket) -> Instant {
        let last = Appointment(now, in: ticket.timeZone).later(days: days)
        let day = last.local
        let end = LocalDateTime(year: day.year, month: day.month, day: day.day, hour: 23, minute: 59)
        return end.flatMap { try? Appointment.resolve($0, in: ticket.timeZone).instant } ?? last.instant
    }
}
