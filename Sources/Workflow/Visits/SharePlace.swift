package import Domain
import Store

/// What came of the choice to say where the phone is (E8).
package enum PlaceShare: Hashable, Sendable {
    case position(Position)
    /// Wanted, and the phone would not or could not.
    case unavailable
}

extension Transaction {
    /// Records where the phone was, right after what it was shared with; drops it where the organization has not asked
    /// for it (E8). Returns what the page confirms: nil where nothing was shared or is to be.
    func share(_ place: PlaceShare?, on ticket: inout Ticket, as link: OpenLink) throws -> Bool? {
        guard link.organization.rules.checksPlace, let place else { return nil }
        guard case .position(let position) = place else { return false }
        let id = try self.position(position, of: ticket.id)
        try record([.placeShared(link.order.id, id)], on: &ticket, as: link.act)
        return true
    }
}
