import Domain

/// Whether what a notice says is still so when its turn comes: nobody is reminded of an offer that he has answered.
enum StillTrue {
    static func holds(_ kind: Notice.Kind, ticket: Ticket, order: Order?) -> Bool {
        switch kind {
        case .signIn, .messageToContractor, .messageToManager, .notReached, .renewedLink: true
        case .ticketReceived: ticket.phase != .draft
        case .offer: !ticket.phase.isEnded && isOneOf([.offered, .lapsed], order)
        case .offerReminder: !ticket.phase.isEnded && isOneOf([.offered], order)
        case .offerLapsed, .offerLapsedAlert: !ticket.phase.isEnded && isOneOf([.lapsed], order)
        case .accepted, .answerAccepted: isOneOf([.accepted, .onSite, .incomplete, .done], order)
        case .declined, .answerDeclined: isOneOf([.declined], order)
        case .answerUndone, .answerTakenBack: isOneOf([.offered, .lapsed], order)
        case .withdrawn: order.map { !$0.isActive } ?? false
        }
    }

    private static func isOneOf(_ statuses: Set<Order.Status>, _ order: Order?) -> Bool {
        order.map { statuses.contains($0.status) } ?? false
    }
}
