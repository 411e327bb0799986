package import Domain
package import Store

/// Adds a contractor, or changes one: its name, and each contact by its place in the list.
package struct SaveContractor: Verb {
    package let contractor: ContractorID?
    package let form: ContractorForm
    package let manager: ManagerID

    package init(_ contractor: ContractorID?, form: ContractorForm, manager: ManagerID) {
        self.contractor = contractor
        self.form = form
        self.manager = manager
    }

    package func perform(in transaction: Transaction) throws -> ContractorID {
        let (_, organization) = try transaction.act(.manager(manager))
        guard let id = contractor else {
            return try ContractorChoice.described(form).resolve(in: transaction, organization).id
        }
        guard var known = try transaction.reader.contractor(id), known.organization == organization.id else {
            throw Refusal.notFound
        }
        known.name = form.name
        try transaction.update(known)
        for (index, new) in form.contacts.enumerated() {
            guard known.contacts.indices.contains(index) else {
                _ = try ContractorForm(name: form.name, contacts: [new]).complete(known, in: transaction)
                continue
            }
            var contact = known.contacts[index]
            contact.name = new.name
            contact.role = new.role
            contact.phone = new.phone
            contact.email = new.email
            contact.language = new.language
            contact.channels = new.channels
            // A changed number or address kills its links (P37): the store sees to it.
            try transaction.update(contact)
        }
        return id
    }
}
