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

    /// Writes what differs of those orders and tasks that do.
    func save(_ after: Ticket, before: Ticket?) throws {
        let orders = before?.orders ?? []
        for (position, order) in after.orders.enumerated() {
            try save(
                order, since: position < orders.count ? orders[position] : nil, Order.columns, in: "orders",
                id: order.id, ticket: after.id, position: position)
        }
        let tasks = before?.tasks ?? []
        for (position, task) in after.tasks.enumerated() {
            try save(
                task, since: position < tasks.count ? tasks[position] : nil, TicketTask.columns, in: "tasks",
                id: task.id, ticket: after.id, position: position)
        }
    }

    private func save<Part: Equatable, ID: DatabaseValueConvertible>(
        _ after: Part, since before: Part?, _ columns: [Column<Part>], in table: String, id: ID, ticket: TicketID,
        position: Int
    ) throws {
        guard after != before else { return }
        var values: ColumnValues = ["id": id]
        // Neither goes to another ticket or place.
        if before == nil { values.append(["ticket": ticket, "position": position]) }
        values.append(try Column.values(columns, of: after, since: before))
        try before == nil ? insert(into: table, values) : update(table, values)
    }

    private func saveState(of after: Ticket, before: Ticket, by actor: Actor) throws {
        var values = try Column.values(Ticket.columns, of: after, since: before)
        // A second message moves the ticket up in the Inbox although the reason for being there is the same.
        if after.attention != before.attention || (after.attention != nil && !actor.isManager) {
            values.append(["attention": after.attention, "attention_at": after.attention == nil ? nil : now])
        }
        values.append(["version": after.version, "updated_at": now])
        guard try updateTicket(after.id, version: before.version, values) else { throw StoreError.stale(after.id) }
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
