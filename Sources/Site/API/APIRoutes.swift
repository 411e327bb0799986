import Domain
import HTTPTypes
import Hummingbird
import Rendering

/// What other programs may do: `docs/api.md`.
struct APIRoutes {
    let portal: Portal
    private static let root = "/api/v1/tickets"

    func add(to router: Router<SiteContext>) {
        add(
            Self.root, get: { try await GetTickets(call: $0).answer() },
            post: { try await PostTicket(call: $0).answer() })
        add("\(Self.root)/:number", get: { try await GetTicket(call: $0).answer() })
        add("\(Self.root)/:number/events", get: { try await GetEvents(call: $0).answer() })
        add("\(Self.root)/:number/submission", post: { try await PostSubmission(call: $0).answer() })
        add("\(Self.root)/:number/offer", post: { try await PostOffer(call: $0).answer() })
        add("\(Self.root)/:number/messages", post: { try await PostMessage(call: $0).answer() })
        add("\(Self.root)/:number/withdrawal", post: { try await PostWithdrawal(call: $0).answer() })

        func add(_ path: String, get: Act? = nil, post: Act? = nil) {
            router.at(
                RouterPath(path), get: get.map(handler), post: post.map(handler),
                refuse: handler { _ in throw APIProblem(.methodNotAllowed, "", "method.notAllowed") })
        }
    }

    static func address(of number: String) -> String { "\(root)/\(number)" }

    private typealias Act = @Sendable (APICall) async throws -> Response

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
