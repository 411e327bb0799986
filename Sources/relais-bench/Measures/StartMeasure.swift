import Foundation
import Store

/// From the start of the process to a whole contractor's page, on the data that this run has made.
struct StartMeasure {
    private static let rounds = 5
    private static let limit = 300.0
    let sample: SamplePortal

    func figures() async throws -> [Figure] {
        let job = try await sample.offerJobs(1)[0]
        let tickets = try await sample.store.read { try $0.ticketIDs(after: nil, limit: 1_000_000).count }
        try sample.store.close()
        var milliseconds = Samples()
        for _ in 0..<Self.rounds {
            let start = ContinuousClock.now
            let portal = try ServedPortal(data: sample.folder)
            defer { portal.stop() }
            try await portal.answer(job.path)
            milliseconds.add((ContinuousClock.now - start).inSeconds * 1000)
        }
        return [
            Figure(
                "first answer after start, ms (\(tickets) tickets)", milliseconds, limit: Self.limit,
                asks: "300 ms with the large data")
        ]
    }
}
