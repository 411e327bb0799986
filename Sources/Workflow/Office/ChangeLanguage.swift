package import Domain
package import Store

/// E20: the language in which a manager reads the desk and gets his mails. His own matter, so a viewer may as well.
package struct ChangeLanguage: Verb {
    package let manager: ManagerID
    package let language: Language

    package init(_ manager: ManagerID, to language: Language) {
        self.manager = manager
        self.language = language
    }

    package func perform(in transaction: Transaction) throws -> ManagerID {
        guard var known = try transaction.reader.manager(manager) else { throw Refusal.notAllowed }
        known.language = language
        try transaction.update(known)
        return manager
    }
}
