package import Domain

package struct Category: Hashable, Sendable {
    package let id: CategoryID
    package let organization: OrganizationID
    package var name: String

    package init(id: CategoryID, organization: OrganizationID, name: String) {
        self.id = id
        self.organization = organization
        self.name = name
    }
}

/// Another program's right to call the API in an organization's name.
package struct APIKey: Hashable, Sendable {
    package let id: APIKeyID
    package let organization: OrganizationID
    package let name: String
}

/// A single-use link by which a manager signs in.
package struct SignIn: Hashable, Sendable {
    package let manager: ManagerID
    package let expires: Instant
    package let usedAt: Instant?
}
