// Quotes.
extension NoticeRules {
    /// "I will quote" answers a request for a price (rule 8); a manager's wish asks for one, also where one is owed
    /// already. A contractor who needs a higher limit knows that the quote is now his to send.
    func quoteWanted(_ order: OrderID, _ task: TicketTask?) -> [NoticeIntent] {
        switch actor {
        case .manager, .program: [toOffice(.quoteAsked, order)]
        case .contact(let contact, _):
            task == nil && isPromised(order) ? answered(.accepted, .answerAccepted, order, by: contact) : []
        case .clock: []
        }
    }

    /// Without an agreed date it is an offer again (T32), and must not be missed.
    func quoteApproved(_ order: OrderID) -> [NoticeIntent] {
        let hasDate = ticket.order(order)?.appointment != nil
        return [toOffice(.quoteApproved, order, reach: hasDate ? .preferredWay : .everyWay)]
    }

    private func isPromised(_ order: OrderID) -> Bool {
        ticket.kind == .quote && ticket.order(order)?.status == .accepted
    }
}
