package import Domain
package import Store

/// T11: the first valid answer wins. For an order date and time are compulsory (B13); for a quote request it is
/// "I will quote", with a visit's date if the contractor wants one (T30).
package struct AcceptOffer: Verb {
    package let link: LinkID
    package let appointment: Appointment?
    package let comment: String?

    package init(link: LinkID, appointment: Appointment?, comment: String?) {
        self.link = link
        self.appointment = appointment
        self.comment = comment
    }

    package func perform(in transaction: Transaction) throws -> AnswerOutcome {
        var (link, ticket) = try transaction.openAnswerable(link)
        let comment = try transaction.text(ofOptional: comment)
        if ticket.kind == .order, appointment == nil { throw Refusal.appointmentMissing }
        try transaction.carryOut(
            .accept(
                link.order.id, by: link.contact.id, appointment: appointment, comment: comment,
                taskIDs: [transaction.newID(), transaction.newID()]),
            on: &ticket, as: link.act)
        return try transaction.concludeAnswer(link, ticket)
    }
}

extension Transaction {
    /// What both answers end with: no more reminders, and the confirmation's facts.
    func concludeAnswer(_ link: OpenLink, _ ticket: Ticket) throws -> AnswerOutcome {
        try cancelAnswerTimers(link.order.id, of: ticket)
        try cancelRequests(of: link.order.id)
        guard let order = ticket.order(link.order.id), let number = try reader.number(of: ticket.id) else {
            throw Refusal.notFound
        }
        return AnswerOutcome(
            number: number, at: now, status: order.status, appointment: order.appointment)
    }
}
