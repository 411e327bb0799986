import Domain
import HTTPTypes
import Hummingbird
import Intake
import NIOCore
import NIOPosix
import Store
import Workflow

/// A stored file with the field that it was chosen in.
struct UploadedFile: Sendable {
    /// Fields of files that are told apart; everything else is one heap, `files`.
    static let ownFields: Set<String> = ["invoiceFile", "signature"]

    let field: String
    let file: ReceivedFile
}

/// A form as it arrived, urlencoded or multipart, with the files that came along already on disk.
struct SubmittedForm: Sendable {
    var fields: FormFields
    var uploads: [UploadedFile] = []
    /// What was wrong with the body and its files; the fields' own problems are the handler's to find.
    var problems: [Problem] = []

    var files: [ReceivedFile] { uploads.map(\.file) }

    func files(in field: String) -> [ReceivedFile] { uploads.filter { $0.field == field }.map(\.file) }

    /// Made when the form was made; see `SubmissionKey`.
    var submission: String? { fields["submission"].flatMap { Self.isID($0) ? $0 : nil } }

    /// It goes into an address (`?done=`), so nothing that has a meaning there.
    private static func isID(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                    true
                default: false
                }
            }
    }

    /// More than is taken: 413 and not 422 (P21).
    var isTooLarge: Bool {
        problems.contains { ["upload.tooLarge", "file.tooLarge", "form.tooLarge"].contains($0.key) }
    }

    /// Digest of everything that was typed and chosen, so that a used id with other contents is noticed (P18).
    var fingerprint: String {
        let typed = fields.list.filter { $0.name != "submission" }.map { "\($0.name)=\($0.value)" }
        return Digest.hex(of: (typed + files.map(\.sha256)).joined(separator: "\u{1F}"))
    }

    func key(_ scope: String) -> SubmissionKey? {
        submission.map { SubmissionKey(scope: scope, id: $0, fingerprint: fingerprint) }
    }
}

extension SubmittedForm {
    /// Reads a request's body. A body that cannot be used comes back as a form with that problem: what had been typed
    /// is kept for the page that says so, but no file.
    static func read(_ request: Request, in portal: Portal) async -> SubmittedForm {
        let type = request.headers[.contentType] ?? ""
        do {
            if type.lowercased().hasPrefix("multipart/form-data") {
                return try await multipart(request, type: type, in: portal)
            }
            let limits = FormFields.Limits()
            let body = try await request.body.collect(upTo: limits.bytes)
            return SubmittedForm(fields: try FormFields(urlEncoded: Array(body.readableBytesView), limits: limits))
        } catch let problem as Problem {
            return broken(problem)
        } catch let problem as MultipartProblem {
            return broken(problem.problem)  // no boundary: nothing was read
        } catch let error as any HTTPResponseError where error.status == .contentTooLarge {
            return broken(Problem(field: "", key: "form.tooLarge", arguments: ["maximum": "256"]))
        } catch {
            return broken(Problem(field: "", key: "upload.interrupted"))
        }
    }

    private static func broken(_ problem: Problem) -> SubmittedForm {
        SubmittedForm(fields: FormFields(), problems: [problem])
    }

    private static func multipart(_ request: Request, type: String, in portal: Portal) async throws -> SubmittedForm {
        let receiver = Receiving(
            try UploadReceiver(contentType: type, store: portal.files, limits: portal.configuration.uploads))
        do {
            for try await chunk in request.body {
                try await receiver.run { try $0.read(chunk) }
            }
            return try await receiver.run { receiver in
                try receiver.finish()
                return SubmittedForm(fields: receiver.fields, uploads: receiver.files, problems: receiver.problems)
            }
        } catch {
            return try await receiver.run { receiver in
                receiver.abandon()
                guard let problem = error as? MultipartProblem else { throw error }
                return SubmittedForm(fields: receiver.fields, problems: receiver.problems + [problem.problem])
            }
        }
    }

    /// Carries a receiver to the pool of threads that may block on the disk.
    private final class Receiving: @unchecked Sendable {
        // @unchecked: one request owns it and awaits each step before the next.
        private let receiver: UploadReceiver
        init(_ receiver: UploadReceiver) { self.receiver = receiver }

        func run<T: Sendable>(_ step: @escaping @Sendable (UploadReceiver) throws -> T) async throws -> T {
            try await NIOThreadPool.singleton.runIfActive { try step(self.receiver) }
        }
    }
}
