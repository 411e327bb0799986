import Crypto
import Foundation
import Gateways
import Store

/// One file of 25 MB sent by the form of a contractor's page, against the same file read, hashed and copied to the same
/// disk, safe from a power cut as ours is.
struct UploadMeasure {
    private static let rounds = 7
    let workplace: Workplace

    func figures() async throws -> [Figure] {
        let sample = try await SamplePortal.open(workplace.folder("uploads"))
        let jobs = try await sample.offerJobs(Self.rounds + 1)
        try sample.store.close()
        let form = try UploadForm(named: "upload", in: workplace)
        let portal = try ServedPortal(data: sample.folder)
        defer { portal.stop() }
        try await portal.answer("/healthz")
        let transport = Transport(connectionsPerHost: 1)
        defer { transport.shutDown() }
        var (ours, floor) = (Samples(), Samples())
        for (round, job) in jobs.enumerated() {
            let uploading = try await seconds { try await form.send(to: job, of: portal, by: transport) }
            let copying = try await seconds { try await blocking { try copy(form.path) } }
            // The first round only warms both up.
            guard round > 0 else { continue }
            ours.add(Double(UploadForm.size) / 1e6 / uploading)
            floor.add(Double(UploadForm.size) / 1e6 / copying)
        }
        return [Figure("upload of 25 MB, MB a second", ours, floor: floor, asks: "0.6")]
    }

    private func copy(_ path: String) throws {
        let copy = workplace.folder("copy")
        guard FileManager.default.createFile(atPath: copy, contents: nil),
            let from = FileHandle(forReadingAtPath: path),
            let to = FileHandle(forWritingAtPath: copy)
        else {
            throw BenchProblem("a file cannot be copied")
        }
        var hash = SHA256()
        while let bytes = try from.read(upToCount: 256 * 1024), !bytes.isEmpty {
            hash.update(data: bytes)
            try to.write(contentsOf: bytes)
        }
        _ = hash.finalize()
        try to.synchronize()
        try to.close()
        try FileManager.default.removeItem(atPath: copy)
    }
}
