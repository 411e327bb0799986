import Domain
import Intake
import Rendering
import Store

/// Looks up what a notice says, whom it tells and which link it carries, all on one snapshot of the store.
struct LetterReader {
    let directory: LetterDirectory
    let notice: Notice
    let now: Instant
    /// Turns the key of a default reason into words.
    let declineReason: (String) -> String

    var reader: Reader { directory.reader }

    /// The address is the one that holds now: a number that was changed since gets nothing any more (P37).
    func read() throws -> Reading {
        guard let organization = try directory.organization(notice.organization) else { return .obsolete }
        guard let recipient = try recipient() else { return .obsolete }
        let contact = try contact()
        guard let address = recipient.address else {
            return .unsendable(code: "address", text: "There is no number or address to send this to.")
        }
        var letter = Letter(notice: notice, address: address, facts: facts(of: organization))
        letter.recipientName = recipient.name
        if notice.way == .sms { letter.smsSender = organization.sender(to: PhoneNumber(address)?.region ?? "") }
        guard let id = notice.ticket else { return .letter(letter) }
        guard let ticket = try reader.ticket(id), let details = try reader.details(id) else { return .obsolete }
        let entry = try notice.event.flatMap { try reader.event($0) }
        let order = (notice.order ?? entry?.event.change.orderSpokenOf).flatMap { ticket.order($0) }
        let state = StillTrue(
            ticket: ticket, order: order, change: entry?.event.change, reader: contact?.id, now: now)
        guard state.holds(notice.kind) else { return .obsolete }
        if notice.kind.carriesLink {
            guard let link = try approverLink() ?? link(of: order) else {
                // His office took the job back from this technician meanwhile (E1).
                if contact?.role == .technician, order?.technician != contact?.id { return .obsolete }
                return .unsendable(
                    code: "link", text: "The contact's number or address was changed after this was written.")
            }
            letter.link = link
        }
        letter.answerBy = order?.answerBy
        try add(ticket, details, order, to: &letter.facts)
        if let entry { try add(entry, of: order, on: ticket, to: &letter) }
        if notice.kind == .offer || notice.kind == .passedOn { letter.files = try reader.jobFiles(of: id) }
        if contact?.role == .technician { letter.facts.hidePrices() }
        return .letter(letter)
    }

    // MARK: Who

    private func contact() throws -> Contact? {
        guard case .contact(let id) = notice.recipient else { return nil }
        return try directory.contact(id)
    }

    private func recipient() throws -> (name: String, address: String?)? {
        switch notice.recipient {
        case .contact(let id):
            guard let contact = try directory.contact(id) else { return nil }
            return (contact.name, contact.address(for: notice.way))
        case .manager(let id):
            guard let manager = try directory.manager(id) else { return nil }
            return (manager.name, notice.way == .email ? manager.email : manager.phone)
        case .person(let id):
            guard let person = try reader.person(id) else { return nil }
            return (person.name, notice.way == .email ? person.email : person.phone)
        }
    }

    /// A number that was changed has had its links revoked (P37): then there is none.
    private func link(of order: Order?) throws -> LinkID? {
        guard let order, let contact = try contact() else { return nil }
        let scope: LinkRecord.Scope = contact.role == .technician ? .technician : .office
        guard let link = try reader.link(order: order.id, contact: contact.id, scope: scope), link.isLive(at: now)
        else {
            return nil
        }
        return link.id
    }

    private func approverLink() throws -> LinkID? {
        guard case .person(let id) = notice.recipient, let link = try reader.approverLink(of: id), link.isLive(at: now)
        else { return nil }
        return link.id
    }

    // MARK: What

    private func facts(of organization: Organization) -> MessageFacts {
        var facts = MessageFacts(
            language: notice.language, organization: organization.name, brand: Brand(organization.brand),
            timeZone: organization.timeZone)
        facts.organizationPhone = organization.phone
        return facts
    }

    private func add(
        _ ticket: Ticket, _ details: TicketDetails, _ order: Order?, to facts: inout MessageFacts
    ) throws {
        facts.timeZone = ticket.timeZone
        facts.kind = ticket.kind
        facts.priority = ticket.priority
        facts.number = details.number
        facts.title = details.title
        facts.description = details.description
        facts.siteName = details.site?.name
        facts.siteAddress = details.site?.address
        facts.sitePhone = details.site?.phone
        facts.contactName = details.mainContact?.name
        facts.contactPhone = details.mainContact?.phone
        facts.manager = try ticket.owner.flatMap { try directory.manager($0)?.name }
        // The offer's own words stand, whatever the ticket says since.
        facts.scheduledAt = order.map(\.scheduledAt) ?? details.scheduledAt
        facts.notToExceed = order.map(\.notToExceed) ?? details.notToExceed
        facts.answerBy = order?.answerBy
        facts.appointment = order?.appointment
        facts.contractor = try order.flatMap { try directory.contractor($0.contractor)?.name }
        facts.technician = try order?.technician.flatMap { try directory.contact($0)?.name }
        facts.dateChanges = order?.dateChanges ?? 0
        facts.amount = order?.quote?.amount
        facts.validUntil = order?.quote?.validUntil
    }
}
