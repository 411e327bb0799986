import Domain
import HTTPTypes
import Hummingbird
import Intake
import Rendering
import Store
import Workflow

/// GET and POST `/enter/MANAGER`, of the demo alone: into a desk by a button, as if a sign-in mail had been opened.
struct EnterDemo {
    let portal: Portal

    @Sendable func show(_ request: Request, _ context: SiteContext) async throws -> Response {
        let desk = Desk(portal, request, context)
        guard let (manager, organization) = try await found(context) else {
            return desk.error(.notFound, status: .notFound, nil)
        }
        let page = SignInPage(
            language: request.language(preferred: manager.language, fallback: .en),
            step: .confirm(action: DeskPath.enter(manager.id), organization: organization.name),
            brand: Brand(organization.brand))
        return desk.html(portal.renderer.page(page))
    }

    @Sendable func enter(_ request: Request, _ context: SiteContext) async throws -> Response {
        let desk = Desk(portal, request, context)
        guard request.isSameOrigin(portal.configuration) else { return desk.error(.crossSite, status: .forbidden, nil) }
        guard let (manager, _) = try await found(context) else {
            return desk.error(.notFound, status: .notFound, nil)
        }
        let (link, session) = (Digest.hex(of: SecretToken.random().text), SecretToken.random())
        _ = try await portal.workflow.perform(PrepareSignIn(hash: link, manager: manager.id))
        let cookie = DeskSession(configuration: portal.configuration)
        _ = try await portal.workflow.perform(
            SignInByLink(
                linkHash: link, sessionHash: Digest.hex(of: session.text), replacing: cookie.hash(request)))
        var response = Reply.seeOther(DeskPath.home)
        cookie.open(session, on: &response)
        return response
    }

    private func found(_ context: SiteContext) async throws -> (Manager, Organization)? {
        let id = context.parameters.get("manager").flatMap { ManagerID($0) }
        return try await portal.store.read { reader in
            guard let id, let manager = try reader.manager(id),
                let organization = try reader.organization(manager.organization)
            else { return nil }
            return (manager, organization)
        }
    }
}
