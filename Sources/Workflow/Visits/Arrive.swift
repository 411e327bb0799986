package import Domain
package import Store

/// T23: "I am on site", by the office or the technician, from the tolerance before the appointment on (B24).
package struct Arrive: Verb {
    package let link: LinkID
    package let place: PlaceShare?

    package init(link: LinkID, place: PlaceShare? = nil) {
        self.link = link
        self.place = place
    }

    package func perform(in transaction: Transaction) throws -> StepOutcome {
        var (link, ticket) = try transaction.openAnswerable(link, by: [.office, .technician])
        let tolerance = Span.minutes(Int64(link.organization.rules.presenceToleranceMinutes))
        try transaction.carryOut(.arrive(link.order.id, tolerance: tolerance), on: &ticket, as: link.act)
        let isPlaced = try transaction.share(place, on: &ticket, as: link)
        return try transaction.outcome(.arrived, of: ticket, isPlaced: isPlaced)
    }
}
