import Domain
import Foundation
import Gateways

/// The form for messages of a contractor's page with a file of 25 MB, as a browser without a script sends it. It lies
/// on the disk, as a phone's picture does.
struct UploadForm {
    static let size = 25_000_000
    private static let boundary = "----relais-bench-boundary"
    let path: String

    /// A file that differs from any other's.
    init(named name: String, in workplace: Workplace) throws {
        path = workplace.folder(name)
        var body = Data()
        for (field, value) in [("submission", name), ("message", "Voici le devis.")] {
            body += Data(
                "--\(Self.boundary)\r\nContent-Disposition: form-data; name=\"\(field)\"\r\n\r\n\(value)\r\n".utf8)
        }
        let disposition = "Content-Disposition: form-data; name=\"files\"; filename=\"\(name).txt\""
        body += Data("--\(Self.boundary)\r\n\(disposition)\r\nContent-Type: text/plain\r\n\r\n".utf8)
        body += try Self.file() + Data("\r\n--\(Self.boundary)--\r\n".utf8)
        try body.write(to: URL(fileURLWithPath: path))
    }

    /// Begins as a text, of which no picture is made while others are measured, and goes on like nothing that could be
    /// packed.
    private static func file() throws -> Data {
        let begin = Data(String(repeating: "Relevé du compteur, page suivante.\n", count: 600).utf8)
        let rest = try FileHandle(forReadingAtPath: "/dev/urandom")?.read(upToCount: size - begin.count)
        guard let rest, begin.count + rest.count == size else { throw BenchProblem("no file could be made up") }
        return begin + rest
    }

    func send(to job: SampleJob, of portal: ServedPortal, by transport: Transport) async throws {
        var request = TransferRequest(
            "POST", portal.url + job.path + "/messages",
            headers: [("Content-Type", "multipart/form-data; boundary=\(Self.boundary)")], body: .file(path: path))
        request.timeout = .minutes(5)
        let response = try await transport.perform(request)
        guard response.status == 303 else { throw BenchProblem("an upload got \(response.status)") }
    }
}
