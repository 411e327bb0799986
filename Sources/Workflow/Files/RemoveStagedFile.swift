package import Domain
package import Store

/// A file that was sent ahead and is not wanted after all. Removing one that is not there is no error.
package struct RemoveStagedFile: Verb {
    package struct Outcome: Sendable, Codable {}

    package let id: String
    package let link: LinkID

    package init(_ id: String, link: LinkID) {
        self.id = id
        self.link = link
    }

    package func perform(in transaction: Transaction) throws -> Outcome {
        _ = try transaction.open(link)
        try transaction.removeStagedFile(id, of: link)
        return Outcome()
    }
}
