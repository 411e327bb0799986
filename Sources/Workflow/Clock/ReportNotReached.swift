package import Domain
package import Store

/// T54: a message to a contractor, or to whoever is to decide on a quote, reached nobody by this way; the ticket goes to the Inbox (rule h, E4).
package struct ReportNotReached: Verb {
    package let notice: NoticeID

    package init(_ notice: NoticeID) { self.notice = notice }

    package func perform(in transaction: Transaction) throws -> Bool {
        guard let delivery = try transaction.reader.delivery(notice), let id = delivery.notice.ticket,
            delivery.notice.isMissed, var ticket = try transaction.reader.ticket(id)
        else { return false }
        try transaction.carryOut(.reportNotReached(delivery.notice.order, notice), on: &ticket, as: .clock)
        return true
    }
}

extension Notice {
    /// Whether somebody waits for what its reader does: a receipt that a requester does not get is no reason to call.
    fileprivate var isMissed: Bool {
        switch recipient {
        case .contact: true
        case .person: kind == .approvalAsked
        case .manager: false
        }
    }
}
