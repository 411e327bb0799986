import Domain
import Hummingbird
import Store

/// GET `/t/TOKEN/live?since=VERSION`: tells an open page when its ticket changed, without saying what; at once when
/// that happened between the page and this request.
struct FollowExchange {
    let portal: Portal
    /// From the making of a page to the stream that it opens.
    private static let longestWay = Span.seconds(20)

    @Sendable func handle(_ request: Request, _ context: SiteContext) async throws -> Response {
        let reply = LinkReply(portal: portal)
        guard let id = reply.link(context) else { return reply.unknown(request, context) }
        let now = portal.now
        guard let link = try await portal.store.read({ try $0.link(id) }), link.isLive(at: now) else {
            return reply.unknown(request, context)
        }
        let changes = portal.store.changes(of: link.ticket)
        // A picture that was made while the page was on its way leaves the version as it was.
        let (ticket, hasNewPicture) = try await portal.store.read { reader in
            (
                try reader.ticket(link.ticket),
                try reader.hasNewPicture(link.ticket, since: now - Self.longestWay)
            )
        }
        let shown = request.uri.queryParameters["since"].flatMap { Int($0) }
        let missed = ticket.flatMap { ticket in
            ticket.version > shown ?? ticket.version || (shown != nil && hasNewPicture)
                ? TicketChange(organization: ticket.organization, ticket: ticket.id, version: ticket.version) : nil
        }
        return LiveStream.response(changes, missed: missed, event: "changed") { String($0.version) }
    }
}
