import Domain
import Hummingbird
import Store

/// GET `/t/TOKEN/live?since=VERSION`: tells an open page when its ticket changed, without saying what; at once when
/// that happened between the page and this request.
struct FollowExchange {
    let portal: Portal

    @Sendable func handle(_ request: Request, _ context: SiteContext) async throws -> Response {
        let reply = LinkReply(portal: portal)
        guard let id = reply.link(context) else { return reply.unknown(request, context) }
        let now = portal.now
        guard let link = try await portal.store.read({ try $0.link(id) }), link.isLive(at: now) else {
            return reply.unknown(request, context)
        }
        let changes = portal.store.changes(of: link.ticket)
        let ticket = try await portal.store.read { try $0.ticket(link.ticket) }
        let shown = request.uri.queryParameters["since"].flatMap { Int($0) }
        let missed = ticket.flatMap { ticket in
            ticket.version > shown ?? ticket.version
                ? TicketChange(organization: ticket.organization, ticket: ticket.id, version: ticket.version) : nil
        }
        return LiveStream.response(changes, missed: missed, event: "changed") { String($0.version) }
    }
}
