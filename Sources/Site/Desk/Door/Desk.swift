import Domain
import HTTPTypes
import Hummingbird
import Rendering
import Store
import Workflow

/// The door of the desk: every handler goes through `page` to show something and through `act` to do something.
struct Desk {
    let portal: Portal
    let request: Request
    let context: SiteContext

    init(_ portal: Portal, _ request: Request, _ context: SiteContext) {
        self.portal = portal
        self.request = request
        self.context = context
    }

    /// Shows what `make` fills in one read; nil is a page that is not there.
    func page<Shown: Page>(
        status: HTTPResponse.Status = .ok, _ make: @escaping @Sendable (Reader, DeskCaller) throws -> Shown?
    ) async throws -> Response {
        try await respond { reader, caller in
            try make(reader, caller).map { .html(portal.renderer.page($0), status) } ?? .notFound
        }
    }

    /// As `page`, for what may also lead elsewhere.
    func respond(_ answer: @escaping @Sendable (Reader, DeskCaller) throws -> DeskAnswer) async throws -> Response {
        let look = look()
        let (caller, found) = try await portal.store.read { reader -> (DeskCaller?, DeskAnswer) in
            guard let caller = try look.caller(in: reader) else { return (nil, .signIn) }
            return (caller, try answer(reader, caller))
        }
        return response(found, caller)
    }

    /// Lets a manager act who may, from a page of ours; everybody else is told why not.
    func act(_ act: (DeskCaller) async throws -> Response) async throws -> Response {
        guard request.isSameOrigin(portal.configuration) else { return error(.crossSite, status: .forbidden, nil) }
        guard let caller = try await caller() else { return Reply.seeOther(DeskPath.signIn) }
        guard caller.mayAct else { return error(.forbidden, status: .forbidden, caller) }
        do {
            return try await act(caller)
        } catch Refusal.notFound {
            return error(.notFound, status: .notFound, caller)
        } catch Refusal.notAllowed {
            return error(.forbidden, status: .forbidden, caller)
        }
    }

    /// For an address that leads nowhere; nil for somebody who is not signed in.
    func lost() async throws -> Response? {
        try await caller().map { error(.notFound, status: .notFound, $0) }
    }

    func caller() async throws -> DeskCaller? {
        let look = look()
        return try await portal.store.read { try look.caller(in: $0) }
    }

    private func response(_ answer: DeskAnswer, _ caller: DeskCaller?) -> Response {
        switch answer {
        case .html(let page, let status): return html(page, status: status)
        case .opened(let text, let recent):
            var page = html(text)
            RecentTickets(configuration: portal.configuration).keep(recent, on: &page)
            return page
        case .elsewhere(let address): return Reply.seeOther(address)
        case .notFound: return error(.notFound, status: .notFound, caller)
        case .forbidden: return error(.forbidden, status: .forbidden, caller)
        case .signIn: return Reply.seeOther(DeskPath.signIn)
        }
    }

    func html(_ page: [UInt8], status: HTTPResponse.Status = .ok) -> Response {
        var response = Reply.html(page, status: status, to: request)
        response.headers[.contentSecurityPolicy] = portal.renderer.deskPolicy
        if let policy = HTTPField.Name("Referrer-Policy") { response.headers[policy] = "same-origin" }
        return response
    }

    func error(
        _ kind: DeskErrorPage.Kind, status: HTTPResponse.Status, _ caller: DeskCaller?, detail: String? = nil
    ) -> Response {
        var page = DeskErrorPage(
            language: caller?.language ?? visitorLanguage, kind: kind,
            brand: Brand(caller?.organization.brand ?? 0), organization: caller?.organization.name)
        page.detail = detail
        return html(portal.renderer.page(page), status: status)
    }

    /// The language of somebody who is not signed in.
    var visitorLanguage: Language {
        request.language(preferred: nil, fallback: .en)
    }

    private func look() -> DeskLook {
        let session = DeskSession(configuration: portal.configuration)
        return DeskLook(
            hash: session.hash(request), query: DeskQuery(request), now: portal.now,
            isDemo: portal.configuration.isDemo,
            recent: RecentTickets(configuration: portal.configuration).read(request))
    }
}

/// What a look at the desk ends in.
enum DeskAnswer: Sendable {
    case html([UInt8], HTTPResponse.Status)
    /// A ticket that a person opened; the browser keeps these as its latest (C12).
    case opened([UInt8], recent: [TicketID])
    case elsewhere(String)
    case notFound, forbidden, signIn
}

/// What a request says about its sender, to be looked up in a read.
struct DeskLook: Sendable {
    let hash: String?
    let query: DeskQuery
    let now: Instant
    let isDemo: Bool
    let recent: [TicketID]

    func caller(in reader: Reader) throws -> DeskCaller? {
        guard let hash, let manager = try reader.manager(session: hash, at: now),
            let organization = try reader.organization(manager.organization)
        else { return nil }
        return DeskCaller(
            manager: manager, organization: organization, language: manager.language, now: now, query: query,
            isDemo: isDemo, recent: recent)
    }
}
