import Domain
import Logging
import Store
import Workflow

/// Everything that happens by itself because a moment has come. What each kind of timer does is its verb's to say, and
/// which of those that were missed while nobody was running is made up for.
struct Timers: Sendable {
    private static let page = 100
    let store: Store
    let workflow: Workflow
    let logger: Logger

    /// Runs some of what is due, the earliest first. Whether there may be more.
    func runSome() async throws -> Bool {
        let now = store.clock.now()
        let due = try await store.read { try $0.dueTimers(at: now, limit: Self.page) }
        try await withThrowingTaskGroup { group in
            // A ticket's own one after the other; the others' at once, so that they share commits.
            for timers in Dictionary(grouping: due, by: \.ticket).values {
                group.addTask {
                    for timer in timers { try await run(timer) }
                }
            }
            try await group.waitForAll()
        }
        // After a downtime what comes next may be due as well.
        return !due.isEmpty
    }

    private func run(_ timer: TicketTimer) async throws {
        let isDone =
            switch timer.kind {
            case .answerReminder, .answerDeadline: try await workflow.perform(RunAnswerTimer(timer)).outcome
            case .presence, .late, .quoteExpiry, .quoteReminder, .completionReminder, .invoiceRequest, .invoiceReminder,
                .visitReminder, .messageReminder, .waitOver, .feedbackOver:
                try await workflow.perform(RunTicketTimer(timer)).outcome
            }
        logger.info(isDone ? "timer ran" : "timer without effect", metadata: metadata(timer))
    }

    private func metadata(_ timer: TicketTimer) -> Logger.Metadata {
        ["timer": "\(timer.kind.rawValue)", "ticket": "\(timer.ticket)"]
    }
}
