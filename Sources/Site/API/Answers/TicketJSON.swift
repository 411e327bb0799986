import Domain
import Store

/// A ticket as docs/api.md describes it. A member is never renamed and never changes its meaning.
struct TicketJSON: Encodable, Sendable {
    let number: String
    @OrNull var externalId: String?
    let source: Source
    let kind: TicketKind
    let title: String
    let description: String
    @OrNull var category: String?
    let priority: Priority
    let phase: String
    let label: Label
    /// Why it stands in its owner's Inbox (without an owner in everybody's); null where nobody is needed.
    @OrNull var attention: Attention?
    @OrNull var owner: NamedJSON?
    @OrNull var order: OrderJSON?
    let orders: [OrderJSON]
    let tasks: [TaskJSON]
    @OrNull var notToExceed: Money?
    @OrNull var scheduledAt: String?
    let timeZone: String
    @OrNull var site: SiteJSON?
    @OrNull var customer: NamedJSON?
    @OrNull var asset: NamedJSON?
    @OrNull var requester: PersonJSON?
    @OrNull var mainContact: PersonJSON?
    /// Files of the ticket itself; those that came with messages stand with their events.
    let attachments: [AttachmentJSON]
    /// The ticket on whose visit this one was registered, and what was registered on its own (D14).
    @OrNull var origin: LinkedTicketJSON?
    let registered: [LinkedTicketJSON]
    /// Until when a reply opens it again, once it is resolved.
    @OrNull var feedbackUntil: String?
    let createdAt: String
    let updatedAt: String
    let version: Int

    /// Throws `Refusal.notFound`.
    static func read(_ id: TicketID, in reader: Reader) throws -> TicketJSON {
        guard let ticket = try reader.ticket(id), let details = try reader.details(id) else { throw Refusal.notFound }
        return try TicketJSON(ticket, details, in: reader)
    }

    private init(_ ticket: Ticket, _ details: TicketDetails, in reader: Reader) throws {
        number = details.number
        externalId = details.externalID
        source = details.source
        kind = ticket.kind
        title = details.title
        description = details.description
        category = details.category
        priority = ticket.priority
        phase = ticket.phase.name
        label = ticket.label
        attention = ticket.attention
        owner = try ticket.owner.flatMap { try reader.manager($0) }.map {
            NamedJSON(id: $0.id.description, name: $0.name)
        }
        orders = try ticket.orders.map { try OrderJSON($0, of: ticket, in: reader) }
        let active = ticket.activeOrder?.id.description
        order = orders.last { $0.id == active }
        tasks = try ticket.tasks.map { try TaskJSON($0, in: reader) }
        notToExceed = details.notToExceed
        scheduledAt = details.scheduledAt?.local.description
        timeZone = ticket.timeZone
        site = details.site.map(SiteJSON.init)
        customer = details.customer.map { NamedJSON(id: $0.id.description, externalId: $0.externalID, name: $0.name) }
        asset = details.asset.map { NamedJSON(id: $0.id.description, externalId: $0.externalID, name: $0.name) }
        requester = details.requester.map(PersonJSON.init)
        mainContact = details.mainContact.map(PersonJSON.init)
        attachments = try reader.jobFiles(of: ticket.id).map(AttachmentJSON.init)
        origin = try reader.origin(of: ticket.id).map(LinkedTicketJSON.init)
        registered = try reader.registered(on: ticket.id).map(LinkedTicketJSON.init)
        feedbackUntil = ticket.feedbackUntil?.rfc3339
        createdAt = details.createdAt.rfc3339
        updatedAt = details.updatedAt.rfc3339
        version = ticket.version
    }
}

/// A file; `GET /files/ID` fetches it.
struct AttachmentJSON: Encodable, Sendable {
    let id: String
    let name: String
    /// MIME type, as found in the content.
    let type: String
    let size: Int64

    init(_ attachment: Attachment) {
        id = attachment.id.description
        name = attachment.name
        type = attachment.type
        size = attachment.size
    }
}

struct LinkedTicketJSON: Encodable, Sendable {
    let number: String
    let title: String

    init(_ ticket: LinkedTicket) {
        number = ticket.number
        title = ticket.title
    }
}
