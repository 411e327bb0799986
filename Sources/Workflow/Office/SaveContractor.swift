package import Domain
package import Store

/// Adds a contractor, or changes one: its name, the contacts that the form names by their ids, and new ones.
package struct SaveContractor: Verb {
    package let contractor: ContractorID?
    package let form: ContractorForm
    package let origin: Origin

    package init(_ contractor: ContractorID?, form: ContractorForm, manager: ManagerID) {
        self.init(contractor, form: form, origin: .manager(manager))
    }

    package init(_ contractor: ContractorID?, form: ContractorForm, origin: Origin) {
        self.contractor = contractor
        self.form = form
        self.origin = origin
    }

    package func perform(in transaction: Transaction) throws -> ContractorID {
        let (_, organization) = try transaction.act(origin)
        guard let id = contractor else {
            return try ContractorChoice.described(form).resolve(in: transaction, organization).id
        }
        guard var known = try transaction.reader.contractor(id), known.organization == organization.id else {
            throw Refusal.notFound
        }
        known.name = form.name
        try transaction.update(known)
        for new in form.contacts {
            guard let person = new.id else {
                try transaction.insert(form.contact(new, of: id, transaction))
                continue
            }
            guard var contact = known.contacts.first(where: { $0.id == person }) else { throw Refusal.notFound }
            contact.name = new.name
            contact.role = new.role
            contact.phone = new.phone
            contact.email = new.email
            contact.language = new.language
            contact.channels = new.channels
            if new.isNumberRight { contact.wrongNumberSince = nil }
            // A changed number or address kills its links (P37): the store sees to it.
            try transaction.update(contact)
        }
        return id
    }
}
