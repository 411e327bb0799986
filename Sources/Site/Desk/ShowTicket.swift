import Domain
import Hummingbird
import Rendering
import Store

/// GET `/desk/tickets/NUMBER`, and of the addresses below it that a reload of a refused form asks for.
struct ShowTicket {
    let portal: Portal

    @Sendable func handle(_ request: Request, _ context: SiteContext) async throws -> Response {
        let number = try context.parameters.require("number")
        let isOpening = RecentTickets.isOpening(request)
        return try await Desk(portal, request, context).respond { reader, caller in
            guard let ticket = try reader.ticketID(number: number, of: caller.organization.id) else { return .notFound }
            var caller = caller
            if isOpening { caller.recent = RecentTickets.opening(ticket, after: caller.recent) }
            guard let page = try TicketReading(reader: reader, caller: caller, portal: portal).page(ticket) else {
                return .notFound
            }
            let html = portal.renderer.page(page)
            return isOpening ? .opened(html, recent: caller.recent) : .html(html, .ok)
        }
    }
}
