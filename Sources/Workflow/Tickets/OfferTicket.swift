package import Domain
package import Store

/// Which contractor is asked, and until when he is to answer.
package struct OfferForm: Hashable, Sendable {
    package let contractor: ContractorChoice
    /// Nil: what the organization's rules give the ticket's priority.
    package let answerBy: Instant?
    /// For this one offer; nil: as each contact wants (B33).
    package let ways: [Contact.Way]?

    package init(_ contractor: ContractorChoice, answerBy: Instant? = nil, ways: [Contact.Way]? = nil) {
        self.contractor = contractor
        self.answerBy = answerBy
        self.ways = ways
    }
}

package enum ContractorChoice: Hashable, Sendable {
    case existing(ContractorID)
    case described(ContractorForm)
}

/// T10: asks a contractor; a former one is told, and his link says so.
package struct OfferTicket: Verb {
    package let ticket: TicketID
    package let offer: OfferForm
    package let origin: Origin

    package init(_ ticket: TicketID, _ offer: OfferForm, origin: Origin) {
        self.ticket = ticket
        self.offer = offer
        self.origin = origin
    }

    package func perform(in transaction: Transaction) throws -> TicketReference {
        let (act, organization) = try transaction.act(origin)
        var ticket = try transaction.ticket(self.ticket, of: organization)
        guard let details = try transaction.reader.details(ticket.id) else { throw Refusal.notFound }
        try offer.carryOut(on: &ticket, details: details, organization: organization, act: act, in: transaction)
        return TicketReference(id: ticket.id, number: details.number, isNew: false)
    }
}

extension OfferForm {
    func carryOut(
        on ticket: inout Ticket, details: TicketDetails, organization: Organization, act: Act,
        in transaction: Transaction
    ) throws {
        let contractor = try contractor.resolve(in: transaction, organization)
        if let answerBy, answerBy <= transaction.now {
            throw Refusal.invalid([Problem(field: "answerBy", key: "date.past")])
        }
        let order = Order(
            id: transaction.newID(), contractor: contractor.id, offeredAt: transaction.now,
            answerBy: answerBy ?? organization.rules.answerBy(priority: ticket.priority, from: transaction.now),
            scheduledAt: details.scheduledAt, notToExceed: details.notToExceed)
        let former = ticket.activeOrder
        try transaction.carryOut(
            .offer(
                order, taskID: transaction.newID(), isReachable: !contractor.reachableOffice.isEmpty, by: act.manager),
            on: &ticket, as: act, ways: ways)
        if let former {
            try transaction.cancelAnswerTimers(former.id, of: ticket)
            try transaction.cancelRequests(of: former.id)
        }
        try transaction.scheduleAnswer(order, of: ticket, organization: organization)
    }
}
