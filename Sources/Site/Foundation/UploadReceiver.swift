import Domain
import Intake
import NIOCore
import Store
import Workflow

/// Takes one multipart body as it comes in: fields are kept, files go to disk while they are hashed, types are found in
/// the content. What was stored of a body that fails is swept later; nothing refers to it.
final class UploadReceiver {
    private(set) var fields = FormFields()
    private(set) var files: [UploadedFile] = []
    private(set) var problems: [Problem] = []
    /// Bytes of the body so far.
    private(set) var received = 0
    private var reader: MultipartReader
    private let store: FileStore
    private let limits: UploadLimits
    private var part: Part?

    /// The part that is coming in.
    private enum Part {
        case field(name: String, bytes: [UInt8])
        case file(IncomingFile)
        /// An input without a chosen file, or one file too many.
        case skipped
    }

    private struct IncomingFile {
        let field: String
        let name: String?
        let writer: FileWriter
        var head: [UInt8] = []
        var isTooLarge = false

        var told: String { UploadedFile.told(field) }
    }

    init(contentType: String, store: FileStore, limits: UploadLimits) throws(MultipartProblem) {
        reader = try MultipartReader(
            contentType: contentType,
            limits: .init(body: (limits.files + 1) * limits.file, file: limits.file))
        self.store = store
        self.limits = limits
    }

    func read(_ chunk: ByteBuffer) throws {
        received += chunk.readableBytes
        try chunk.withUnsafeReadableBytes { bytes in
            try reader.read(bytes) { meet($0) }
        }
    }

    func finish() throws { try reader.finish() }

    /// Gives up what is half received.
    func abandon() {
        if case .file(let file) = part { file.writer.abandon() }
        part = nil
    }

    private func meet(_ event: MultipartReader.Event) {
        switch event {
        case .partBegan(let header): part = begin(header)
        case .data(let bytes): take(bytes)
        case .partTooLarge: tooLarge()
        case .partEnded: end()
        case .finished: break
        }
    }

    private func begin(_ header: MultipartPart) -> Part {
        guard let filename = header.filename else { return .field(name: header.name, bytes: []) }
        if filename.isEmpty || !limits.keepsFiles { return .skipped }
        guard files.count < limits.files else {
            if !problems.contains(where: { $0.key == "file.tooMany" }) {
                problems.append(
                    Problem(field: "files", key: "file.tooMany", arguments: ["maximum": String(limits.files)]))
            }
            return .skipped
        }
        guard let writer = try? store.create() else {
            interrupted(UploadedFile.told(header.name))
            return .skipped
        }
        return .file(IncomingFile(field: header.name, name: filename, writer: writer))
    }

    /// A file that cannot be written is chosen again; what was typed behind it is read all the same.
    private func interrupted(_ field: String) {
        let problem = Problem(field: field, key: "upload.interrupted")
        if !problems.contains(problem) { problems.append(problem) }
    }

    private func take(_ bytes: UnsafeRawBufferPointer) {
        switch part {
        case .field(let name, var kept):
            part = nil  // so that the array is changed in place
            kept.append(contentsOf: bytes)
            part = .field(name: name, bytes: kept)
        case .file(var file):
            let missing = FileType.headLength - file.head.count
            if missing > 0 { file.head.append(contentsOf: bytes.prefix(missing)) }
            do {
                try file.writer.write(bytes)
                part = .file(file)
            } catch {
                file.writer.abandon()
                interrupted(file.told)
                part = .skipped
            }
        case .skipped, nil: break
        }
    }

    private func tooLarge() {
        switch part {
        case .file(var file):
            file.isTooLarge = true
            part = .file(file)
        case .field(let name, _):
            problems.append(Problem(field: name, key: "text.tooLong", arguments: ["maximum": "65536"]))
        case .skipped, nil: break
        }
    }

    private func end() {
        defer { part = nil }
        switch part {
        case .field(let name, let bytes):
            do {
                try fields.append(name: name, bytes: bytes)
            } catch {
                problems.append(error)
            }
        case .file(let file): end(file)
        case .skipped, nil: break
        }
    }

    private func end(_ file: IncomingFile) {
        let name = file.name ?? ""
        if file.isTooLarge {
            file.writer.abandon()
            let megabytes = "\(limits.file / 1024 / 1024) MB"
            problems.append(
                Problem(field: file.told, key: "file.tooLarge", arguments: ["name": name, "maximum": megabytes]))
            return
        }
        do throws(Problem) {
            let type = try FileType.recognize(file.head, field: file.told, name: name)
            do {
                let stored = try file.writer.finish()
                let received = ReceivedFile(
                    sha256: stored.sha256, name: safeFilename(file.name, type: type), type: type.mediaType,
                    size: stored.size)
                files.append(UploadedFile(field: file.field, file: received))
            } catch {
                return interrupted(file.told)
            }
        } catch {
            file.writer.abandon()
            problems.append(error)
        }
    }
}
