import Domain
import Rendering
import Store

/// What an approver's link opens, read in one block: the quote that he was asked about, and what became of it (T32).
struct Approval: Sendable {
    let link: ApproverLink
    let person: Person
    let organization: Organization
    let ticket: Ticket
    let details: TicketDetails
    let order: Order
    let contractor: String
    /// The event with the manager's words.
    let asked: TimelineEntry
    /// The event with the quote, its note and its files.
    let sent: TimelineEntry
    let decision: TimelineEntry?
    let state: State
    /// Whether the submission named by `?done=` was performed by this link (B16).
    let isDone: Bool

    enum State: Sendable { case open, decided, expired, ended }

    /// Nil for any other link, a contractor's as well.
    static func open(_ id: LinkID, done: String? = nil, at now: Instant, in reader: Reader) throws -> Approval? {
        guard let link = try reader.approverLink(id), let ticket = try reader.ticket(link.ticket),
            let organization = try reader.organization(ticket.organization),
            let person = try reader.person(link.person), let order = ticket.order(link.order),
            let details = try reader.details(ticket.id), let contractor = try reader.contractor(order.contractor),
            let asked = try reader.approverAsked(of: link), let sent = try reader.quoted(link.quote, of: link)
        else { return nil }
        let decision = try reader.decision(on: link)
        return Approval(
            link: link, person: person, organization: organization, ticket: ticket, details: details, order: order,
            contractor: contractor.name, asked: asked, sent: sent, decision: decision,
            state: state(of: link, order, ticket, decision, at: now),
            isDone: try done.flatMap { try reader.submission(scope: scope(id), id: $0) } != nil)
    }

    private static func state(
        of link: ApproverLink, _ order: Order, _ ticket: Ticket, _ decision: TimelineEntry?, at now: Instant
    ) -> State {
        // What he decided himself stays his to read.
        if decision?.event.actor == .person(link.person) { return .decided }
        guard link.revokedAt == nil else { return .ended }
        if decision != nil { return .decided }
        guard let quote = order.quote, quote.id == link.quote else { return .ended }
        if quote.isExpired(at: now) || !link.isLive(at: now) { return .expired }
        let isWaiting = ticket.openTask(.quoteDecision, of: order.id) != nil && quote.approver == link.person
        return order.isActive && isWaiting ? .open : .ended
    }

    static func scope(_ link: LinkID) -> String { "link:\(link)" }

    var quote: Quote? {
        guard case .quoted(_, let quote, _, _, _) = sent.event.change else { return nil }
        return quote
    }
    var currency: String { order.notToExceed?.currency ?? organization.currency }
    var isOwnDecision: Bool { decision?.event.actor == .person(link.person) }

    /// The quote's own files while it waits for him, pictures only as their copies without metadata (P24).
    func part(_ part: FilePart, of record: AttachmentRecord) -> StoredPart? {
        guard state == .open, record.ticket == ticket.id,
            sent.attachments.contains(where: { $0.id == record.attachment.id })
        else { return nil }
        let isCopy = part == .original && record.attachment.isImage
        return record.attachment.part(isCopy ? .preview : part)
    }
}
