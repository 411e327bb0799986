package import Domain
package import Store

/// T28, T30: asks the contractor for a quote, his presence, the completion, the invoice, or an answer to a question. What
/// is asked for already is only asked for again.
package struct Ask: Verb {
    package let ticket: TicketID
    package let kind: TicketTask.Kind
    package let text: String?
    package let due: Instant?
    package let origin: Origin

    package init(_ ticket: TicketID, kind: TicketTask.Kind, text: String?, due: Instant?, origin: Origin) {
        self.ticket = ticket
        self.kind = kind
        self.text = text
        self.due = due
        self.origin = origin
    }

    package func perform(in transaction: Transaction) throws -> TicketID {
        let (act, organization) = try transaction.act(origin)
        var ticket = try transaction.ticket(self.ticket, of: organization)
        if kind == .message, (text ?? "").isEmpty {
            throw Refusal.invalid([Problem(field: "text", key: "message.missing")])
        }
        if let due, due <= transaction.now { throw Refusal.invalid([Problem(field: "due", key: "date.past")]) }
        let until = due ?? organization.rules.answerBy(priority: ticket.priority, from: transaction.now)
        let text = try transaction.text(ofOptional: text)
        try transaction.carryOut(
            .ask(kind, text: text, due: until, taskID: transaction.newID()), on: &ticket, as: act)
        return ticket.id
    }
}
