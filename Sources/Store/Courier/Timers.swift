package import Domain
import GRDB

/// Something that the clock does to a ticket later.
package struct TicketTimer: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case answerReminder, answerDeadline, presence, late, waitOver, feedbackOver, quoteExpiry, invoiceReminder
    }

    package let id: TimerID
    package let kind: Kind
    /// Which of several of its kind: the first reminder, the second.
    package let step: Int
    package let ticket: TicketID
    package let order: OrderID?
    package let due: Instant
}

extension TicketTimer.Kind: DatabaseValueConvertible {}

extension Reader {
    /// Earliest first.
    package func dueTimers(at now: Instant, limit: Int) throws -> [TicketTimer] {
        try all(
            "SELECT * FROM timers WHERE done_at IS NULL AND due <= :now ORDER BY due, id LIMIT :limit",
            ["now": now, "limit": limit], TicketTimer.init)
    }

    /// When the next timer is due; nil when there is none.
    package func nextTimer() throws -> Instant? {
        try first("SELECT min(due) AS due FROM timers WHERE done_at IS NULL") { try $0.get("due") as Instant? } ?? nil
    }
}

extension Transaction {
    @discardableResult
    package func schedule(
        _ kind: TicketTimer.Kind, for ticket: TicketID, order: OrderID? = nil, due: Instant, step: Int = 0
    ) throws -> TimerID {
        let id: TimerID = newID()
        try insert(
            into: "timers",
            ["id": id, "kind": kind, "step": step, "ticket": ticket, "order_id": order, "due": due])
        news.wakesCourier = true
        return id
    }

    /// Of one order or of the whole ticket, of some kinds or of all.
    package func cancelTimers(
        of ticket: TicketID, order: OrderID? = nil, kinds: Set<TicketTimer.Kind>? = nil
    ) throws {
        for kind in kinds ?? Set(TicketTimer.Kind.allCases) {
            try run(
                """
                UPDATE timers SET done_at = :now WHERE ticket = :ticket AND done_at IS NULL AND kind = :kind
                AND (:order IS NULL OR order_id = :order)
                """,
                ["now": now, "ticket": ticket, "kind": kind, "order": order])
        }
    }

    /// In the same transaction as what the timer does. False: it was done or cancelled already, so do nothing.
    package func finishTimer(_ id: TimerID) throws -> Bool {
        try run("UPDATE timers SET done_at = :now WHERE id = :id AND done_at IS NULL", ["now": now, "id": id]) == 1
    }
}

extension TicketTimer {
    fileprivate init(_ row: Row) throws {
        id = try row.get("id")
        kind = try row.get("kind")
        step = try row.get("step")
        ticket = try row.get("ticket")
        order = try row.get("order_id")
        due = try row.get("due")
    }
}
