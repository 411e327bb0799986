import Domain
import Hummingbird
import Intake
import Rendering
import Store

/// GET `/desk/outbox`: every message and its fate, `?show=failed` only those that did not arrive (E4).
struct ShowOutbox {
    let portal: Portal
    private static let pageSize = 50

    @Sendable func handle(_ request: Request, _ context: SiteContext) async throws -> Response {
        try await Desk(portal, request, context).page { reader, caller in
            let onlyFailed = caller.query["show"] == "failed"
            let (organization, limit) = (caller.organization.id, Self.pageSize)
            let after = caller.query["after"].flatMap { NoticeID($0) }
            let found =
                onlyFailed
                ? try reader.failedDeliveries(of: organization, after: after, limit: limit)
                : try reader.outbox(of: organization, after: after, limit: limit)
            var known: [TicketID: TicketDetails] = [:]
            var others: [TicketID: [Delivery]] = [:]
            let lines = try found.map { delivery in
                let ticket = delivery.notice.ticket
                if let ticket, known[ticket] == nil { known[ticket] = try reader.details(ticket) }
                if let ticket, delivery.status == .failed, others[ticket] == nil {
                    others[ticket] = try reader.deliveries(of: ticket)
                }
                let details = ticket.flatMap { known[$0] }
                return DeskOutboxPage.Line(
                    DeskDelivery(delivery, among: ticket.flatMap { others[$0] } ?? []), ticketNumber: details?.number,
                    ticketTitle: details?.title)
            }
            return DeskOutboxPage(
                frame: try caller.frame(in: reader, section: .outbox), onlyFailed: onlyFailed, lines: lines,
                next: found.count == limit ? found.last?.notice.id.description : nil,
                submission: String(SecretToken.random().text.prefix(20)))
        }
    }
}
