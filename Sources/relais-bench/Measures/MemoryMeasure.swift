import Foundation
import Gateways
import Store

/// What `relais serve` takes of the memory: when nothing happens, at most while twenty files of 25 MB come in at once,
/// and at most when a thousand have a page open.
struct MemoryMeasure {
    private static let rounds = 3
    private static let uploads = 20
    private static let pages = 1000
    let workplace: Workplace

    func figures() async throws -> [Figure] {
        let idle = try await rounds { try await self.idle($0) }
        let sample = try await SamplePortal.open(workplace.folder("busy"))
        let jobs = try await sample.offerJobs(Self.pages)
        try await sample.writeThreads(Array(jobs.prefix(Self.uploads)))
        try sample.store.close()
        let forms = try (0..<Self.uploads).map { try UploadForm(named: "upload-\($0)", in: workplace) }
        let uploading = try await rounds { try await self.uploading(sample.folder, jobs, forms, round: $0) }
        LivePages.allow(Self.pages)
        let listening = try await rounds { _ in try await self.listening(sample.folder, jobs) }
        return [
            Figure("idle memory, MB", idle, limit: 60, digits: 1, asks: "60 MB"),
            Figure("twenty 25 MB uploads at once, MB at most", uploading, limit: 150, digits: 1, asks: "150 MB"),
            Figure("a thousand open live pages, MB at most", listening, limit: 200, digits: 1, asks: "200 MB"),
        ]
    }

    private func rounds(_ measure: (Int) async throws -> Double) async throws -> Samples {
        var megabytes = Samples()
        for round in 0..<Self.rounds { megabytes.add(try await measure(round) / 1024) }
        return megabytes
    }

    /// Three seconds after the start, on empty data.
    private func idle(_ round: Int) async throws -> Double {
        let portal = try ServedPortal(data: workplace.folder("empty-\(round)"))
        defer { portal.stop() }
        try await portal.answer("/healthz")
        try await Task.sleep(for: .seconds(3))
        return try portal.program.memory("VmRSS:")
    }

    private func uploading(
        _ data: String, _ jobs: [SampleJob], _ forms: [UploadForm], round: Int
    ) async throws -> Double {
        let portal = try ServedPortal(data: data)
        defer { portal.stop() }
        try await portal.answer("/healthz")
        let transport = Transport(connectionsPerHost: Self.uploads)
        defer { transport.shutDown() }
        try await concurrently(Array(zip(jobs.dropFirst(round * Self.uploads), forms)), callers: Self.uploads) {
            try await $1.send(to: $0, of: portal, by: transport)
        }
        return try portal.program.memory("VmHWM:")
    }

    private func listening(_ data: String, _ jobs: [SampleJob]) async throws -> Double {
        let portal = try ServedPortal(data: data)
        defer { portal.stop() }
        try await portal.answer("/healthz")
        let pages = LivePages()
        for job in jobs { try pages.open(job.path, port: portal.port) }
        try await Task.sleep(for: .seconds(1))
        return try withExtendedLifetime(pages) { try portal.program.memory("VmHWM:") }
    }
}
