import Domain
import HTTPTypes
import Hummingbird
import Intake
import NIOCore
import NIOPosix
import Store
import Workflow

/// `/t/TOKEN/uploads/KEY?size=BYTES&name=NAME`: one file ahead of its form, in as many requests as the network needs
/// (P23), after the draft "Resumable Uploads for HTTP". GET tells `{offset}`, how much has arrived, or the answer of
/// `StageExchangeFile` where all has. PATCH adds to it from `Upload-Offset` on: 201 with that answer when it is whole.
struct ReceiveExchangeFile {
    let portal: Portal
    private static let offsetField = HTTPField.Name("Upload-Offset")

    private var staging: StageExchangeFile { StageExchangeFile(portal: portal) }

    /// What the address says.
    private struct Upload: Sendable {
        let link: LinkID
        let key: String
        let size: Int64
        let name: String

        init?(_ link: LinkID, _ request: Request, _ context: SiteContext) {
            let query = request.uri.queryParameters
            guard let key = context.parameters.get("key"), SubmittedForm.isID(key),
                let size = query["size"].flatMap({ Int64($0) }), size >= 0
            else { return nil }
            (self.link, self.key, self.size) = (link, key, size)
            name = query["name"].map(String.init) ?? ""
        }
    }

    private struct Progress: Encodable { let offset: Int64 }

    @Sendable func tell(_ request: Request, _ context: SiteContext) async throws -> Response {
        let reply = LinkReply(portal: portal)
        guard let link = reply.link(context) else { return reply.unknown(request, context) }
        if let refusal = try await staging.refusal(link, request, context) { return refusal }
        guard let upload = Upload(link, request, context) else { return try unclear(request) }
        if let file = try await portal.store.read({ try $0.stagedFile(key: upload.key, of: link) }) {
            return try staging.arrived(file, status: .ok, request)
        }
        let progress = Progress(offset: partial(upload).size ?? 0)
        return Reply.json(try APIAnswer.bytes(progress), status: .ok, to: request)
    }

    @Sendable func append(_ request: Request, _ context: SiteContext) async throws -> Response {
        let reply = LinkReply(portal: portal)
        guard let link = reply.link(context) else { return reply.unknown(request, context) }
        if let refusal = try await staging.refusal(link, request, context) { return refusal }
        let charge: BytesCharge
        switch portal.chargeBytes(request, context, of: link) {
        case .tooMuch(let wait): return try staging.refuseBytes(request, for: wait)
        case .charged(let charged): charge = charged
        }
        var received = 0
        defer { portal.settle(charge, received: received) }
        guard let upload = Upload(link, request, context),
            let offset = Self.offsetField.flatMap({ request.headers[$0] }).flatMap({ Int64($0) }), offset >= 0
        else { return try unclear(request) }
        let limit = portal.configuration.uploads.file
        guard upload.size <= limit else {
            let told = ["name": upload.name, "maximum": "\(limit / 1024 / 1024) MB"]
            let problem = Problem(field: "files", key: "file.tooLarge", arguments: told)
            return try staging.refuse([problem], .contentTooLarge, request)
        }
        let partial = partial(upload)
        guard partial.size != nil || portal.files.partials(of: link) < StageFile.mostWaiting else {
            return try staging.refuse([StageFile.tooManyWait], .unprocessableContent, request)
        }
        try partial.create()
        // A gap would never be filled: the page asks how far it is and goes on from there.
        let known = partial.size ?? 0
        guard offset <= known else { return progress(.conflict, known) }
        return try await receive(request, upload, partial, from: offset, &received)
    }

    private func receive(
        _ request: Request, _ upload: Upload, _ partial: PartialFile, from offset: Int64, _ received: inout Int
    ) async throws -> Response {
        var position = offset
        do {
            for try await chunk in request.body {
                let (start, bytes) = (position, chunk)
                position += Int64(chunk.readableBytes)
                received += chunk.readableBytes
                guard position <= upload.size else { return try unclear(request) }
                try await Self.blocking { try partial.write(bytes.readableBytesView, at: start) }
            }
        } catch {
            // The line was cut, or the disk is full: what arrived stays, and the page tries again.
            return progress(.requestTimeout, partial.size ?? 0)
        }
        guard position == upload.size else { return progress(.noContent, position) }
        let file: ReceivedFile
        do {
            file = try await Self.blocking {
                let type = try FileType.recognize(
                    try partial.head(FileType.headLength), field: "files", name: upload.name)
                let stored = try partial.finish()
                return ReceivedFile(
                    sha256: stored.sha256, name: safeFilename(upload.name, type: type), type: type.mediaType,
                    size: stored.size)
            }
        } catch let problem as Problem {
            partial.remove()
            return try staging.refuse([problem], .unprocessableContent, request)
        }
        let answer = try await staging.stage(file, link: upload.link, key: upload.key, request)
        partial.remove()
        return answer
    }

    private func partial(_ upload: Upload) -> PartialFile {
        portal.files.partial(of: upload.link, key: upload.key, size: upload.size)
    }

    private func progress(_ status: HTTPResponse.Status, _ offset: Int64) -> Response {
        var headers: HTTPFields = [.cacheControl: "no-store"]
        if let field = Self.offsetField { headers[field] = String(offset) }
        return Response(status: status, headers: headers)
    }

    private func unclear(_ request: Request) throws -> Response {
        try staging.refuse([Problem(field: "", key: "form.broken")], .unprocessableContent, request)
    }

    /// On the threads that may wait for the disk.
    private static func blocking<T: Sendable>(_ step: @escaping @Sendable () throws -> T) async throws -> T {
        try await NIOThreadPool.singleton.runIfActive(step)
    }
}
