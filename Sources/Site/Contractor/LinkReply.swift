import Domain
import HTTPTypes
import Hummingbird
import Intake
import Rendering
import Store

/// Answers below `/t/` that show no job, and the headers of those that do.
struct LinkReply {
    let portal: Portal
    /// Forged links that one address may try in a minute (P16).
    private static let guessesPerMinute = 60

    /// The link id of a genuine token; nil for anything else, which never touches the database.
    func link(_ context: SiteContext) -> LinkID? {
        context.parameters.get("token").flatMap { portal.links.verify($0) }
    }

    /// One quiet answer for whatever is no link of ours: the same page for a forged, a truncated and an unknown one.
    func unknown(_ request: Request, _ context: SiteContext) -> Response {
        guard portal.guesses.allows("link:\(context.peer)", limit: Self.guessesPerMinute, at: portal.now) else {
            return page(.tooMany, status: .tooManyRequests, for: request)
        }
        return page(.unknown, status: .notFound, for: request)
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

    func html(_ text: String, status: HTTPResponse.Status, to request: Request) -> Response {
        var response = Reply.html(text, status: status, to: request)
        response.headers[.contentSecurityPolicy] = portal.renderer.exchangePolicy
        return response
    }
}
