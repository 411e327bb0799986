package import Domain
package import Store

/// P37: "this is not my number": nothing more goes to it, its links are dead, and the manager is told.
package struct ReportWrongNumber: Verb {
    package let link: LinkID

    package init(link: LinkID) {
        self.link = link
    }

    package func perform(in transaction: Transaction) throws -> StepOutcome {
        var (link, ticket) = try transaction.open(link)
        var contact = link.contact
        contact.wrongNumberSince = transaction.now
        try transaction.update(contact)
        try transaction.carryOut(.reportWrongNumber(link.order.id, contact.id), on: &ticket, as: link.act)
        try transaction.revokeLinks(ofContact: contact.id)
        try transaction.cancelMessages(to: contact.id, by: .sms)
        return try transaction.outcome(.wrongNumber, of: ticket)
    }
}
