package import Domain
import Store

/// A genuine link with what it opens, as it is at this moment.
struct OpenLink {
    let record: LinkRecord
    let order: Order
    let contact: Contact
    let organization: Organization

    var act: Act { Act(actor: .contact(contact.id, of: record.contractor), channel: .link, link: record.id) }
}

extension Transaction {
    /// Loads what a link opens. Throws `.notFound`, `.linkExpired`, or `.withdrawn` when the link itself was revoked.
    /// An order that was taken away is not refused here: its contractor may still write (T17).
    func open(_ id: LinkID) throws -> (link: OpenLink, ticket: Ticket) {
        guard let record = try reader.link(id) else { throw Refusal.notFound }
        guard record.revokedAt == nil else { throw Refusal.withdrawn }
        guard record.isLive(at: now) else { throw Refusal.linkExpired }
        guard let ticket = try reader.ticket(record.ticket), let order = ticket.order(record.order),
            let contact = try reader.contact(record.contact),
            let organization = try reader.organization(ticket.organization)
        else { throw Refusal.notFound }
        try touch(id)
        return (OpenLink(record: record, order: order, contact: contact, organization: organization), ticket)
    }

    /// As above, for what only the office of the contractor who has the job may do.
    func openAnswerable(_ id: LinkID) throws -> (link: OpenLink, ticket: Ticket) {
        let opened = try open(id)
        guard opened.link.record.scope == .office else { throw Refusal.notAllowed }
        guard opened.link.order.status != .withdrawn else { throw Refusal.withdrawn }
        return opened
    }
}
