package import Domain
package import Store

/// T12: declines with a reason from the organization's list (E14), free text, or both.
package struct DeclineOffer: Verb {
    package let link: LinkID
    /// Key of a default reason, or the organization's own words for it.
    package let reasonKey: String?
    package let reason: String?

    package init(link: LinkID, reasonKey: String?, reason: String?) {
        self.link = link
        self.reasonKey = reasonKey
        self.reason = reason
    }

    package func perform(in transaction: Transaction) throws -> AnswerOutcome {
        var (link, ticket) = try transaction.openAnswerable(link)
        guard reasonKey != nil || !(reason ?? "").isEmpty else { throw Refusal.reasonMissing }
        let reason = try transaction.text(ofOptional: reason)
        try transaction.carryOut(
            .decline(link.order.id, by: link.contact.id, reasonKey: reasonKey, reason: reason), on: &ticket,
            as: link.act)
        return try transaction.concludeAnswer(link, ticket)
    }
}
