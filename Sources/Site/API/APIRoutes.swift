import Domain
import HTTPTypes
import Hummingbird
import Rendering

/// What other programs may do: `docs/api.md`, and `Web/openapi.json` for programs.
struct APIRoutes {
    let portal: Portal
    private static let root = "/api/v1"

    func add(to router: Router<SiteContext>) {
        router.at("/api/openapi.json", get: GetOpenAPI(portal: portal).handle)
        addTickets(to: router)

        let ticket = "tickets/:number"
        add("\(ticket)/submission", to: router, post: { try await PostSubmission(call: $0).answer() })
        add("\(ticket)/ownership", to: router, post: { try await PostOwnership(call: $0).answer() })
        add("\(ticket)/offer", to: router, post: { try await PostOffer(call: $0).answer() })
        add("\(ticket)/withdrawal", to: router, post: { try await PostWithdrawal(call: $0).answer() })
        add("\(ticket)/asks", to: router, post: { try await PostAsk(call: $0).answer() })
        add("\(ticket)/asks/:task/cancellation", to: router, post: { try await PostCancellation(call: $0).answer() })
        add("\(ticket)/schedule", to: router, post: { try await PostSchedule(call: $0).answer() })
        add("\(ticket)/quote-decision", to: router, post: { try await PostQuoteDecision(call: $0).answer() })
        add("\(ticket)/quote-approver", to: router, post: { try await PostQuoteApprover(call: $0).answer() })
        add(
            "\(ticket)/quote-approver/cancellation", to: router,
            post: { try await PostApproverCancellation(call: $0).answer() })
        add("\(ticket)/report-decision", to: router, post: { try await PostReportDecision(call: $0).answer() })
        add("\(ticket)/invoice-decision", to: router, post: { try await PostInvoiceDecision(call: $0).answer() })
        add("\(ticket)/limit", to: router, post: { try await PostLimit(call: $0).answer() })
        add("\(ticket)/resolution", to: router, post: { try await PostResolution(call: $0).answer() })

        addPeople(to: router)
    }

    private func addTickets(to router: Router<SiteContext>) {
        add(
            "tickets", to: router, get: { try await GetTickets(call: $0).answer() },
            post: { try await PostTicket(call: $0).answer() })
        add(
            "tickets/:number", to: router, get: { try await GetTicket(call: $0).answer() },
            patch: { try await PatchTicket(call: $0).answer() })
        add("tickets/:number/events", to: router, get: { try await GetEvents(call: $0).answer() })
        add("tickets/:number/files", to: router, post: { try await PostFiles(call: $0).answer() })
        add(
            "tickets/:number/messages", to: router, get: { try await GetMessages(call: $0).answer() },
            post: { try await PostMessage(call: $0).answer() })
        add("files/:file", to: router, get: { try await GetFile(call: $0).answer() })
        add("messages", to: router, get: { try await GetOutbox(call: $0).answer() })
        add("messages/:message/other-way", to: router, post: { try await PostOtherWay(call: $0).answer() })
    }

    private func addPeople(to router: Router<SiteContext>) {
        add("managers", to: router, get: { try await GetManagers(call: $0).answer() })
        add(
            "contractors", to: router, get: { try await GetContractors(call: $0).answer() },
            post: { try await PostContractor(call: $0).answer() })
        add(
            "contractors/:contractor", to: router, get: { try await GetContractor(call: $0).answer() },
            patch: { try await PatchContractor(call: $0).answer() })
    }

    static func address(of number: String) -> String { "\(root)/tickets/\(number)" }

    private typealias Act = @Sendable (APICall) async throws -> Response

    private func add(
        _ path: String, to router: Router<SiteContext>, get: Act? = nil, post: Act? = nil, patch: Act? = nil
    ) {
        router.at(
            RouterPath("\(Self.root)/\(path)"), get: get.map(handler), post: post.map(handler),
            patch: patch.map(handler),
            refuse: handler { _ in throw APIProblem(.methodNotAllowed, "", "method.notAllowed") })
    }

    /// Checks the key, and answers what went wrong in the caller's language.
    private func handler(_ act: @escaping Act) -> Handler {
        { [portal] request, context in
            do {
                return try await act(try await APICall.authenticated(request, context, in: portal))
            } catch {
                let words = portal.renderer.words(request.language(preferred: nil, fallback: .en))
                guard let problem = APIProblem(error, words: words) else { throw error }
                return try problem.response(words, to: request)
            }
        }
    }
}
