import Domain
import HTTPTypes
import Hummingbird
import Rendering

/// Everything below a contractor's link, or below that of somebody who decides on a quote. The link is the only credential: nothing is ambient, so forms need no origin
/// check, and browsers send `Origin: null` from such pages (design decision 0002).
struct ContractorRoutes {
    let portal: Portal

    func add(to router: Router<SiteContext>) {
        router.at("/t/:token", get: ShowExchange(portal: portal).handle, refuse: wrongMethod)
        router.at("/t/:token/live", get: FollowExchange(portal: portal).handle, refuse: wrongMethod)
        for part in FilePart.allCases {
            router.at(
                "/t/:token/files/:file\(part.path)", get: FetchExchangeFile(portal: portal, part: part).handle,
                refuse: wrongMethod)
        }
        router.at(
            "/t/:token/files", get: toPage, post: StageExchangeFile(portal: portal).handle, refuse: wrongMethod)
        let receive = ReceiveExchangeFile(portal: portal)
        router.at("/t/:token/uploads/:key", get: receive.tell, patch: receive.append, refuse: wrongMethod)
        router.at(
            "/t/:token/files/:file/removal", get: toPage, post: RemoveStagedExchangeFile(portal: portal).handle,
            refuse: wrongMethod)
        router.at("/t/:token/answer", get: toPage, post: AnswerOffer(portal: portal).handle, refuse: wrongMethod)
        router.at("/t/:token/undo", get: toPage, post: UndoOwnAnswer(portal: portal).handle, refuse: wrongMethod)
        for (address, reading) in steps {
            let send = SendStep(reading, portal: portal)
            router.at("/t/:token/\(address)", get: toPage, post: send.handle, refuse: wrongMethod)
        }
        let renew = RenewByLink(portal: portal)
        router.at("/t/:token/renewal", get: toPage, post: renew.handle, refuse: wrongMethod)
        let reopen = ReopenIdleLink(portal: portal)
        router.at("/t/:token/opening", get: toPage, post: reopen.handle, refuse: wrongMethod)
        let decide = SendApproval(portal: portal)
        router.at("/t/:token/decision", get: toPage, post: decide.handle, refuse: wrongMethod)
        router.at("/t/:token/messages", get: toPage, post: SendMessage(portal: portal).handle, refuse: wrongMethod)
    }

    private var steps: [(String, any ExchangeStep)] {
        [
            (ExchangePage.StepForm.Step.schedule.address, ChangeVisit()),
            (ExchangePage.StepForm.Step.arrival.address, TellPresence()),
            (ExchangePage.StepForm.Step.quote.address, GiveQuote()),
            (ExchangePage.StepForm.Step.completion.address, ReportWork()),
            (ExchangePage.StepForm.Step.invoice.address, BillWork()),
            (ExchangePage.StepForm.Step.limit.address, AskHigherLimit()),
            (ExchangePage.StepForm.Step.technician.address, PassJobOn()),
            (ExchangePage.StepForm.Step.register.address, RegisterOnSite()),
            (ExchangePage.StepForm.Step.wrongNumber.address, DisownNumber()),
        ]
    }

    /// A reload of a 422 page, or a language switch on it, asks for the form's address: the page itself answers.
    @Sendable private func toPage(_ request: Request, _ context: SiteContext) async throws -> Response {
        let reply = LinkReply(portal: portal)
        guard try await reply.known(context) != nil else { return reply.unknown(request, context) }
        let language = request.askedLanguage.map { "?lang=\($0.rawValue)" } ?? ""
        return Reply.seeOther(try LinkPath(context).page + language)
    }

    @Sendable private func wrongMethod(_ request: Request, _ context: SiteContext) async throws -> Response {
        LinkReply(portal: portal).page(.wrongMethod, status: .methodNotAllowed, for: request)
    }
}

/// The addresses below one link.
struct LinkPath {
    private let token: String

    /// Of a request with a genuine token. What a phone glued to it is not carried into the page's addresses (P31).
    init(_ context: SiteContext) throws { token = String(try context.parameters.require("token").prefix(32)) }

    var page: String { "/t/\(token)" }
    func file(_ id: some CustomStringConvertible, _ part: FilePart = .original) -> String {
        "\(page)/files/\(id)\(part.path)"
    }
    func step(_ step: ExchangePage.StepForm.Step) -> String { "\(page)/\(step.address)" }
    var renewal: String { "\(page)/renewal" }
    var opening: String { "\(page)/opening" }
}
