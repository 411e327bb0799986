import Domain
import HTTPTypes
import Hummingbird
import Rendering
import Workflow

/// POST `/sign-out`, and the page that it leads to.
struct LeaveDesk {
    let portal: Portal

    @Sendable func handle(_ request: Request, _ context: SiteContext) async throws -> Response {
        guard request.isSameOrigin(portal.configuration) else {
            return Desk(portal, request, context).error(.crossSite, status: .forbidden, nil)
        }
        let session = DeskSession(configuration: portal.configuration)
        if let hash = session.hash(request) { _ = try await portal.workflow.perform(SignOut(sessionHash: hash)) }
        var response = Reply.seeOther(DeskPath.signedOut)
        session.close(on: &response)
        RecentTickets(configuration: portal.configuration).forget(on: &response)
        return response
    }

    @Sendable func show(_ request: Request, _ context: SiteContext) async throws -> Response {
        let desk = Desk(portal, request, context)
        let page = SignInPage(language: desk.visitorLanguage, step: .signedOut)
        return desk.html(portal.renderer.page(page))
    }
}
