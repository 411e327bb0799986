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
        case .person, .clock: []
        }
    }

    /// Without an agreed date it is an offer again (T32), and must not be missed.
    func quoteApproved(_ order: OrderID) -> [NoticeIntent] {
        let isOffer = ticket.order(order)?.isUnanswered ?? false
        return [toOffice(.quoteApproved, order, reach: isOffer ? .everyWay : .preferredWay)]
            + ownerUnlessHis(.quoteApprovedAlert, order)
    }

    /// B22: the contractor is told, with the reason, whoever refused.
    func quoteRefused(_ order: OrderID) -> [NoticeIntent] {
        [toOffice(.quoteRefused, order)] + ownerUnlessHis(.quoteRefusedAlert, order)
    }

    /// What the named approver decided the owner hears; a manager's own decision he knows.
    private func ownerUnlessHis(_ kind: Notice.Kind, _ order: OrderID) -> [NoticeIntent] {
        actor.person == nil ? [] : [toOwner(kind, order)]
    }

    private func isPromised(_ order: OrderID) -> Bool {
        ticket.kind == .quote && ticket.order(order)?.status == .accepted
    }
}
