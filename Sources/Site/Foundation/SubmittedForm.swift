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
    /// Of those, what takes one file: a new one takes the place of what was there.
    static let singleFields = ownFields

    let field: String
    let file: ReceivedFile
    /// Where it was sent ahead of the form, or kept from an earlier try.
    var stagedID: String?

    /// The field that a problem of a file is told at. Other programs name their parts as they like.
    static func told(_ field: String) -> String { ownFields.contains(field) ? field : "files" }
}

/// A form as it arrived, urlencoded or multipart, with the files that came along already on disk.
struct SubmittedForm: Sendable {
    var fields: FormFields
    var uploads: [UploadedFile] = []
    /// What was wrong with the body and its files; the fields' own problems are the handler's to find.
    var problems: [Problem] = []
    /// Bytes that came in, of a form with files.
    var received = 0
    /// Ids of those `uploads` that were sent ahead of the form.
    var staged: [String] { uploads.compactMap(\.stagedID) }

    /// How a page that shows these problems is answered.
    var refusalStatus: HTTPResponse.Status {
        if isTooLarge { return .contentTooLarge }
        let isTooMuch = problems.contains { $0.key == RequestLimits.formProblem.key }
        return isTooMuch ? .tooManyRequests : .unprocessableContent
    }

    var files: [ReceivedFile] { uploads.map(\.file) }

    func files(in field: String) -> [ReceivedFile] { uploads.filter { $0.field == field }.map(\.file) }

    /// Made when the form was made; see `SubmissionKey`.
    var submission: String? { id(in: "submission") }

    /// What a page or its script made up to name something by.
    func id(in field: String) -> String? { fields[field].flatMap { Self.isID($0) ? $0 : nil } }

    /// It goes into an address (`?done=`), so nothing that has a meaning there.
    static func isID(_ text: String) -> Bool {
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
        // Of a file that was sent ahead the contents count: it may be sent again under another id. Where the phone is
        // (E8) is never twice the same.
        let uncounted = ["submission", Self.stagedField, "place"]
        let typed = fields.list.filter { !uncounted.contains($0.name) }.map { "\($0.name)=\($0.value)" }
        return Digest.hex(of: (typed + files.map(\.sha256)).joined(separator: "\u{1F}"))
    }

    func key(_ scope: String) -> SubmissionKey? {
        submission.map { SubmissionKey(scope: scope, id: $0, fingerprint: fingerprint, staged: staged) }
    }

    // MARK: Files that were sent ahead

    /// Each says `FIELD:ID`.
    private static let stagedField = "staged"

    /// Puts the files that this link sent ahead beside those that came with the form. What was used already is taken
    /// again: the same form sent twice is the same form (P18).
    mutating func takeStaged(of link: LinkID, in portal: Portal) async throws {
        let limit = portal.configuration.uploads.files
        var named: [(field: String, id: String)] = []
        for value in fields.all(Self.stagedField) {
            guard let colon = value.firstIndex(of: ":") else { continue }
            let (field, id) = (String(value[..<colon]), String(value[value.index(after: colon)...]))
            if !named.contains(where: { $0.id == id }) { named.append((field, id)) }
        }
        guard !named.isEmpty else { return }
        let ids = named.map(\.id)
        let found = try await portal.store.read { reader in try ids.map { try reader.stagedFile($0, of: link) } }
        let chosenNow = Set(uploads.map(\.field)).intersection(UploadedFile.singleFields)
        for (field, file) in zip(named.map(\.field), found) where !chosenNow.contains(field) {
            // A backup brings the row back without the file.
            guard let file, portal.files.size(file.sha256) != nil else {
                complain("file.gone", at: field)
                continue
            }
            guard files(in: field).count < limit else {
                complain("file.tooMany", at: field, ["maximum": String(limit)])
                continue
            }
            let received = ReceivedFile(sha256: file.sha256, name: file.name, type: file.type, size: file.size)
            uploads.append(UploadedFile(field: field, file: received, stagedID: file.id))
        }
    }

    mutating func complain(_ key: String, at field: String, _ arguments: [String: String] = [:]) {
        let problem = Problem(field: UploadedFile.told(field), key: key, arguments: arguments)
        if !problems.contains(problem) { problems.append(problem) }
    }
}

extension SubmittedForm {
    /// Reads a request's body. A body that cannot be used comes back as a form with that problem: what had been typed
    /// is kept for the page that says so, and what had arrived whole.
    static func read(_ request: Request, in portal: Portal) async -> SubmittedForm {
        await read(request, in: portal, limits: portal.configuration.uploads)
    }

    static func read(_ request: Request, in portal: Portal, limits uploads: UploadLimits) async -> SubmittedForm {
        let type = request.headers[.contentType] ?? ""
        do {
            if type.lowercased().hasPrefix("multipart/form-data") {
                return try await multipart(request, type: type, in: portal, limits: uploads)
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

    private static func multipart(
        _ request: Request, type: String, in portal: Portal, limits: UploadLimits
    ) async throws -> SubmittedForm {
        let receiver = Receiving(try UploadReceiver(contentType: type, store: portal.files, limits: limits))
        do {
            for try await chunk in request.body {
                try await receiver.run { try $0.read(chunk) }
            }
            return try await receiver.run { receiver in
                try receiver.finish()
                return SubmittedForm(
                    fields: receiver.fields, uploads: receiver.files, problems: receiver.problems,
                    received: receiver.received)
            }
        } catch {
            return try await receiver.run { receiver in
                receiver.abandon()
                guard let problem = (error as? MultipartProblem)?.problem else {
                    // The line was cut: nobody will see the page that keeps what was typed.
                    var form = broken(Problem(field: "", key: "upload.interrupted"))
                    form.received = receiver.received
                    return form
                }
                // What had arrived whole need not be chosen again.
                return SubmittedForm(
                    fields: receiver.fields, uploads: receiver.files, problems: receiver.problems + [problem],
                    received: receiver.received)
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
