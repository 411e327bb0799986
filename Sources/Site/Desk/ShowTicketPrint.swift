import Domain
import Hummingbird
import Intake
import Rendering
import Store

/// GET `/desk/tickets/NUMBER/print`: the ticket on paper, with the contractor's link as a QR code (E22).
struct ShowTicketPrint {
    let portal: Portal

    @Sendable func handle(_ request: Request, _ context: SiteContext) async throws -> Response {
        let number = try context.parameters.require("number")
        return try await Desk(portal, request, context).page { reader, caller in
            guard let id = try reader.ticketID(number: number, of: caller.organization.id),
                let page = try TicketReading(reader: reader, caller: caller, portal: portal).page(id)
            else { return nil as DeskPrintPage? }
            return DeskPrintPage(
                frame: page.frame, ticket: page.ticket, link: try link(to: page.ticket, reader, caller))
        }
    }

    /// Whoever has the code may act for the contractor: a viewer does not get it (D10).
    private func link(to ticket: DeskTicket, _ reader: Reader, _ caller: DeskCaller) throws -> String? {
        guard caller.mayAct, let order = ticket.ticket.activeOrder else { return nil }
        for contact in ticket.contractor?.contacts ?? [] where contact.role == .office {
            guard let link = try reader.link(order: order.id, contact: contact.id), link.isLive(at: caller.now) else {
                continue
            }
            return "\(portal.configuration.publicURL)/t/\(try portal.links.mint(link.id))"
        }
        return nil
    }
}
