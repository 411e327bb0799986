package import Domain
import GRDB

/// Something that the clock does to a ticket later.
package struct TicketTimer: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        // Scheduled with the offer that they belong to
        case answerReminder, answerDeadline
        // As they follow from the ticket (`Ticket.timetable`)
        case presence, late, quoteExpiry, quoteReminder, completionReminder, invoiceRequest, invoiceReminder
        case visitReminder, messageReminder, waitOver, feedbackOver
    }

    package let id: TimerID
    package let kind: Kind
    /// Which of several of its kind: the first reminder, the second.
    package let step: Int
    package let ticket: TicketID
    package let order: OrderID?
    package let due: Instant
}

extension TicketTimer.Kind: DatabaseValueConvertible, StatementColumnConvertible {}

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
        try run(
            """
            UPDATE timers SET done_at = :now WHERE ticket = :ticket AND done_at IS NULL
            AND (:order IS NULL OR order_id = :order)\(Self.condition(kinds))
            """,
            ["now": now, "ticket": ticket, "order": order])
    }

    /// One statement for any number of kinds: each costs as much as the rows that it finds.
    static func condition<Kind: RawRepresentable<String>>(_ kinds: Set<Kind>?) -> String {
        guard let kinds else { return "" }
        return " AND kind IN (" + kinds.map { "'\($0.rawValue)'" }.sorted().joined(separator: ", ") + ")"
    }

    /// Makes the timers of a ticket those that follow from it as it stands: what is no longer so is deleted, what is
    /// new is added, unless its moment has passed and is all that it was good for. One that ran already, or was there,
    /// is left alone, so that nothing is asked twice.
    package func keep(_ timetable: [ClockAct], of ticket: TicketID) throws {
        let known = try reader.all(
            "SELECT * FROM timers WHERE ticket = :ticket AND kind NOT IN ('answerReminder', 'answerDeadline')",
            ["ticket": ticket], KnownTimer.init)
        let wanted = Set(timetable.map(KnownTimer.Key.init))
        for timer in known where !timer.isDone && !wanted.contains(timer.key) {
            try run("DELETE FROM timers WHERE id = :id", ["id": timer.id])
        }
        let there = Set(known.map(\.key))
        for act in timetable where !there.contains(KnownTimer.Key(act)) && (act.due > now || !act.kind.passes) {
            try schedule(TicketTimer.Kind(act.kind), for: ticket, order: act.order, due: act.due, step: act.step)
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

extension TicketTimer.Kind {
    init(_ kind: ClockAct.Kind) {
        self =
            switch kind {
            case .presence: .presence
            case .late: .late
            case .quoteExpiry: .quoteExpiry
            case .quoteReminder: .quoteReminder
            case .completionReminder: .completionReminder
            case .invoiceRequest: .invoiceRequest
            case .invoiceReminder: .invoiceReminder
            case .visitReminder: .visitReminder
            case .messageReminder: .messageReminder
            case .waitOver: .waitOver
            case .feedbackOver: .feedbackOver
            }
    }
}

private struct KnownTimer {
    struct Key: Hashable {
        let kind: TicketTimer.Kind
        let order: OrderID?
        let due: Instant
        let step: Int

        init(_ timer: TicketTimer) {
            (kind, order, due, step) = (timer.kind, timer.order, timer.due, timer.step)
        }

        init(_ act: ClockAct) {
            (kind, order, due, step) = (TicketTimer.Kind(act.kind), act.order, act.due, act.step)
        }
    }

    let id: TimerID
    let key: Key
    let isDone: Bool

    init(_ row: Row) throws {
        let timer = try TicketTimer(row)
        (id, key) = (timer.id, Key(timer))
        isDone = try row.get("done_at") as Instant? != nil
    }
}
