package import Domain
package import Store

/// E10: the work is done and cost more than was agreed: the contractor asks for a higher limit before he bills it.
package struct AskForLimit: Verb {
    package let link: LinkID
    package let amount: Money
    package let note: String?

    package init(link: LinkID, amount: Money, note: String?) {
        self.link = link
        self.amount = amount
        self.note = note
    }

    package func perform(in transaction: Transaction) throws -> StepOutcome {
        var (link, ticket) = try transaction.openAnswerable(link)
        let note = try transaction.text(ofOptional: note)
        try transaction.carryOut(.askForLimit(link.order.id, amount, note: note), on: &ticket, as: link.act)
        return try transaction.outcome(.limitAsked, of: ticket)
    }
}
