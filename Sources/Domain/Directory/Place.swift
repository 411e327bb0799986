/// On whose behalf the organization orders: a co-ownership, a tenant, a chain of shops.
package struct Customer: Hashable, Sendable, Codable {
    package let id: CustomerID
    package var externalID: String?
    package var name: String

    package init(id: CustomerID, externalID: String? = nil, name: String) {
        self.id = id
        self.externalID = externalID
        self.name = name
    }
}

/// Where the work is.
package struct Site: Hashable, Sendable, Codable {
    package let id: SiteID
    package var customer: CustomerID?
    package var externalID: String?
    package var name: String
    package var address: String
    /// E.164.
    package var phone: String?
    /// IANA name.
    package var timeZone: String
    package var coordinates: Coordinates?

    package init(
        id: SiteID, customer: CustomerID? = nil, externalID: String? = nil, name: String, address: String,
        phone: String? = nil, timeZone: String, coordinates: Coordinates? = nil
    ) {
        self.id = id
        self.customer = customer
        self.externalID = externalID
        self.name = name
        self.address = address
        self.phone = phone
        self.timeZone = timeZone
        self.coordinates = coordinates
    }
}

/// What is to be repaired or serviced: a product, or a service.
package struct Asset: Hashable, Sendable, Codable {
    package let id: AssetID
    package var customer: CustomerID?
    package var site: SiteID?
    package var externalID: String?
    package var name: String

    package init(
        id: AssetID, customer: CustomerID? = nil, site: SiteID? = nil, externalID: String? = nil, name: String
    ) {
        self.id = id
        self.customer = customer
        self.site = site
        self.externalID = externalID
        self.name = name
    }
}

/// A requester, a main contact, an actual user: rows of their own, so that they can be erased (rule b).
package struct Person: Hashable, Sendable, Codable {
    package let id: PersonID
    package var name: String
    /// E.164.
    package var phone: String?
    package var email: String?
    /// In which to write to him; nil where the organization's will do.
    package var language: Language?

    package init(
        id: PersonID, name: String, phone: String? = nil, email: String? = nil, language: Language? = nil
    ) {
        self.id = id
        self.name = name
        self.phone = phone
        self.email = email
        self.language = language
    }
}
