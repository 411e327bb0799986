package import Domain
package import Store

/// P37: a link that was idle for long opens by a button; that is an act, and the link is in use again.
package struct OpenAgain: Verb {
    package let link: LinkID

    package init(link: LinkID) {
        self.link = link
    }

    package func perform(in transaction: Transaction) throws -> Bool {
        _ = try transaction.open(link)
        return true
    }
}
