import Foundation
import Store

/// What `relais serve` takes when nothing happens: resident memory three seconds after the start, on empty data.
struct MemoryMeasure {
    private static let rounds = 3
    private static let limit = 60.0
    let workplace: Workplace

    func figures() async throws -> [Figure] {
        var megabytes = Samples()
        for round in 0..<Self.rounds {
            let portal = try ServedPortal(data: workplace.folder("empty-\(round)"))
            defer { portal.stop() }
            try await portal.answer("/healthz")
            try await Task.sleep(for: .seconds(3))
            megabytes.add(try portal.program.residentMemory() / 1024)
        }
        var figure = Figure("idle memory, MB", megabytes, digits: 1, asks: "60 MB")
        figure.floor = Samples([Self.limit])
        figure.ratio = Samples(megabytes.values.map { $0 / Self.limit })
        return [figure]
    }
}

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
        var figure = Figure(
            "first answer after start, ms (\(tickets) tickets)", milliseconds, asks: "300 ms with the large data")
        figure.floor = Samples([Self.limit])
        figure.ratio = Samples(milliseconds.values.map { $0 / Self.limit })
        return [figure]
    }
}
