import Domain
import Hummingbird
import Store
import Workflow

/// GET `/t/TOKEN/files/ID`: a file of the job while it is this contractor's, or of his own thread (rule i); an approver has the
/// quote's files and no other (T32). A picture
/// that somebody else sent comes as its copy without metadata, at every address (P24).
struct FetchExchangeFile {
    let portal: Portal
    let part: FilePart

    @Sendable func handle(_ request: Request, _ context: SiteContext) async throws -> Response {
        let reply = LinkReply(portal: portal)
        guard let id = reply.link(context), let file = context.parameters.get("file").flatMap({ AttachmentID($0) })
        else { return reply.unknown(request, context) }
        let now = portal.now
        let found: StoredPart? = try await portal.store.read { reader in
            guard let record = try reader.attachment(file) else { return nil }
            guard case .exchange(let exchange) = try Exchange.open(id, at: now, in: reader) else {
                return try Approval.open(id, at: now, in: reader)?.part(part, of: record)
            }
            guard exchange.mayFetch(record) else { return nil }
            let change = try record.event.flatMap { try reader.event($0) }?.event
            // What a quote or an invoice came with is not for a technician (E1).
            if !exchange.isOffice, change?.change.isAboutPrices ?? false { return nil }
            let isOwn = change?.actor.contractor == exchange.contractor.id
            let isCopy = part == .original && record.attachment.isImage && !isOwn
            return record.attachment.part(isCopy ? .preview : part)
        }
        guard let found else { return reply.unknown(request, context) }
        return FileDownload.response(found, in: portal, context)
    }
}
