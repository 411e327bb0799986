package import Domain
import GRDB

extension Transaction {
    /// Lets `changes` happen to the ticket: evolves it, writes one event each, saves what is derived, binds the
    /// attachments that the changes name to their events. Listeners hear of it after the commit.
    /// Throws `StoreError.stale` if somebody wrote since the ticket was read.
    @discardableResult
    package func append(
        _ changes: [Change], to ticket: inout Ticket, by actor: Actor, channel: Channel, link: LinkID? = nil
    ) throws -> [Event] {
        guard !changes.isEmpty else { return [] }
        let before = ticket
        var after = ticket
        var events: [Event] = []
        for (index, change) in changes.enumerated() {
            after.evolve(change, by: actor, at: now)
            after.version = before.version + index + 1
            events.append(
                Event(
                    id: newID(), ticket: ticket.id, version: after.version, at: now, timeZone: ticket.timeZone,
                    actor: actor, channel: channel, link: link, change: change))
        }
        try save(after, before: before)
        try saveState(of: after, before: before, by: actor)
        for event in events { try insert(event, order: event.change.concernedOrder(among: after.tasks)) }
        if after.shownOrder?.contractor != before.shownOrder?.contractor {
            try index(ticket.id, of: ticket.organization)
        }
        news.changes.append(
            TicketChange(organization: ticket.organization, ticket: ticket.id, version: after.version))
        ticket = after
        return events
    }

    /// Writes those orders and tasks that differ.
    func save(_ after: Ticket, before: Ticket?) throws {
        let orders = before?.orders ?? []
        for (position, order) in after.orders.enumerated()
        where position >= orders.count || orders[position] != order {
            try upsert(into: "orders", try order.columns(ticket: after.id, position: position))
        }
        let tasks = before?.tasks ?? []
        for (position, task) in after.tasks.enumerated() where position >= tasks.count || tasks[position] != task {
            try upsert(into: "tasks", task.columns(ticket: after.id, position: position))
        }
    }

    private func saveState(of after: Ticket, before: Ticket, by actor: Actor) throws {
        // A second message moves the ticket up in the Inbox although the reason for being there is the same.
        let isNews = after.attention != before.attention || !actor.isManager
        let changed = try run(
            """
            UPDATE tickets SET priority = :priority, phase = :phase, phase_data = :phase_data,
                phase_before_wait = :phase_before_wait, owner = :owner, is_returned = :is_returned,
                attention = :attention,
                attention_at = CASE WHEN :attention IS NULL THEN NULL
                    WHEN :is_news = 1 OR attention_at IS NULL THEN :now ELSE attention_at END,
                feedback_until = :feedback_until, version = :version, label = :label, folder = :folder,
                current_order = :current_order, contractor = :contractor, updated_at = :now
            WHERE id = :id AND version = :expected
            """,
            [
                "priority": after.priority, "phase": after.phase.name, "phase_data": try JSON.encode(after.phase),
                "phase_before_wait": try after.phaseBeforeWait.map(JSON.encode), "owner": after.owner,
                "is_returned": after.isReturned, "attention": after.attention, "is_news": isNews, "now": now,
                "feedback_until": after.feedbackUntil, "version": after.version, "label": after.label,
                "folder": after.label.folder, "current_order": after.shownOrder?.id,
                "contractor": after.shownOrder?.contractor, "id": after.id, "expected": before.version,
            ])
        if changed != 1 { throw StoreError.stale(after.id) }
    }

    private func insert(_ event: Event, order: OrderID?) throws {
        let data = try JSON.encode(event.change)
        try insert(
            into: "events",
            [
                "id": event.id, "ticket": event.ticket, "version": event.version, "at": event.at,
                "time_zone": event.timeZone, "actor": event.actor.kind, "actor_id": event.actor.identifier,
                "actor_contractor": event.actor.contractor, "channel": event.channel, "link": event.link,
                "type": Change.type(in: data), "format": Change.format, "data": data,
                "order_id": order, "in_thread": order != nil && event.change.isInThread,
            ])
        for attachment in event.change.namedAttachments {
            try run(
                """
                UPDATE attachments SET event = :event, is_internal = :internal
                WHERE id = :id AND ticket = :ticket AND event IS NULL
                """,
                [
                    "event": event.id, "internal": !event.change.isInThread, "id": attachment,
                    "ticket": event.ticket,
                ])
        }
    }
}

extension Change {
    /// Raised when what an event's JSON holds changes in a way that old rows cannot be read by.
    static let format = 1

    /// The name of the case, which is the JSON object's only key.
    static func type(in data: String) -> String {
        String(data.drop { $0 != "\"" }.dropFirst().prefix { $0 != "\"" })
    }
}
