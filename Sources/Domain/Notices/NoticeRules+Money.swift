// Quotes.
extension NoticeRules {
    /// "I will quote" answers a request for a price (rule 8); a manager's wish asks for one, also where one is owed
    /// already. An office that needs a higher limit knows that the quote is now its to send; where its technician needs
    /// one, nobody has told it yet (E1).
    func quoteWanted(_ order: OrderID, _ task: TicketTask?) -> [NoticeIntent] {
        switch actor {
        case .manager, .program: [toOffice(.quoteAsked, order)]
        case .contact(let contact, _) where contact == ticket.order(order)?.technician: [toOffice(.quoteAsked, order)]
        case .contact(let contact, _):
            task == nil && isPromised(order) ? answered(.accepted, .answerAccepted, order, by: contact) : []
        case .clock: []
        }
    }

    /// Without an agreed date it is an offer again (T32), and must not be missed.
    func quoteApproved(_ order: OrderID) -> [NoticeIntent] {
        let isOffer = ticket.order(order)?.isUnanswered ?? false
        return [toOffice(.quoteApproved, order, reach: isOffer ? .everyWay : .preferredWay)]
    }

    private func isPromised(_ order: OrderID) -> Bool {
        ticket.kind == .quote && ticket.order(order)?.status == .accepted
    }
}
