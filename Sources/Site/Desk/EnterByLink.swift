import Domain
import HTTPTypes
import Hummingbird
import Intake
import Logging
import Rendering
import Store
import Workflow

/// GET and POST `/sign-in/TOKEN`: looking spends nothing, the button does (P1).
struct EnterByLink {
    let portal: Portal

    @Sendable func show(_ request: Request, _ context: SiteContext) async throws -> Response {
        let desk = Desk(portal, request, context)
        guard let token = SecretToken(context.parameters.get("token") ?? "") else { return expired(desk) }
        let (hash, now) = (Digest.hex(of: token.text), portal.now)
        let found = try await portal.store.read { reader -> (Manager, Organization)? in
            guard let link = try reader.signIn(hash: hash), link.usedAt == nil, link.expires > now,
                let manager = try reader.manager(link.manager),
                let organization = try reader.organization(manager.organization)
            else { return nil }
            return (manager, organization)
        }
        guard let (manager, organization) = found else { return expired(desk) }
        let page = SignInPage(
            language: request.language(preferred: manager.language, fallback: .en),
            step: .confirm(action: DeskPath.signIn(token.text), organization: organization.name),
            brand: Brand(organization.brand))
        return desk.html(portal.renderer.page(page))
    }

    @Sendable func enter(_ request: Request, _ context: SiteContext) async throws -> Response {
        let desk = Desk(portal, request, context)
        guard request.isSameOrigin(portal.configuration) else { return desk.error(.crossSite, status: .forbidden, nil) }
        guard let token = SecretToken(context.parameters.get("token") ?? "") else { return expired(desk) }
        let session = SecretToken.random()
        let cookie = DeskSession(configuration: portal.configuration)
        do {
            let manager = try await portal.workflow.perform(
                SignInByLink(
                    linkHash: Digest.hex(of: token.text), sessionHash: Digest.hex(of: session.text),
                    replacing: cookie.hash(request))
            ).outcome
            context.logger.notice("signed in", metadata: ["manager": "\(manager)"])
        } catch is Refusal {
            // A double tap: the first one has signed this browser in.
            if try await desk.caller() != nil { return Reply.seeOther(DeskPath.home) }
            return expired(desk)
        }
        var response = Reply.seeOther(DeskPath.home)
        cookie.open(session, on: &response)
        return response
    }

    /// Only what is no link of ours counts as a guess: nobody can keep a manager out by guessing (P16).
    private func expired(_ desk: Desk) -> Response {
        desk.context.logger.notice("a sign-in link was refused")
        if let wait = portal.limits.wait(.signInGuesses, desk.context.peer(desk.request), at: portal.now) {
            return desk.error(.tooMany, status: .tooManyRequests, nil).retryAfter(wait)
        }
        let page = SignInPage(language: desk.visitorLanguage, step: .expired)
        return desk.html(portal.renderer.page(page), status: .gone)
    }
}
