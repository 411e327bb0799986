package import Domain
import GRDB

extension Reader {
    /// Replays the ticket's events and compares the result with what is stored. Empty when they agree; else one line
    /// for each thing that differs, without contents.
    package func verify(_ id: TicketID) throws -> [String] {
        guard let stored = try ticket(id) else { return ["there is no ticket \(id)"] }
        var replayed = Ticket(
            id: stored.id, organization: stored.organization, kind: stored.kind, timeZone: stored.timeZone,
            priority: stored.priority)
        var problems: [String] = []
        var last = 0
        while true {
            let entries = try timeline(id, after: last, limit: 500)
            for entry in entries {
                if entry.event.version != last + 1 { problems.append("version \(last + 1) is missing") }
                replayed.evolve(entry.event.change, by: entry.event.actor, at: entry.event.at)
                replayed.version = entry.event.version
                last = entry.event.version
            }
            if entries.count < 500 { break }
        }
        // The priority is edited without a change that says to what.
        replayed.priority = stored.priority
        if replayed.version != stored.version { problems.append("version") }
        if replayed.phase != stored.phase || replayed.phaseBeforeWait != stored.phaseBeforeWait {
            problems.append("phase")
        }
        if replayed.owner != stored.owner { problems.append("owner") }
        if replayed.orders != stored.orders { problems.append("orders") }
        if replayed.tasks != stored.tasks { problems.append("tasks") }
        if replayed.attention != stored.attention { problems.append("attention") }
        if problems.isEmpty, replayed != stored { problems.append("the rest") }
        return try problems + derived(of: stored)
    }

    private func derived(of ticket: Ticket) throws -> [String] {
        let agrees = try exists(
            """
            SELECT 1 FROM tickets WHERE id = :id AND label = :label AND folder = :folder
            AND COALESCE(current_order, 0) = :order
            """,
            [
                "id": ticket.id, "label": ticket.label, "folder": ticket.label.folder,
                "order": ticket.shownOrder?.id ?? OrderID(0),
            ])
        return agrees ? [] : ["label"]
    }
}
