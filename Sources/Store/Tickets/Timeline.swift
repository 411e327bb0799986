package import Domain
import GRDB

/// An event with what it points at, as those stand now: blanked where a person was erased.
package struct TimelineEntry: Hashable, Sendable {
    package let event: Event
    /// The name of the change's case.
    package let type: String
    /// The change as JSON.
    package let data: String
    package fileprivate(set) var texts: [TextID: String]
    package fileprivate(set) var attachments: [Attachment]
    /// Nil where the change names none, or it was erased.
    package fileprivate(set) var position: Position?
    /// Empty for the clock.
    package let actorName: String
    /// The contractor's name, where the actor is a contact.
    package let actorCompany: String?

    /// What was written under that id; nil where nothing was, or where it was blanked.
    package func text(_ id: TextID?) -> String? { id.flatMap { texts[$0] }.flatMap { $0.isEmpty ? nil : $0 } }
}

extension Reader {
    /// Everything that happened, oldest first; `after` is the last version seen.
    package func timeline(_ ticket: TicketID, after version: Int = 0, limit: Int = 200) throws -> [TimelineEntry] {
        try entries(
            " WHERE e.ticket = :ticket AND e.version > :version ORDER BY e.version LIMIT :limit",
            ["ticket": ticket, "version": version, "limit": limit])
    }

    /// What was offered, sent and agreed on a ticket: what decisions are about, however far back it lies. Oldest first;
    /// of more than `limit` the newest.
    package func dealings(_ ticket: TicketID, limit: Int = 200) throws -> [TimelineEntry] {
        try entries(
            """
             WHERE e.ticket = :ticket AND e.type IN (
                'offered', 'quoted', 'approverAsked', 'quoteApproved', 'completed', 'signed', 'limitAsked',
                'limitRaised', 'invoiced', 'invoiceAccepted', 'invoiceWaived')
            ORDER BY e.version DESC LIMIT :limit
            """,
            ["ticket": ticket, "limit": limit]
        ).reversed()
    }

    /// What one order's contractor may see (rule i): what concerns that order, and so nothing from before its offer,
    /// nothing of other contractors and nothing internal. Oldest first; of more than `limit` the newest.
    package func thread(
        _ ticket: TicketID, order: OrderID, after version: Int = 0, limit: Int = 200
    ) throws -> [TimelineEntry] {
        try entries(
            """
             WHERE e.order_id = :order AND e.in_thread = 1 AND e.ticket = :ticket AND e.version > :version
            ORDER BY e.version DESC LIMIT :limit
            """,
            ["order": order, "ticket": ticket, "version": version, "limit": limit]
        ).reversed()
    }

    package func event(_ id: EventID) throws -> TimelineEntry? {
        try entries(" WHERE e.id = :id", ["id": id]).first
    }

    package func text(_ id: TextID) throws -> String? {
        try first("SELECT text FROM texts WHERE id = :id", ["id": id]) { try $0.get("text") }
    }

    private static let entries = """
        SELECT e.*, managers.name AS manager_name, contacts.name AS contact_name, api_keys.name AS key_name,
            persons.name AS person_name, contractors.name AS company
        FROM events e
        LEFT JOIN managers ON e.actor = 'manager' AND managers.id = e.actor_id
        LEFT JOIN contacts ON e.actor = 'contact' AND contacts.id = e.actor_id
        LEFT JOIN api_keys ON e.actor = 'program' AND api_keys.id = e.actor_id
        LEFT JOIN persons ON e.actor = 'person' AND persons.id = e.actor_id
        LEFT JOIN contractors ON contractors.id = e.actor_contractor
        """

    private static let knownChanges = Known<Change>(most: 10_000)

    private func entries(_ condition: String, _ values: Values) throws -> [TimelineEntry] {
        let found = try all(Self.entries + condition, values, entry)
        let texts = try texts(found.flatMap { $0.event.change.namedTexts })
        return try found.map { entry in
            let change = entry.event.change
            var entry = entry
            for id in change.namedTexts { entry.texts[id] = texts[id] }
            entry.attachments = try change.namedAttachments.compactMap { try attachment($0)?.attachment }
            entry.position = try change.namedPosition.flatMap { try position($0) }
            return entry
        }
    }

    /// Without its texts, attachments and position.
    private func entry(_ row: Row) throws -> TimelineEntry {
        let change = try row.json("data", known: Self.knownChanges)
        let event = Event(
            id: try row.get("id"), ticket: try row.get("ticket"), version: try row.get("version"),
            at: try row.get("at"), timeZone: try row.get("time_zone"), actor: try Actor(row),
            channel: try row.get("channel"), link: try row.get("link"), change: change)
        let manager: String? = try row.get("manager_name")
        let contact: String? = try row.get("contact_name")
        let key: String? = try row.get("key_name")
        let person: String? = try row.get("person_name")
        return TimelineEntry(
            event: event, type: try row.get("type"), data: try row.get("data"), texts: [:], attachments: [],
            actorName: manager ?? contact ?? key ?? person ?? "", actorCompany: try row.get("company"))
    }

    /// As many as are asked for in one question.
    private static let textsAtOnce = 16
    private static let texts =
        "SELECT id, text FROM texts WHERE id IN (?" + String(repeating: ", ?", count: textsAtOnce - 1) + ")"

    private func texts(_ ids: [TextID]) throws -> [TextID: String] {
        var found: [TextID: String] = [:]
        for start in stride(from: 0, to: ids.count, by: Self.textsAtOnce) {
            // One statement whatever their number: what is missing is asked for twice.
            let some = ids[start..<min(start + Self.textsAtOnce, ids.count)]
            let padding = repeatElement(ids[start], count: Self.textsAtOnce - some.count)
            let statement = try database.cachedStatement(sql: Self.texts)
            statement.clear()
            for (position, id) in (Array(some) + padding).enumerated() { try statement.bind(id, at: position) }
            try statement.forEach(.of(statement, sql: Self.texts)) { row in
                found[try row.get("id")] = try row.get("text") as String
                return true
            }
        }
        return found
    }
}

extension Transaction {
    /// Keeps a text that an event will point at, so that it can be blanked while the event stays.
    package func text(_ text: String) throws -> TextID {
        let id: TextID = newID()
        try insert(into: "texts", ["id": id, "text": text, "created_at": now])
        return id
    }

    package func blank(_ text: TextID) throws {
        try run("UPDATE texts SET text = '', blanked_at = :now WHERE id = :id", ["now": now, "id": text])
    }
}
