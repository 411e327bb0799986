package import Domain
package import Store

/// E4: what could not be delivered by SMS goes by e-mail, or the other way round, with one press.
package struct SendOtherWay: Verb {
    package let notice: NoticeID
    package let origin: Origin

    package init(_ notice: NoticeID, manager: ManagerID) { self.init(notice, origin: .manager(manager)) }

    package init(_ notice: NoticeID, origin: Origin) {
        self.notice = notice
        self.origin = origin
    }

    package func perform(in transaction: Transaction) throws -> TicketID {
        let (_, organization) = try transaction.act(origin)
        guard let delivery = try transaction.reader.delivery(notice), delivery.notice.organization == organization.id,
            let id = delivery.notice.ticket, case .contact(let contactID) = delivery.notice.recipient,
            let contact = try transaction.reader.contact(contactID)
        else { throw Refusal.notFound }
        let ticket = try transaction.ticket(id, of: organization)
        guard let way = delivery.otherWay else { throw Refusal.unreachable }
        let event = try delivery.notice.event.flatMap { try transaction.reader.event($0)?.event }
        try transaction.post(
            delivery.notice.kind, to: contact, ways: [way], order: delivery.notice.order, event: event, ticket: ticket,
            organization: organization, byHand: true)
        return ticket.id
    }
}
