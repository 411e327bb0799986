import Domain
import Store

extension Transaction {
    /// Decides, appends what was decided, and enqueues the notices that follow from it: the middle of every verb.
    /// `ways`: chosen by hand for what this act says to the contractor (B33).
    @discardableResult
    func carryOut(
        _ command: Command, on ticket: inout Ticket, as act: Act, ways: [Contact.Way]? = nil
    ) throws -> [Event] {
        let changes = try ticket.decide(command, by: act.actor, at: now)
        return try record(changes, on: &ticket, as: act, ways: ways)
    }

    @discardableResult
    func record(
        _ changes: [Change], on ticket: inout Ticket, as act: Act, ways: [Contact.Way]? = nil
    ) throws -> [Event] {
        let events = try append(changes, to: &ticket, by: act.actor, channel: act.channel, link: act.link)
        guard !events.isEmpty, let organization = try reader.organization(ticket.organization) else { return events }
        try post(events, of: ticket, organization: organization, ways: ways)
        try keepClock(of: ticket, organization: organization)
        return events
    }

    /// A text of somebody's, or nil for an empty one.
    func text(ofOptional text: String?) throws -> TextID? {
        guard let text, !text.isEmpty else { return nil }
        return try self.text(text)
    }
}
