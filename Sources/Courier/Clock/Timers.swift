import Domain
import Intake
import Logging
import Store
import Workflow

/// Everything that happens by itself because a moment has come. What each kind of timer does is its verb's to say, and
/// which of those that were missed while nobody was running is made up for.
struct Timers: Sendable {
    private static let page = 100
    /// After this a timer that could not be run is tried again: its row is damaged, and somebody has to mend it.
    private static let rest = Span.minutes(5)
    let store: Store
    let workflow: Workflow
    let logger: Logger
    /// Until when those rest that could not be run.
    private let resting = Locked<[TimerID: Instant]>([:])

    init(store: Store, workflow: Workflow, logger: Logger) {
        self.store = store
        self.workflow = workflow
        self.logger = logger
    }

    /// Runs some of what is due, the earliest first. Whether there may be more. One that cannot be run holds up nobody
    /// else's; where nothing can be written at all, that is thrown.
    func runSome() async throws -> Bool {
        let now = store.clock.now()
        let resting = atRest(at: now)
        let due = try await store.read { try $0.dueTimers(at: now, limit: Self.page + resting.count) }
            .filter { resting[$0.id] == nil }
        try await withThrowingTaskGroup { group in
            // A ticket's own one after the other; the others' at once, so that they share commits.
            for timers in Dictionary(grouping: due, by: \.ticket).values {
                group.addTask {
                    for timer in timers { try await runOrRest(timer) }
                }
            }
            try await group.waitForAll()
        }
        // After a downtime what comes next may be due as well.
        return !due.isEmpty
    }

    /// When the next one is to run; nil when there is none.
    func next(in reader: Reader) throws -> Instant? {
        let resting = atRest(at: store.clock.now())
        let next = try reader.nextTimer(beside: Set(resting.keys))
        return ([next] + Array(resting.values)).compactMap(\.self).min()
    }

    private func atRest(at now: Instant) -> [TimerID: Instant] {
        resting.with { resting in
            // A clock that was set back must not keep one resting for longer.
            resting = resting.filter { $0.value > now && $0.value <= now + Self.rest }
            return resting
        }
    }

    private func runOrRest(_ timer: TicketTimer) async throws {
        do {
            try await run(timer)
        } catch let error as CancellationError {
            throw error
        } catch let error as StoreError where error.isEverybodys {
            throw error
        } catch {
            resting.with { $0[timer.id] = store.clock.now() + Self.rest }
            // Names the table or column, never a value.
            let words = (error as? StoreError).map { "\($0)" } ?? "\(type(of: error))"
            logger.error("a timer cannot be run: \(words)", metadata: metadata(timer))
        }
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
