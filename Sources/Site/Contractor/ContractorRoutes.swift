import HTTPTypes
import Hummingbird
import Rendering

/// Everything below a contractor's link. The link is the only credential: nothing is ambient, so forms need no origin
/// check, and browsers send `Origin: null` from such pages (design decision 0002).
struct ContractorRoutes {
    let portal: Portal

    func add(to router: Router<SiteContext>) {
        router.at("/t/:token", get: ShowExchange(portal: portal).handle, refuse: wrongMethod)
        router.at("/t/:token/live", get: FollowExchange(portal: portal).handle, refuse: wrongMethod)
        router.at("/t/:token/files/:file", get: FetchExchangeFile(portal: portal).handle, refuse: wrongMethod)
        router.at("/t/:token/answer", get: toPage, post: AnswerOffer(portal: portal).handle, refuse: wrongMethod)
        router.at("/t/:token/undo", get: toPage, post: UndoOwnAnswer(portal: portal).handle, refuse: wrongMethod)
        router.at("/t/:token/messages", get: toPage, post: SendMessage(portal: portal).handle, refuse: wrongMethod)
    }

    /// A reload of a 422 page, or a language switch on it, asks for the form's address: the page itself answers.
    @Sendable private func toPage(_ request: Request, _ context: SiteContext) async throws -> Response {
        let token = try context.parameters.require("token")
        let language = request.uri.queryParameters["lang"].map { "?lang=\($0)" } ?? ""
        return Reply.seeOther(LinkPath(token: token).page + language)
    }

    @Sendable private func wrongMethod(_ request: Request, _ context: SiteContext) async throws -> Response {
        LinkReply(portal: portal).page(.wrongMethod, status: .methodNotAllowed, for: request)
    }
}

/// The addresses below one link.
struct LinkPath {
    let token: String

    var page: String { "/t/\(token)" }
    func file(_ id: some CustomStringConvertible) -> String { "\(page)/files/\(id)" }
}
