import Foundation
import Store

/// What somebody on a poor phone with a poor network waits for: Chromium with "slow 3G" and a quarter of the
/// processor's speed, until the contractor's page first shows something.
struct PaintMeasure {
    private static let visits = 6
    private static let limit = 2500.0
    let workplace: Workplace

    func figures() async throws -> [Figure] {
        let sample = try await SamplePortal.open(workplace.folder("paint"))
        let jobs = try await sample.offerJobs(1)
        try await sample.writeThreads(jobs)
        try sample.store.close()
        let portal = try ServedPortal(data: sample.folder)
        defer { portal.stop() }
        try await portal.answer(jobs[0].path)
        let address = portal.url + jobs[0].path
        let output = try await blocking {
            try Program.output([".venv/bin/python", "Tests/Browser/paint.py", address, String(Self.visits + 1)])
        }
        // The first visit only warms the browser up.
        let milliseconds = output.split(separator: "\n").compactMap { Double($0) }.dropFirst()
        guard milliseconds.count == Self.visits else { throw BenchProblem("the browser said:\n\(output)") }
        return [
            Figure(
                "first contentful paint, slow 3G, CPU slowed 4 times, ms", Samples(Array(milliseconds)),
                limit: Self.limit, asks: "2.5 s")
        ]
    }
}
