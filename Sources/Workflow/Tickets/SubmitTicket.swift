package import Domain
package import Store

/// T4: a draft leaves for the queue once nothing required is missing; else all of it is named at once (C9).
package struct SubmitTicket: Verb {
    package let ticket: TicketID
    package let origin: Origin

    package init(_ ticket: TicketID, origin: Origin) {
        self.ticket = ticket
        self.origin = origin
    }

    package func perform(in transaction: Transaction) throws -> TicketReference {
        let (act, organization) = try transaction.act(origin)
        var ticket = try transaction.ticket(self.ticket, of: organization)
        guard let details = try transaction.reader.details(ticket.id) else { throw Refusal.notFound }
        try Self.submit(&ticket, details: details, act: act, in: transaction)
        return TicketReference(id: ticket.id, number: details.number, isNew: false)
    }

    static func submit(
        _ ticket: inout Ticket, details: TicketDetails, act: Act, in transaction: Transaction
    ) throws {
        // The description goes on as the first note of the timeline (C3).
        let description = try transaction.text(ofOptional: details.description)
        try transaction.carryOut(
            .submit(missing: details.missing, description: description), on: &ticket, as: act)
    }
}
