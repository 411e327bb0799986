package import Domain
package import Store

/// Enqueues a sign-in mail for every manager with that address; an unknown address does nothing and looks the same.
package struct RequestSignIn: Verb {
    package let email: String

    package init(email: String) { self.email = email }

    package func perform(in transaction: Transaction) throws -> Int {
        let managers = try transaction.reader.managers(email: email)
        for manager in managers {
            try transaction.enqueue(
                Notice(
                    id: transaction.newID(), organization: manager.organization, ticket: nil, order: nil,
                    kind: .signIn, recipient: .manager(manager.id), way: .email, language: manager.language,
                    isUrgent: true, due: transaction.now),
                address: manager.email)
        }
        return managers.count
    }
}

/// Keeps the digest of a sign-in link that was just made: by the Courier for a mail, by the command line for a person.
package struct PrepareSignIn: Verb {
    /// Design.md: a sign-in link lives for a quarter of an hour.
    package static let validity = Span.minutes(15)
    package let hash: String
    package let manager: ManagerID
    package let validity: Span

    package init(hash: String, manager: ManagerID, validity: Span = Self.validity) {
        self.hash = hash
        self.manager = manager
        self.validity = validity
    }

    package func perform(in transaction: Transaction) throws -> ManagerID {
        try transaction.insertSignIn(hash: hash, manager: manager, expires: transaction.now + validity)
        return manager
    }
}

/// Spends a sign-in link, by the button of its page, and opens a session.
package struct SignInByLink: Verb {
    package static let sessionValidity = Span.days(14)
    package let linkHash: String
    package let sessionHash: String
    /// The session that the browser had until now, which ends.
    package let earlierHash: String?

    package init(linkHash: String, sessionHash: String, replacing earlierHash: String? = nil) {
        self.linkHash = linkHash
        self.sessionHash = sessionHash
        self.earlierHash = earlierHash
    }

    package func perform(in transaction: Transaction) throws -> ManagerID {
        guard let manager = try transaction.spendSignIn(hash: linkHash) else { throw Refusal.linkExpired }
        if let earlierHash { try transaction.deleteSession(hash: earlierHash) }
        try transaction.insertSession(
            hash: sessionHash, manager: manager, expires: transaction.now + Self.sessionValidity)
        return manager
    }
}

package struct SignOut: Verb {
    package let sessionHash: String

    package init(sessionHash: String) { self.sessionHash = sessionHash }

    package func perform(in transaction: Transaction) throws -> Bool {
        try transaction.deleteSession(hash: sessionHash)
        return true
    }
}
