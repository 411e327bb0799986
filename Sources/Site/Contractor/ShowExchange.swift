import Domain
import HTTPTypes
import Hummingbird
import Rendering
import Store

/// GET `/t/TOKEN`: shows, and changes nothing whoever opens it and how often (P1 to P4).
struct ShowExchange {
    let portal: Portal

    @Sendable func handle(_ request: Request, _ context: SiteContext) async throws -> Response {
        let done = request.uri.queryParameters["done"].map { String($0) }
        return try await respond(to: request, context, done: done) { _ in }
    }

    /// The page as it is now, with `change` made to it: problems and what was typed, after a form that was refused.
    func respond(
        to request: Request, _ context: SiteContext, status: HTTPResponse.Status = .ok, done: String? = nil,
        change: @Sendable (inout ExchangePage) -> Void
    ) async throws -> Response {
        let reply = LinkReply(portal: portal)
        guard let link = reply.link(context) else { return reply.unknown(request, context) }
        // What is shown after a refusal was opened by a button already.
        let (now, isAct) = (portal.now, status != .ok)
        switch try await portal.store.read({
            try Exchange.open(link, done: done, isAct: isAct, at: now, in: $0)
        }) {
        case .unknown:
            // Or the link of somebody who decides on a quote (T32), who has a page of his own.
            return try await ShowApproval(portal: portal).handle(request, context)
        case .idle(let idle): return reply.idle(idle, at: try LinkPath(context), for: request)
        case .expired(let organization, let language, let isAsked):
            return reply.expired(
                organization, isAsked: isAsked, at: try LinkPath(context), preferred: language, for: request)
        case .revoked(let organization, let language, let why):
            return reply.page(
                why.page, status: .gone, for: request, letterhead: Letterhead(organization), preferred: language)
        case .exchange(let exchange):
            var page = model(exchange, path: try LinkPath(context), for: request).page()
            change(&page)
            let isGone = exchange.isGone && status == .ok
            var response = reply.html(portal.renderer.page(page), status: isGone ? .gone : status, to: request)
            if page.offersPlace, let policy = HTTPField.Name("Permissions-Policy") {
                response.headers[policy] = SecurityHeaders.permissions(geolocation: true)
            }
            return response
        }
    }

    func model(_ exchange: Exchange, path: LinkPath, for request: Request) -> ExchangeModel {
        let language = request.language(
            preferred: exchange.contact.language, fallback: exchange.organization.language)
        return ExchangeModel(
            exchange: exchange, path: path, language: language, now: portal.now,
            limits: portal.configuration.uploads, words: portal.renderer.words(language))
    }
}
