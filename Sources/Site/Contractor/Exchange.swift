import Domain
import Rendering
import Store
import Workflow

/// What a genuine link opens, read in one block: everything that its page shows.
struct Exchange: Sendable {
    enum Opened: Sendable {
        case exchange(Exchange)
        /// Genuine, and nobody has acted by it for so long that it shows little until a button is pressed (P37).
        case idle(IdleLink)
        /// Genuine, and its time is over; `isAsked`: the submission named by `?done=` asked for a new one (E2).
        case expired(Organization, Language, isAsked: Bool)
        /// Genuine, and taken away.
        case revoked(Organization, Language, Revocation)
        case unknown
    }

    /// Thread entries of one page; older ones are left out, the newest are what is wanted on a bad network.
    private static let threadLimit = 200

    let link: LinkRecord
    let ticket: Ticket
    let details: TicketDetails
    /// The latest of the company's own orders, which is what its links are about (B18).
    let order: Order
    let contractor: Contractor
    let contact: Contact
    /// Who gave the answer that stands, by name.
    let answeredBy: String?
    let organization: Organization
    let jobFiles: [Attachment]
    /// Whom the contractor's office passed the job on to (E1).
    let technician: Contact?
    /// Whom a change of date may be told (A23): the organization's dispatchers.
    let managers: [Manager]
    let thread: [TimelineEntry]
    /// What the submission named by `?done=` did (B16).
    let done: Submission?
    let openedAt: Instant

    /// How much is read.
    enum Depth: Sendable {
        /// Everything that the page shows.
        case page
        /// The order and who may act on it; files, thread and managers are left empty.
        case order
    }

    /// `isAct`: somebody pressed a button of the page, so that even an idle link opens.
    static func open(
        _ id: LinkID, done: String? = nil, isAct: Bool = false, depth: Depth = .page, at now: Instant,
        in reader: Reader
    ) throws -> Opened {
        guard let link = try reader.link(id), let ticket = try reader.ticket(link.ticket),
            let organization = try reader.organization(ticket.organization),
            let contact = try reader.contact(link.contact), let order = ticket.order(of: link),
            let contractor = try reader.contractor(link.contractor), let details = try reader.details(ticket.id)
        else { return .unknown }
        if link.revokedAt != nil {
            return .revoked(organization, contact.language, Revocation(of: link, order: order, contact: contact))
        }
        let done = try done.flatMap { try reader.submission(scope: Self.scope(id), id: $0) }
        guard link.isLive(at: now) else {
            return .expired(organization, contact.language, isAsked: done?.asksForLink(at: now) ?? false)
        }
        if !isAct, link.isIdle(at: now, days: organization.rules.linkIdleDays) {
            return .idle(IdleLink(organization: organization, contact: contact, number: details.number))
        }
        let isWhole = depth == .page
        return .exchange(
            Exchange(
                link: link, ticket: ticket, details: details, order: order, contractor: contractor, contact: contact,
                answeredBy: try order.answeredBy.flatMap { try reader.contact($0)?.name }, organization: organization,
                jobFiles: ticket.hasLeft(order) || !isWhole ? [] : try reader.jobFiles(of: ticket.id),
                technician: try order.technician.flatMap { try reader.contact($0) },
                managers: isWhole ? try reader.managers(of: organization.id).filter(\.role.mayDispatch) : [],
                thread: isWhole ? try thread(of: ticket, link, in: reader) : [], done: done, openedAt: now))
    }

    private static func thread(of ticket: Ticket, _ link: LinkRecord, in reader: Reader) throws -> [TimelineEntry] {
        let whole = try ticket.orders(of: link).flatMap {
            try reader.thread(ticket.id, order: $0.id, limit: threadLimit)
        }
        guard link.scope == .technician else { return whole.suffix(threadLimit) }
        return whole.seen(byTechnician: link.contact, isWhole: whole.count < threadLimit)
    }

    static func scope(_ link: LinkID) -> String { "link:\(link)" }

    var scope: String { Self.scope(link.id) }
    /// The job is another's or nobody's: the page says so and shows nothing more of it (P39).
    var isGone: Bool { ticket.hasLeft(order) }
    var label: Label { isGone ? .withdrawn : ticket.label(for: order) }
    var letterhead: Letterhead { Letterhead(organization) }
    /// Whether an answer is wanted now (T11, T12): also after the deadline, while nobody else has the job.
    var awaitsAnswer: Bool { isOffice && (label == .toDoOffered || label == .toDoLapsed) }
    /// Whether a price, and not yet the work, is what this contractor was asked for (B31).
    var asksForQuote: Bool { ticket.asksForQuote(order.id) }
    /// A25, P42; only while the job is this company's.
    var isLate: Bool { !isGone && ticket.isLate(order, at: openedAt) }
    /// Prices, dates and answers are the office's; a technician does the work (E1).
    var isOffice: Bool { link.scope == .office }
    /// Why there is nothing to answer; nil while there is.
    var refusalOfAnswers: Refusal? {
        if awaitsAnswer { return nil }
        guard isOffice else { return .notAllowed }
        if isGone { return .withdrawn }
        return order.isUnanswered
            ? .notFromHere(label) : .alreadyAnswered(order.status, by: order.answeredBy, at: order.answeredAt)
    }
}

extension Letterhead {
    init(_ organization: Organization) {
        self.init(name: organization.name, phone: organization.phone, brand: Brand(organization.brand))
    }
}
