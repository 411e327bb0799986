import Domain
import Store

extension Transaction {
    /// What follows by itself from a ticket as it stands after an act: what the clock has to do, and how long its links
    /// live. In one place, so that no act can forget it.
    func keepClock(of ticket: Ticket, organization: Organization) throws {
        try keep(ticket.timetable(organization.rules), of: ticket.id)
        let links = try reader.links(of: ticket.id)
        switch (ticket.phase.isEnded, links.contains { $0.expires == nil }, links.contains { $0.expires != nil }) {
        case (true, true, _):
            try setExpiry(now + .days(Int64(organization.rules.linkDaysAfterEnd)), ofLinksOf: ticket.id)
        case (false, _, true): try setExpiry(nil, ofLinksOf: ticket.id)
        case (true, false, _), (false, _, false): break
        }
    }
}
