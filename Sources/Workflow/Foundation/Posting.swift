import Domain
import Store

extension Transaction {
    /// Enqueues what these events make known, to whom they make it known, by the ways that each of them wants (B33).
    /// `ways` is somebody's choice for this one message; throws `Refusal.unreachable` if nobody can be reached so.
    func post(
        _ events: [Event], of ticket: Ticket, organization: Organization, ways: [Contact.Way]? = nil
    ) throws {
        for event in events {
            for intent in notices(after: event.change, by: event.actor, at: event.at, in: ticket) {
                try post(intent, event: event, ticket: ticket, organization: organization, chosen: ways)
            }
        }
    }

    private func post(
        _ intent: NoticeIntent, event: Event, ticket: Ticket, organization: Organization, chosen: [Contact.Way]?
    ) throws {
        switch intent.to {
        case .office(let id):
            guard let order = ticket.order(id), let contractor = try reader.contractor(order.contractor) else { return }
            let chosen = intent.kind.followsChoice ? chosen : nil
            let told = contractor.reachableOffice.map { ($0, intent.ways(of: $0, chosen: chosen)) }
            if chosen != nil, told.allSatisfy(\.1.isEmpty) { throw Refusal.unreachable }
            for (contact, ways) in told where !ways.isEmpty {
                try post(
                    intent.kind, to: contact, ways: ways, order: intent.order, event: event, ticket: ticket,
                    organization: organization)
            }
        case .contact(let id):
            guard let contact = try reader.contact(id) else { return }
            // A technician may lack the way that was chosen for his office.
            let wanted = intent.kind.followsChoice ? intent.ways(of: contact, chosen: chosen) : []
            try post(
                intent.kind, to: contact, ways: wanted.isEmpty ? intent.ways(of: contact) : wanted,
                order: intent.order, event: event, ticket: ticket, organization: organization)
        case .owner:
            try postToManagers(intent.kind, event: event, ticket: ticket, organization: organization)
        case .manager(let id):
            guard let manager = try reader.manager(id), manager.organization == organization.id else {
                return try postToManagers(intent.kind, event: event, ticket: ticket, organization: organization)
            }
            try post(intent.kind, to: manager, event: event, ticket: ticket)
        case .requester:
            guard let person = try reader.details(ticket.id)?.requester, person.email != nil else { return }
            let notice = make(
                intent.kind, .person(person.id), .email, organization.language, event: event, ticket: ticket)
            try enqueue(notice, address: person.email)
        case .person(let id):
            guard let person = try reader.person(id) else { return }
            try post(
                intent.kind, to: person, language: person.language ?? organization.language, order: intent.order,
                event: event, ticket: ticket)
        }
    }

    /// To somebody outside by every address that was given for him: it is all that is known of his wishes.
    private func post(
        _ kind: Notice.Kind, to person: Person, language: Language, order: OrderID?, event: Event, ticket: Ticket
    ) throws {
        for (way, address) in [(Contact.Way.sms, person.phone), (.email, person.email)] {
            guard let address else { continue }
            let notice = make(kind, .person(person.id), way, language, order: order, event: event, ticket: ticket)
            try enqueue(notice, address: address)
        }
    }

    /// To one contact by these ways, with the row behind the link that the text will carry. `byHand`: somebody presses
    /// a button for it, whatever event it tells of.
    func post(
        _ kind: Notice.Kind, to contact: Contact, ways: [Contact.Way], order: OrderID?, event: Event?,
        ticket: Ticket, organization: Organization, byHand: Bool = false
    ) throws {
        if kind.carriesLink, let order {
            try ensureLink(of: contact, order: order, ticket: ticket, organization: organization)
        }
        // What the clock sends by itself does not ring at night; what somebody does at night is his to decide, and a
        // mail does not ring (P29, docs/decisions/0005).
        let isHeld =
            event?.actor == .clock && !byHand && ticket.priority != .emergency && !kind.ringsAtAnyHour
        for way in ways {
            let due = isHeld && way == .sms ? organization.rules.afterQuietHours(now, in: ticket.timeZone) : now
            let notice = make(
                kind, .contact(contact.id), way, contact.language, due: due, order: order, event: event, ticket: ticket)
            try enqueue(notice, address: contact.address(for: way))
        }
    }

    /// The owner; without one, every dispatcher of the organization (rule h): who wants mails, and in an emergency or
    /// where somebody was not reached the others too. The desk's own alert needs no notice: it follows from the
    /// ticket's attention.
    private func postToManagers(
        _ kind: Notice.Kind, event: Event, ticket: Ticket, organization: Organization
    ) throws {
        let all = try reader.managers(of: organization.id).filter(\.role.mayDispatch)
        let owners = all.filter { $0.id == ticket.owner }
        for manager in owners.isEmpty ? all : owners
        where manager.wantsMail || kind == .notReached || ticket.priority == .emergency {
            try post(kind, to: manager, event: event, ticket: ticket)
        }
    }

    private func post(_ kind: Notice.Kind, to manager: Manager, event: Event, ticket: Ticket) throws {
        try enqueue(
            make(kind, .manager(manager.id), .email, manager.language, event: event, ticket: ticket),
            address: manager.email)
    }

    private func make(
        _ kind: Notice.Kind, _ recipient: Notice.Recipient, _ way: Contact.Way, _ language: Language,
        due: Instant? = nil, order: OrderID? = nil, event: Event?, ticket: Ticket
    ) -> Notice {
        Notice(
            id: newID(), organization: ticket.organization, ticket: ticket.id, order: order, kind: kind,
            recipient: recipient, way: way, language: language, isUrgent: ticket.priority == .emergency,
            due: due ?? now, event: event?.id)
    }

    /// The row behind the link that the notice will carry; the link itself is made when it is sent.
    func ensureLink(
        of contact: Contact, order: OrderID, ticket: Ticket, organization: Organization
    ) throws {
        let scope: LinkRecord.Scope = contact.role == .technician ? .technician : .office
        if let link = try reader.link(order: order, contact: contact.id, scope: scope), link.isLive(at: now) { return }
        let isOver = ticket.phase.isEnded
        let expires = isOver ? now + .days(Int64(organization.rules.linkDaysAfterEnd)) : nil
        try insert(
            LinkRecord(
                id: newLinkID(), ticket: ticket.id, order: order, contractor: contact.contractor, contact: contact.id,
                scope: scope, createdAt: now, expires: expires))
    }
}

extension Transaction {
    /// 53 random bits: the only ids that nobody may guess (design.md, Links).
    func newLinkID() -> LinkID { LinkID(Int64.random(in: 1..<(1 << 53))) }
}

extension NoticeIntent {
    /// An offer goes by every way that the contact wants, because it must not be missed; the rest by the preferred one
    /// (B33).
    fileprivate func ways(of contact: Contact, chosen: [Contact.Way]? = nil) -> [Contact.Way] {
        if let chosen { return contact.possibleChannels.filter(chosen.contains) }
        return switch reach {
        case .everyWay: contact.usableChannels
        case .preferredWay: Array(contact.usableChannels.prefix(1))
        }
    }
}
