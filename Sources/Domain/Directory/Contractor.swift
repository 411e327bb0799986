/// A company that is asked to do jobs, as one organization knows it.
package struct Contractor: Hashable, Sendable, Codable {
    package let id: ContractorID
    package let organization: OrganizationID
    package var externalID: String?
    package var name: String
    package var contacts: [Contact]

    package init(
        id: ContractorID, organization: OrganizationID, externalID: String? = nil, name: String,
        contacts: [Contact] = []
    ) {
        self.id = id
        self.organization = organization
        self.externalID = externalID
        self.name = name
        self.contacts = contacts
    }

    /// Who gets offers: office contacts that a message can reach.
    package var reachableOffice: [Contact] { contacts.filter { $0.role == .office && !$0.usableChannels.isEmpty } }
}

/// A person or desk of a contractor that messages go to.
package struct Contact: Hashable, Sendable, Codable {
    package enum Role: String, Hashable, Sendable, Codable, CaseIterable { case office, technician }
    package enum Way: String, Hashable, Sendable, Codable, CaseIterable { case sms, email }

    package let id: ContactID
    package let contractor: ContractorID
    package var name: String
    package var role: Role
    /// E.164.
    package var phone: String?
    package var email: String?
    package var language: Language
    /// The ways in which this contact wants to be told (B33), in order of preference.
    package var channels: [Way]
    /// Somebody else has the number, as whoever got a message there said: no SMS goes to it any more (P37).
    package var wrongNumberSince: Instant?

    package init(
        id: ContactID, contractor: ContractorID, name: String, role: Role, phone: String? = nil,
        email: String? = nil, language: Language, channels: [Way]
    ) {
        self.id = id
        self.contractor = contractor
        self.name = name
        self.role = role
        self.phone = phone
        self.email = email
        self.language = language
        self.channels = channels
    }

    package func address(for way: Way) -> String? {
        switch way {
        case .sms: wrongNumberSince == nil ? phone : nil
        case .email: email
        }
    }

    /// The wanted ways for which there is an address.
    package var usableChannels: [Way] { channels.filter { address(for: $0) != nil } }

    /// Every way for which there is an address, wanted or not: what "the other channel" chooses from (E4).
    package var possibleChannels: [Way] { Way.allCases.filter { address(for: $0) != nil } }
}
