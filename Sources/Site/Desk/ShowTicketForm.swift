import Domain
import Hummingbird
import Rendering
import Store

/// GET `/desk/tickets/new` and `/desk/tickets/NUMBER/edit`.
struct ShowTicketForm {
    let portal: Portal

    @Sendable func handleNew(_ request: Request, _ context: SiteContext) async throws -> Response {
        let desk = Desk(portal, request, context)
        return try await desk.respond { reader, caller in
            guard caller.mayAct else { return .forbidden }
            let page = try TicketFormPages(desk: desk).model(
                .new, TicketFormPages.new(), reader: reader, caller: caller)
            return .html(portal.renderer.page(page), .ok)
        }
    }

    @Sendable func handleEdit(_ request: Request, _ context: SiteContext) async throws -> Response {
        let desk = Desk(portal, request, context)
        let number = try context.parameters.require("number")
        return try await desk.respond { reader, caller in
            guard caller.mayAct else { return .forbidden }
            guard let id = try reader.ticketID(number: number, of: caller.organization.id),
                let ticket = try reader.ticket(id), let details = try reader.details(id)
            else { return .notFound }
            guard DeskActs(ticket, mayAct: true, at: caller.now).contains(.edit) else {
                return .elsewhere(DeskPath.ticket(number))
            }
            let state = TicketFormPages.filled(details, ticket, portal.renderer.words(caller.language))
            let page = try TicketFormPages(desk: desk).model(
                ticket.phase == .draft ? .draft(number: number) : .edit(number: number), state, reader: reader,
                caller: caller)
            return .html(portal.renderer.page(page), .ok)
        }
    }
}
