import Domain
import HTTPTypes
import Hummingbird
import Rendering

/// GET `/help`: how a contractor's page works, in every language (B34).
struct HelpRoutes {
    let portal: Portal

    func add(to router: Router<SiteContext>) {
        router.at(RouterPath(HelpPage.path), get: show, refuse: wrongMethod)
    }

    @Sendable private func wrongMethod(_ request: Request, _ context: SiteContext) async throws -> Response {
        LinkReply(portal: portal).page(.wrongMethod, status: .methodNotAllowed, for: request)
    }

    @Sendable private func show(_ request: Request, _ context: SiteContext) async throws -> Response {
        let page = HelpPage(language: request.language(preferred: nil, fallback: .en))
        return LinkReply(portal: portal).html(portal.renderer.page(page), status: .ok, to: request)
    }
}
