import Domain
import HTTPTypes
import Hummingbird
import Intake
import NIOCore
import NIOPosix
import Store
import Workflow

/// A form as it arrived, urlencoded or multipart, with the files that came along already on disk.
struct SubmittedForm: Sendable {
    var fields: FormFields
    var files: [ReceivedFile] = []
    /// What was wrong with the body and its files; the fields' own problems are the handler's to find.
    var problems: [Problem] = []

    /// Made when the form was made; see `SubmissionKey`.
    var submission: String? { fields["submission"].flatMap { $0.isEmpty || $0.count > 64 ? nil : $0 } }

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
    /// Reads a request's body. A body that cannot be used comes back as a form with that problem, never as half a form.
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
            return broken(problem.problem)
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
                return SubmittedForm(fields: receiver.fields, files: receiver.files, problems: receiver.problems)
            }
        } catch {
            try? await receiver.run { $0.abandon() }
            throw error
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
