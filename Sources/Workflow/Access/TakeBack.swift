package import Domain
package import Store

/// T19: the office takes the job back from its technician, whose link is dead from then on.
package struct TakeBack: Verb {
    package let link: LinkID

    package init(link: LinkID) {
        self.link = link
    }

    package func perform(in transaction: Transaction) throws -> StepOutcome {
        var (link, ticket) = try transaction.openAnswerable(link)
        guard let technician = link.order.technician else {
            // A colleague was quicker.
            throw Refusal.invalid([Problem(field: "", key: "technician.none")])
        }
        try transaction.carryOut(.takeBack(link.order.id), on: &ticket, as: link.act)
        try transaction.revokeLinks(of: link.order.id, contact: technician)
        return try transaction.outcome(.takenBack, of: ticket)
    }
}
