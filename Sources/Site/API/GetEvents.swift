import Domain
import Hummingbird
import Store

/// GET `/tickets/NUMBER/events?limit=&after=`: everything that happened, oldest first.
struct GetEvents {
    let call: APICall
    private static let limits = PageLimits(usual: 200, largest: 500)

    func answer() async throws -> Response {
        let query = APIQuery(call.request)
        let limit = query.limit(Self.limits)
        let after = query.after(Int.self)
        try query.check()
        let page = try await call.portal.store.read { reader in
            let found = try reader.timeline(try call.ticket(in: reader), after: after ?? 0, limit: limit + 1)
            let shown = found.prefix(limit)
            let next = found.count > limit ? shown.last.map { String($0.event.version) } : nil
            return Page(events: shown.map(EventJSON.init), next: next)
        }
        return try APIAnswer.response(page, to: call.request)
    }

    private struct Page: Encodable {
        let events: [EventJSON]
        let next: String?
    }
}
