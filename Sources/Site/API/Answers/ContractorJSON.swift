import Domain

/// A contractor as the organization keeps it.
struct ContractorJSON: Encodable, Sendable {
    struct ContactJSON: Encodable, Sendable {
        let id: String
        let name: String
        let role: Contact.Role
        @OrNull var phone: String?
        @OrNull var email: String?
        let language: Language
        let channels: [Contact.Way]
        /// Since when the number is known to be somebody else's (P37).
        @OrNull var wrongNumberSince: String?

        init(_ contact: Contact) {
            id = contact.id.description
            name = contact.name
            role = contact.role
            phone = contact.phone
            email = contact.email
            language = contact.language
            channels = contact.channels
            wrongNumberSince = contact.wrongNumberSince?.rfc3339
        }
    }

    let id: String
    @OrNull var externalId: String?
    let name: String
    let contacts: [ContactJSON]

    init(_ contractor: Contractor) {
        id = contractor.id.description
        externalId = contractor.externalID
        name = contractor.name
        contacts = contractor.contacts.map(ContactJSON.init)
    }
}
