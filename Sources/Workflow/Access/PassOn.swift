package import Domain
package import Store

/// T19, E1: the contractor's office gives the job to a technician by phone number; he gets a link of his own.
package struct PassOn: Verb {
    package let link: LinkID
    package let name: String
    package let phone: String
    package let language: Language

    package init(link: LinkID, name: String, phone: String, language: Language) {
        self.link = link
        self.name = name
        self.phone = phone
        self.language = language
    }

    package func perform(in transaction: Transaction) throws -> StepOutcome {
        var (link, ticket) = try transaction.openAnswerable(link)
        guard let contractor = try transaction.reader.contractor(link.record.contractor) else { throw Refusal.notFound }
        let today = transaction.now - .days(1)
        let earlier = try transaction.reader.passOns(of: link.order.id, since: today)
        guard earlier < link.organization.rules.passOnsPerDay else {
            throw Refusal.invalid([Problem(field: "phone", key: "technician.tooMany")])
        }
        if let former = link.order.technician {
            try transaction.revokeLinks(of: link.order.id, contact: former)
        }
        let technician = try known(of: contractor, in: transaction)
        // His link is there whatever becomes of the message that brings it.
        try transaction.ensureLink(
            of: technician, order: link.order.id, ticket: ticket, organization: link.organization)
        try transaction.carryOut(.passOn(link.order.id, to: technician.id), on: &ticket, as: link.act)
        return try transaction.outcome(.passedOn, of: ticket)
    }

    /// Somebody of the firm's with this number, or somebody new.
    private func known(of contractor: Contractor, in transaction: Transaction) throws -> Contact {
        if var known = contractor.contacts.first(where: { $0.role == .technician && $0.phone == phone }) {
            (known.name, known.language, known.wrongNumberSince) = (name, language, nil)
            try transaction.update(known)
            return known
        }
        let technician = Contact(
            id: transaction.newID(), contractor: contractor.id, name: name, role: .technician, phone: phone, email: nil,
            language: language, channels: [.sms])
        try transaction.insert(technician)
        return technician
    }
}
