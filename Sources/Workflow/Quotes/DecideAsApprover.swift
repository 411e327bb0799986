package import Domain
package import Store

/// T32, T33 by the approver's link: the same transitions as the manager's, under the name of whoever was asked. It acts
/// on the quote that he was asked about and on no other.
package struct DecideAsApprover: Verb {
    package enum Decision: Hashable, Sendable {
        /// `amount`: what a quote that is only a file comes to.
        case approve(amount: Money?)
        case refuse(reason: String)
    }

    package let link: LinkID
    package let decision: Decision

    package init(link: LinkID, _ decision: Decision) {
        self.link = link
        self.decision = decision
    }

    package func perform(in transaction: Transaction) throws -> TicketID {
        guard let record = try transaction.reader.approverLink(link) else { throw Refusal.notFound }
        guard record.revokedAt == nil else { throw Refusal.withdrawn }
        guard record.isLive(at: transaction.now) else { throw Refusal.linkExpired }
        guard var ticket = try transaction.reader.ticket(record.ticket),
            let organization = try transaction.reader.organization(ticket.organization)
        else { throw Refusal.notFound }
        guard let order = ticket.order(record.order), order.quote?.id == record.quote else { throw Refusal.withdrawn }
        let act = Act(actor: .person(record.person), channel: .link, link: record.id)
        switch decision {
        case .approve(let amount):
            try transaction.approveQuote(of: order.id, amount: amount, on: &ticket, as: act, organization: organization)
        case .refuse(let reason):
            try transaction.carryOut(
                .refuseQuote(order.id, reason: try transaction.text(ofOptional: reason)), on: &ticket, as: act)
        }
        try transaction.touch(link)
        return ticket.id
    }
}
