package import Domain
import Store

/// A contractor as somebody described it; addresses are normalised already.
package struct ContractorForm: Hashable, Sendable {
    package struct ContactForm: Hashable, Sendable {
        /// Who it is, of those that are known; nil is somebody new.
        package var id: ContactID?
        package var name: String
        package var role: Contact.Role
        /// E.164.
        package var phone: String?
        package var email: String?
        package var language: Language
        package var channels: [Contact.Way]
        /// Of a number that was reported as somebody else's: it was looked at, and is right (P37).
        package var isNumberRight = false

        package init(
            id: ContactID? = nil, name: String, role: Contact.Role, phone: String?, email: String?, language: Language,
            channels: [Contact.Way]
        ) {
            self.id = id
            self.name = name
            self.role = role
            self.phone = phone
            self.email = email
            self.language = language
            self.channels = channels
        }
    }

    package var externalID: String?
    package var name: String
    package var contacts: [ContactForm]

    package init(externalID: String? = nil, name: String, contacts: [ContactForm]) {
        self.externalID = externalID
        self.name = name
        self.contacts = contacts
    }
}

extension ContractorChoice {
    /// Found by its external id, else by the number or address of an office contact, else made; never by name.
    func resolve(in transaction: Transaction, _ organization: Organization) throws -> Contractor {
        switch self {
        case .existing(let id):
            guard let contractor = try transaction.reader.contractor(id), contractor.organization == organization.id
            else { throw Refusal.invalid([Problem(field: "contractor", key: "choice.unknown")]) }
            return contractor
        case .described(let form):
            let office = form.contacts.filter { $0.role == .office }
            let known = try transaction.reader.contractor(
                of: organization.id, externalID: form.externalID, phones: office.compactMap(\.phone),
                emails: office.compactMap(\.email))
            if let known { return try form.complete(known, in: transaction) }
            return try form.insert(in: transaction, organization)
        }
    }
}

extension ContractorForm {
    func insert(in transaction: Transaction, _ organization: Organization) throws -> Contractor {
        let id: ContractorID = transaction.newID()
        let contractor = Contractor(
            id: id, organization: organization.id, externalID: externalID, name: name,
            contacts: contacts.map { contact($0, of: id, transaction) })
        try transaction.insert(contractor)
        return contractor
    }

    /// Adds the contacts that are new; what is known stays as the organization keeps it.
    func complete(_ known: Contractor, in transaction: Transaction) throws -> Contractor {
        var contractor = known
        for form in contacts where !known.contacts.contains(where: { form.isSame(as: $0) }) {
            let contact = contact(form, of: known.id, transaction)
            try transaction.insert(contact)
            contractor.contacts.append(contact)
        }
        return contractor
    }

    func contact(_ form: ContactForm, of contractor: ContractorID, _ transaction: Transaction) -> Contact {
        Contact(
            id: transaction.newID(), contractor: contractor, name: form.name, role: form.role, phone: form.phone,
            email: form.email, language: form.language, channels: form.channels)
    }
}

extension ContractorForm.ContactForm {
    fileprivate func isSame(as contact: Contact) -> Bool {
        (phone != nil && phone == contact.phone) || (email != nil && email?.lowercased() == contact.email?.lowercased())
    }
}
