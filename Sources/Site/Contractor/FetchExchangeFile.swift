import Domain
import Hummingbird
import Store
import Workflow

/// GET `/t/TOKEN/files/ID`: a file of the job while it is this contractor's, or of his own thread (rule i).
struct FetchExchangeFile {
    let portal: Portal

    @Sendable func handle(_ request: Request, _ context: SiteContext) async throws -> Response {
        let reply = LinkReply(portal: portal)
        guard let id = reply.link(context), let file = context.parameters.get("file").flatMap({ AttachmentID($0) })
        else { return reply.unknown(request, context) }
        let now = portal.now
        let found: Attachment? = try await portal.store.read { reader in
            guard case .exchange(let exchange) = try Exchange.open(id, at: now, in: reader),
                let record = try reader.attachment(file), exchange.mayFetch(record)
            else { return nil }
            return record.attachment
        }
        guard let found else { return reply.unknown(request, context) }
        return FileDownload.response(found, in: portal)
    }
}
