import Domain
import HTTPTypes
import Hummingbird
import Store

/// GET `/desk/live`: names each ticket of the organization that changed, and nothing more (A12, B19).
struct FollowDesk {
    let portal: Portal

    @Sendable func handle(_ request: Request, _ context: SiteContext) async throws -> Response {
        guard let caller = try await Desk(portal, request, context).caller() else {
            // 204 tells a browser to stop asking (WHATWG HTML, 9.2.3).
            return Response(status: .noContent)
        }
        return LiveStream.response(portal.store.changes(of: caller.organization.id)) { $0.ticket.description }
    }
}
