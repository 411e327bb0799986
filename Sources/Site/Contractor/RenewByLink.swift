import Domain
import HTTPTypes
import Hummingbird
import Rendering
import Store
import Workflow

/// POST `/t/TOKEN/renewal`: a new link, to the number or address on file and nowhere else (E2). Whatever comes of it,
/// the answer is the same, so that whoever holds an old link learns nothing.
struct RenewByLink {
    let portal: Portal

    @Sendable func handle(_ request: Request, _ context: SiteContext) async throws -> Response {
        let reply = LinkReply(portal: portal)
        guard let link = try await reply.known(context) else { return reply.unknown(request, context) }
        if let wait = portal.limits.wait(.renewals, context.peer(request), at: portal.now) {
            return reply.tooMany(wait, for: request)
        }
        let form = await SubmittedForm.read(request, in: portal, limits: .noFiles)
        guard let key = form.key(Exchange.scope(link)) else {
            return try await ShowExchange(portal: portal).handle(request, context)
        }
        do {
            _ = try await portal.workflow.perform(RenewLink(link: link), once: key)
        } catch is Refusal {
            // The same form with other contents: it was asked for, and that is all that is said.
        }
        return try ExchangeForm(portal: portal, request: request, context: context).confirm(form)
    }
}

/// POST `/t/TOKEN/opening`: a link that was idle for long shows its job again (P37).
struct ReopenIdleLink {
    let portal: Portal

    @Sendable func handle(_ request: Request, _ context: SiteContext) async throws -> Response {
        let reply = LinkReply(portal: portal)
        guard let link = try await reply.known(context) else { return reply.unknown(request, context) }
        do {
            _ = try await portal.workflow.perform(OpenAgain(link: link))
        } catch is Refusal {
            // Expired or taken away meanwhile: its page says so.
        }
        let language = request.askedLanguage.map { "?lang=\($0.rawValue)" } ?? ""
        return Reply.seeOther(try LinkPath(context).page + language)
    }
}
