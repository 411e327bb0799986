import Domain
import HTTPTypes
import Hummingbird
import Workflow

/// POST `/t/TOKEN/files/ID/removal`: takes a file back that was sent ahead of its form. 204, also for one that is not
/// there (any more).
struct RemoveStagedExchangeFile {
    let portal: Portal

    @Sendable func handle(_ request: Request, _ context: SiteContext) async throws -> Response {
        let reply = LinkReply(portal: portal)
        guard let link = try await reply.known(context), let id = context.parameters.get("file") else {
            return reply.unknown(request, context)
        }
        do {
            _ = try await portal.workflow.perform(RemoveStagedFile(id, link: link))
            return Response(status: .noContent, headers: [.cacheControl: "no-store"])
        } catch is Refusal {
            return reply.unknown(request, context)
        }
    }
}
