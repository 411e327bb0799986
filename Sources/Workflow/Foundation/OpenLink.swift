package import Domain
package import Store

/// A genuine link with what it opens, as it is at this moment.
struct OpenLink {
    let record: LinkRecord
    let order: Order
    let contact: Contact
    let organization: Organization

    var act: Act { Act(actor: .contact(contact.id, of: record.contractor), channel: .link, link: record.id) }
}

extension Ticket {
    /// What a link stands for now: its company's latest order, so that the link of an offer that lapsed leads to the
    /// one that took its place (B18).
    package func order(of link: LinkRecord) -> Order? { orders(of: link).last }

    /// What the bearer of a link knows of the ticket: every order that its company had, the latest last.
    package func orders(of link: LinkRecord) -> [Order] {
        switch link.scope {
        case .office: orders.filter { $0.contractor == link.contractor }
        case .technician, .read: orders.filter { $0.id == link.order }
        }
    }

    /// Whether the job is another's or nobody's now: taken away, or declined and then offered to somebody else (A14).
    package func hasLeft(_ order: Order) -> Bool {
        order.status == .withdrawn || (order.status == .declined && order.id != orders.last?.id)
    }
}

extension Transaction {
    /// Loads what a link opens. Throws `.notFound`, `.linkExpired`, or `.withdrawn` when the link itself was revoked.
    /// An order that was taken away is not refused here: its contractor may still write (T17).
    func open(_ id: LinkID) throws -> (link: OpenLink, ticket: Ticket) {
        guard let record = try reader.link(id) else { throw Refusal.notFound }
        guard record.revokedAt == nil else { throw Refusal.withdrawn }
        guard record.isLive(at: now) else { throw Refusal.linkExpired }
        guard let ticket = try reader.ticket(record.ticket), let order = ticket.order(of: record),
            let contact = try reader.contact(record.contact),
            let organization = try reader.organization(ticket.organization)
        else { throw Refusal.notFound }
        try touch(id)
        return (OpenLink(record: record, order: order, contact: contact, organization: organization), ticket)
    }

    /// As above, for what only the contractor who has the job may do: by its office alone, or by the technician too,
    /// who is on site and knows nothing of prices and dates (E1).
    func openAnswerable(
        _ id: LinkID, by scopes: Set<LinkRecord.Scope> = [.office]
    ) throws -> (link: OpenLink, ticket: Ticket) {
        let opened = try open(id)
        guard scopes.contains(opened.link.record.scope) else { throw Refusal.notAllowed }
        guard !opened.ticket.hasLeft(opened.link.order) else { throw Refusal.withdrawn }
        return opened
    }
}
