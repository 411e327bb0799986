package import Domain
import Store

/// By whom and by which way an act comes in; rights are looked up when it is done (rule f).
package enum Origin: Hashable, Sendable {
    case manager(ManagerID)
    case program(APIKeyID, organization: OrganizationID)
    case clock
}

/// Who acts, resolved and allowed.
struct Act {
    let actor: Actor
    let channel: Channel
    var link: LinkID?

    static let clock = Act(actor: .clock, channel: .clock)

    /// The manager who becomes owner by this act, if it is one.
    var manager: ManagerID? {
        switch actor {
        case .manager(let id): id
        case .contact, .program, .person, .clock: nil
        }
    }
}

extension Transaction {
    /// The organization that `origin` acts for, and the act. Throws `.notAllowed` for a manager who may only look.
    func act(_ origin: Origin) throws -> (act: Act, organization: Organization) {
        let (id, act): (OrganizationID, Act)
        switch origin {
        case .manager(let manager):
            guard let found = try reader.manager(manager) else { throw Refusal.notAllowed }
            guard found.role.mayDispatch else { throw Refusal.notAllowed }
            (id, act) = (found.organization, Act(actor: .manager(manager), channel: .desk))
        case .program(let key, let organization):
            guard try reader.apiKey(key) != nil else { throw Refusal.notAllowed }
            (id, act) = (organization, Act(actor: .program(key), channel: .api))
        case .clock:
            throw Refusal.notAllowed
        }
        guard let organization = try reader.organization(id) else { throw Refusal.notFound }
        return (act, organization)
    }

    /// A ticket of that organization; somebody else's is as if it did not exist.
    func ticket(_ id: TicketID, of organization: Organization) throws -> Ticket {
        guard let ticket = try reader.ticket(id), ticket.organization == organization.id else { throw Refusal.notFound }
        return ticket
    }

    /// The office's act on one of its tickets, with the order that it is about; without one the ticket's label says why
    /// nothing can be done.
    func act(
        _ origin: Origin, on id: TicketID, about order: (Ticket) -> Order?
    ) throws -> (act: Act, ticket: Ticket, order: Order) {
        let (act, organization) = try act(origin)
        let ticket = try ticket(id, of: organization)
        guard let order = order(ticket) else { throw Refusal.notFromHere(ticket.label) }
        return (act, ticket, order)
    }
}
