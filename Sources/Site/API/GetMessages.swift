import Domain
import Hummingbird
import Store

/// GET `/tickets/NUMBER/messages`: every SMS and mail about a ticket with its fate, oldest first (E4).
struct GetMessages {
    let call: APICall

    func answer() async throws -> Response {
        let messages = try await call.portal.store.read { reader in
            let id = try call.ticket(in: reader)
            let number = try reader.details(id)?.number
            return try reader.deliveries(of: id).map { MessageJSON($0, ticket: number) }
        }
        return try APIAnswer.response(MessagePage(messages: messages, next: nil), to: call.request)
    }
}

/// GET `/messages?status=&limit=&after=`: every SMS and mail of the organization, newest first; with `status=failed`
/// those that did not arrive (E4).
struct GetOutbox {
    let call: APICall
    private static let limits = PageLimits(usual: 50, largest: 200)
    private enum Shown: String, CaseIterable { case failed }

    func answer() async throws -> Response {
        let query = APIQuery(call.request)
        let shown = query.choice("status", of: Shown.self)
        let limit = query.limit(Self.limits)
        let after = query.after(id: Subject.Notice.self)
        try query.check()
        let page = try await call.portal.store.read { reader in
            let organization = call.organization.id
            let found =
                shown == nil
                ? try reader.outbox(of: organization, after: after, limit: limit + 1)
                : try reader.failedDeliveries(of: organization, after: after, limit: limit + 1)
            let messages = try found.prefix(limit).map { delivery in
                MessageJSON(delivery, ticket: try delivery.notice.ticket.flatMap { try reader.details($0)?.number })
            }
            return MessagePage(messages: messages, next: found.count > limit ? messages.last?.id : nil)
        }
        return try APIAnswer.response(page, to: call.request)
    }
}

private struct MessagePage: Encodable, Sendable {
    let messages: [MessageJSON]
    let next: String?
}
