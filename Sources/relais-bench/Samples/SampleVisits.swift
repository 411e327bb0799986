import Domain
import Store
import Workflow

extension SamplePortal {
    /// Makes so many accepted jobs whose visit is at that same minute. Nobody is told by SMS that they are.
    func agreeVisits(_ count: Int, at minute: Instant) async throws {
        let visit = Appointment(minute, in: Self.timeZone)
        let workflow = workflow
        try await concurrently(try await offerJobs(count), callers: 64) { job in
            _ = try await workflow.perform(
                AcceptOffer(link: job.link, appointment: visit, comment: "Je serai là à neuf heures."))
        }
        let contractors = contractors
        try await store.write { transaction in
            for contractor in contractors {
                for contact in try transaction.reader.contractor(contractor)?.contacts ?? [] {
                    try transaction.cancelMessages(to: contact.id, by: .sms)
                }
            }
        }
    }

    /// The verb that each of the due timers stands for, so many at a time as the Courier runs: afterwards each
    /// contractor is about to be asked whether he is there.
    func askPresence() async throws {
        let (workflow, now) = (workflow, store.clock.now())
        while true {
            let due = try await store.read { try $0.dueTimers(at: now, limit: 100) }
            try await concurrently(due, callers: 100) { timer in
                _ = try await workflow.perform(RunTicketTimer(timer))
            }
            if due.count < 100 { return }
        }
    }
}
