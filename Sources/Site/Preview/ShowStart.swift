import Domain
import HTTPTypes
import Hummingbird
import Rendering
import Store

/// GET `/`: what the demo is and where to click.
struct ShowStart {
    let portal: Portal

    @Sendable func handle(_ request: Request, _ context: SiteContext) async throws -> Response {
        let desk = Desk(portal, request, context)
        let desks = try await portal.store.read { reader in
            try reader.organizations().compactMap { organization -> StartPage.Desk? in
                guard let manager = try reader.managers(of: organization.id).first(where: \.role.mayDispatch) else {
                    return nil
                }
                return StartPage.Desk(
                    manager: manager.name, id: manager.id, organization: organization.name,
                    language: manager.language, brand: Brand(organization.brand))
            }
        }
        return desk.html(portal.renderer.page(StartPage(language: desk.visitorLanguage, desks: desks)))
    }
}
