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

    /// When the next timer is due, those left out that are named; nil when there is none.
    package func nextTimer(beside others: Set<TimerID> = []) throws -> Instant? {
        if others.isEmpty {
            return try first("SELECT min(due) AS due FROM timers WHERE done_at IS NULL") {
                try $0.get("due") as Instant?
            } ?? nil
        }
        return try all(
            "SELECT id, due FROM timers WHERE done_at IS NULL ORDER BY due, id LIMIT :limit",
            ["limit": others.count + 1]
        ) { row in (id: try row.get("id") as TimerID, due: try row.get("due") as Instant) }
        .first { !others.contains($0.id) }?.due
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

    /// Makes the timer of a ticket the next one that follows from it as it stands; what comes after that is written down
    /// when it has run, for most of a timetable is never reached. To be called after each act, and after each timer.
    package func keep(_ timetable: [ClockAct], of ticket: TicketID) throws {
        let known = try reader.all(
            "SELECT * FROM timers WHERE ticket = :ticket AND kind NOT IN ('answerReminder', 'answerDeadline')",
            ["ticket": ticket], KnownTimer.init)
        let (next, passed) = Self.sort(timetable, known, at: now)
        for timer in known where timer.doneAt == nil && timer.key != next.map(KnownTimer.Key.init) {
            try run("DELETE FROM timers WHERE id = :id", ["id": timer.id])
        }
        // As if they had run, each at its moment: what is left out once stays out, whatever runs after it.
        for act in passed { try write(act, of: ticket, doneAt: act.due) }
        guard let next, !known.contains(where: { $0.key == KnownTimer.Key(next) }) else { return }
        try write(next, of: ticket, doneAt: nil)
    }

    private func write(_ act: ClockAct, of ticket: TicketID, doneAt: Instant?) throws {
        let timer = try schedule(
            TicketTimer.Kind(act.kind), for: ticket, order: act.order, due: act.due, step: act.step)
        if let doneAt { try update("timers", ["id": timer, "done_at": doneAt]) }
    }

    /// The earliest that has not run yet, so that nothing is asked twice; and what is left out for good. That is what is
    /// of use at its own moment only once that has passed, unless nobody was running then; of what was missed several
    /// times, one is made up for.
    private static func sort(
        _ timetable: [ClockAct], _ known: [KnownTimer], at now: Instant
    ) -> (next: ClockAct?, passed: [ClockAct]) {
        // From the timer that runs now, or should have run: what is due since then nobody has missed but we.
        let since = known.filter { $0.doneAt == nil || $0.doneAt == now }.map(\.key.due).min() ?? now
        let done = Set(known.filter { $0.doneAt != nil }.map(\.key))
        let madeUpFor = Set(known.filter { $0.doneAt == now }.map(\.key.ladder))
        let open = timetable.filter { !done.contains(KnownTimer.Key($0)) }
        let passed = open.filter { act in
            guard act.due <= now, act.kind.passes else { return false }
            let ladder = KnownTimer.Ladder(act)
            let isMissed = act.due >= since && !madeUpFor.contains(ladder)
            return !isMissed
                || open.contains { KnownTimer.Ladder($0) == ladder && $0.due > act.due && $0.due <= now }
        }
        return (open.filter { !passed.contains($0) }.min { $0.due < $1.due }, passed)
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

/// One that was written down, whether it has run or not.
private struct KnownTimer {
    /// What reminders are steps of.
    struct Ladder: Hashable {
        let kind: TicketTimer.Kind
        let order: OrderID?

        init(_ act: ClockAct) { (kind, order) = (TicketTimer.Kind(act.kind), act.order) }
        init(_ timer: TicketTimer) { (kind, order) = (timer.kind, timer.order) }
    }

    struct Key: Hashable {
        let ladder: Ladder
        let due: Instant
        let step: Int

        init(_ act: ClockAct) { (ladder, due, step) = (Ladder(act), act.due, act.step) }
        init(_ timer: TicketTimer) { (ladder, due, step) = (Ladder(timer), timer.due, timer.step) }
    }

    let id: TimerID
    let key: Key
    let doneAt: Instant?

    init(_ row: Row) throws {
        let timer = try TicketTimer(row)
        (id, key) = (timer.id, Key(timer))
        doneAt = try row.get("done_at")
    }
}
