import Domain
import HTTPTypes
import Hummingbird
import Intake
import Rendering
import Store

/// Answers below `/t/` that show no job, and the headers of those that do.
struct LinkReply {
    let portal: Portal
    /// The link id of a genuine token; nil for anything else, which never touches the database.
    func link(_ context: SiteContext) -> LinkID? {
        context.parameters.get("token").flatMap { portal.links.verify($0) }
    }

    /// The same, where the database knows that link as well: after an older backup was restored it does not know all that
    /// we signed, and those get the one quiet answer too (P16).
    func known(_ context: SiteContext) async throws -> LinkID? {
        guard let id = link(context) else { return nil }
        let isKnown = try await portal.store.read { reader -> Bool in
            if try reader.link(id) != nil { return true }
            return try reader.approverLink(id) != nil
        }
        return isKnown ? id : nil
    }

    /// One quiet answer for whatever is no link of ours: the same page for a forged, a truncated and an unknown one.
    func unknown(_ request: Request, _ context: SiteContext) -> Response {
        if let wait = portal.limits.wait(.linkGuesses, context.peer(request), at: portal.now) {
            return tooMany(wait, for: request)
        }
        return page(.unknown, status: .notFound, for: request)
    }

    /// 429, with when to try again (P16).
    func tooMany(_ wait: Span, for request: Request) -> Response {
        page(.tooMany, status: .tooManyRequests, for: request).retryAfter(wait)
    }

    func page(
        _ kind: LinkPage.Kind, status: HTTPResponse.Status, for request: Request, letterhead: Letterhead? = nil,
        preferred: Language? = nil, back: String? = nil
    ) -> Response {
        let language = request.language(preferred: preferred, fallback: .en)
        let model = LinkPage(
            // The switch leads to `?lang=`, relative to wherever the reader is: the page says nothing of its address.
            language: language, kind: kind, address: "", letterhead: letterhead, back: back)
        return html(portal.renderer.page(model), status: status, to: request)
    }

    /// With a button that sends a new one to the address on file (E2); once that was asked for, a page that says so.
    func expired(
        _ organization: Organization, isAsked: Bool, at path: LinkPath, preferred: Language, for request: Request
    ) -> Response {
        let renewal = LinkPage.Renewal(action: path.renewal, submission: SecretToken.random().text)
        return page(
            isAsked ? .renewed : .expired(renewal: renewal), status: isAsked ? .ok : .gone, for: request,
            letterhead: Letterhead(organization), preferred: preferred)
    }

    /// The number of the job and whose it is, and two buttons: show it, or "this is not for me" (P37).
    func idle(_ link: IdleLink, at path: LinkPath, for request: Request) -> Response {
        let opening = LinkPage.Renewal(action: path.opening, submission: SecretToken.random().text)
        let wrong = LinkPage.Renewal(
            action: path.step(.wrongNumber), submission: SecretToken.random().text)
        return page(
            .idle(number: link.number, opening: opening, wrongNumber: link.contact.hasNumber ? wrong : nil),
            status: .ok, for: request, letterhead: Letterhead(link.organization), preferred: link.contact.language)
    }

    func html(_ page: [UInt8], status: HTTPResponse.Status, to request: Request) -> Response {
        var response = Reply.html(page, status: status, to: request)
        response.headers[.contentSecurityPolicy] = portal.renderer.exchangePolicy
        return response
    }
}

extension Contact {
    /// Whether an SMS can bring it a link: then somebody else may have the number by now (P37).
    var hasNumber: Bool { phone != nil && wrongNumberSince == nil }
}
