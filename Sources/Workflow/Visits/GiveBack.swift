package import Domain
package import Store

/// T18, T24: "I cannot come": the job goes back to the manager, with the reason.
package struct GiveBack: Verb {
    package let link: LinkID
    package let reason: String

    package init(link: LinkID, reason: String) {
        self.link = link
        self.reason = reason
    }

    package func perform(in transaction: Transaction) throws -> StepOutcome {
        var (link, ticket) = try transaction.openAnswerable(link)
        let reason = try transaction.text(ofOptional: reason)
        try transaction.carryOut(.giveBack(link.order.id, reason: reason), on: &ticket, as: link.act)
        return try transaction.outcome(.gaveBack, of: ticket)
    }
}
