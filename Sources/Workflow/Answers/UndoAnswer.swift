package import Domain
package import Store

/// T13: takes the answer back within ten minutes, if nobody has acted since; the old deadline counts again.
package struct UndoAnswer: Verb {
    package let link: LinkID

    package init(link: LinkID) { self.link = link }

    package func perform(in transaction: Transaction) throws -> AnswerOutcome {
        var (link, ticket) = try transaction.openAnswerable(link)
        try transaction.carryOut(
            .undoAnswer(link.order.id, by: link.contact.id, taskID: transaction.newID()), on: &ticket, as: link.act)
        guard let order = ticket.order(link.order.id), let number = try transaction.reader.number(of: ticket.id) else {
            throw Refusal.notFound
        }
        try transaction.cancelNotices(of: order.id, kinds: [.accepted, .declined])
        try transaction.scheduleAnswer(order, of: ticket, organization: link.organization)
        return AnswerOutcome(number: number, at: transaction.now, status: order.status, appointment: nil)
    }
}
