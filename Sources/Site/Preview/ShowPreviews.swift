import Domain
import HTTPTypes
import Hummingbird
import Rendering

/// GET `/preview` and below: every page, mail and SMS as it looks, with sample data (E20). Of the demo alone.
struct ShowPreviews {
    let portal: Portal

    @Sendable func list(_ request: Request, _ context: SiteContext) async throws -> Response {
        let language = request.language(preferred: nil, fallback: .en)
        let catalog = PreviewCatalog(portal.renderer)
        let page = PreviewPage(
            language: language, samples: catalog.samples(in: language), messages: catalog.messages(in: language))
        return Desk(portal, request, context).html(portal.renderer.page(page))
    }

    @Sendable func page(_ request: Request, _ context: SiteContext) async throws -> Response {
        let desk = Desk(portal, request, context)
        guard let kind = context.parameters.get("kind"), let index = context.parameters.get("index", as: Int.self),
            let page = PreviewCatalog(portal.renderer).page(kind, language(request), index)
        else { return desk.error(.notFound, status: .notFound, nil) }
        let html = withPicture(page.html)
        return page.isInline ? LinkReply(portal: portal).html(html, status: .ok, to: request) : desk.html(html)
    }

    /// The files of the samples are nowhere: a drawing stands in for all of them.
    private func withPicture(_ html: String) -> [UInt8] {
        let picture = portal.renderer.asset("sample.svg")
        let drawn = html.replacing(/(src|href)="\/(?:t\/[0-9A-Za-z]+|desk)\/files\/[^"]*"/) { "\($0.1)=\"\(picture)\"" }
        return Array(drawn.utf8)
    }

    @Sendable func mail(_ request: Request, _ context: SiteContext) async throws -> Response {
        guard let kind = context.parameters.get("kind").flatMap(Notice.Kind.init(rawValue:)),
            let index = context.parameters.get("index", as: Int.self),
            let mail = PreviewCatalog(portal.renderer).mail(kind, language(request), index)
        else { return Desk(portal, request, context).error(.notFound, status: .notFound, nil) }
        var response = Reply.html(Array(mail.html.utf8), to: request)
        // A mail carries its style in itself, as mail programs want it.
        response.headers[.contentSecurityPolicy] = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
        return response
    }

    private func language(_ request: Request) -> Language { request.language(preferred: nil, fallback: .en) }
}
