import Domain
import Logging
import Store
import Workflow

/// Everything that happens by itself because a moment has come, on one page: what each kind of timer does, and what
/// is left of those that were missed while nobody was running.
struct Timers: Sendable {
    private static let page = 100
    let store: Store
    let workflow: Workflow
    let logger: Logger

    /// Runs some of what is due, the earliest first. Whether there may be more.
    func runSome() async throws -> Bool {
        let now = store.clock.now()
        let due = try await store.read { try $0.dueTimers(at: now, limit: Self.page) }
        let latest = Self.latest(of: due)
        try await withThrowingTaskGroup { group in
            // A ticket's own one after the other; the others' at once, so that they share commits.
            for timers in Dictionary(grouping: due, by: \.ticket).values {
                group.addTask {
                    for timer in timers { try await run(timer, isLatest: latest[Subject(timer)] == timer.id) }
                }
            }
            try await group.waitForAll()
        }
        return due.count == Self.page
    }

    private func run(_ timer: TicketTimer, isLatest: Bool) async throws {
        switch timer.kind {
        case .answerReminder where !isLatest, .quoteReminder where !isLatest, .completionReminder where !isLatest,
            .invoiceReminder where !isLatest, .messageReminder where !isLatest, .visitReminder where !isLatest:
            // Two reminders missed in one night are one reminder in the morning.
            try await finish(timer)
        case .answerReminder, .answerDeadline:
            do {
                let isDone = try await workflow.perform(RunAnswerTimer(timer)).outcome
                if isDone { logger.info("timer ran", metadata: metadata(timer)) }
            } catch is Refusal {
                try await finish(timer)
            }
        case .presence, .late, .quoteExpiry, .quoteReminder, .completionReminder, .invoiceRequest, .invoiceReminder,
            .visitReminder, .messageReminder, .waitOver, .feedbackOver:
            let isDone = try await workflow.perform(RunTicketTimer(timer)).outcome
            if isDone { logger.info("timer ran", metadata: metadata(timer)) }
        }
    }

    private func finish(_ timer: TicketTimer) async throws {
        _ = try await store.write { try $0.finishTimer(timer.id) }
        logger.info("timer without effect", metadata: metadata(timer))
    }

    private func metadata(_ timer: TicketTimer) -> Logger.Metadata {
        ["timer": "\(timer.kind.rawValue)", "ticket": "\(timer.ticket)"]
    }

    // MARK: Missed ones

    private struct Subject: Hashable {
        let kind: TicketTimer.Kind
        let ticket: TicketID
        let order: OrderID?

        init(_ timer: TicketTimer) { (kind, ticket, order) = (timer.kind, timer.ticket, timer.order) }
    }

    private static func latest(of timers: [TicketTimer]) -> [Subject: TimerID] {
        timers.reduce(into: [:]) { latest, timer in latest[Subject(timer)] = timer.id }
    }
}
