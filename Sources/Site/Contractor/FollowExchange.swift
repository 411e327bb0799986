import Domain
import Hummingbird
import Store

/// GET `/t/TOKEN/live`: tells an open page when its ticket changed, without saying what.
struct FollowExchange {
    let portal: Portal

    @Sendable func handle(_ request: Request, _ context: SiteContext) async throws -> Response {
        let reply = LinkReply(portal: portal)
        guard let id = reply.link(context) else { return reply.unknown(request, context) }
        let now = portal.now
        guard let link = try await portal.store.read({ try $0.link(id) }), link.isLive(at: now) else {
            return reply.unknown(request, context)
        }
        return LiveStream.response(portal.store.changes(of: link.ticket), event: "changed") { String($0.version) }
    }
}
