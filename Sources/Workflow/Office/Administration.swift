package import Domain
package import Store

/// What the command line does. Whoever runs it has the machine, so there is no role to check.
package struct AddOrganization: Verb {
    package let organization: Organization

    package init(_ organization: Organization) { self.organization = organization }

    package func perform(in transaction: Transaction) throws -> OrganizationID {
        guard try transaction.reader.organization(named: organization.name) == nil else {
            throw Refusal.invalid([Problem(field: "name", key: "name.taken")])
        }
        try transaction.insert(organization)
        return organization.id
    }
}

/// What an organization decides for itself, and the name that its SMS come from; what the clock has planned already
/// stays until the ticket's next event.
package struct ChangeRules: Verb {
    package let rules: OrganizationRules
    package let smsSender: String?
    package let organization: OrganizationID

    package init(_ organization: Organization) {
        rules = organization.rules
        smsSender = organization.smsSender
        self.organization = organization.id
    }

    package func perform(in transaction: Transaction) throws -> OrganizationID {
        guard var known = try transaction.reader.organization(organization) else { throw Refusal.notFound }
        known.rules = rules
        known.smsSender = smsSender
        try transaction.update(known)
        return known.id
    }
}

package struct AddManager: Verb {
    package let manager: Manager

    package init(_ manager: Manager) { self.manager = manager }

    package func perform(in transaction: Transaction) throws -> ManagerID {
        if let known = try transaction.reader.manager(email: manager.email, of: manager.organization) {
            return known.id
        }
        try transaction.insert(manager)
        return manager.id
    }
}

/// Keeps the digest of a key that the caller has made and shows once.
package struct AddAPIKey: Verb {
    package let id: APIKeyID
    package let hash: String
    package let name: String
    package let organization: OrganizationID

    package init(_ id: APIKeyID, hash: String, name: String, organization: OrganizationID) {
        self.id = id
        self.hash = hash
        self.name = name
        self.organization = organization
    }

    package func perform(in transaction: Transaction) throws -> APIKeyID {
        try transaction.insertAPIKey(id, hash: hash, name: name, of: organization)
        return id
    }
}

/// Takes keys back by the name that they were given: a program that goes, or a key that somebody else has seen. Events
/// keep naming them.
package struct RevokeAPIKeys: Verb {
    package let name: String
    package let organization: OrganizationID

    package init(named name: String, organization: OrganizationID) {
        self.name = name
        self.organization = organization
    }

    /// How many there were. Throws `.notFound` where there was none.
    package func perform(in transaction: Transaction) throws -> Int {
        let keys = try transaction.reader.apiKeys(of: organization).filter { $0.name == name }
        guard !keys.isEmpty else { throw Refusal.notFound }
        for key in keys { try transaction.revokeAPIKey(key.id) }
        return keys.count
    }
}
