import Domain
import Hummingbird
import Store

/// GET `/desk/tickets/NUMBER`, and of the addresses below it that a reload of a refused form asks for.
struct ShowTicket {
    let portal: Portal

    @Sendable func handle(_ request: Request, _ context: SiteContext) async throws -> Response {
        let number = try context.parameters.require("number")
        return try await Desk(portal, request, context).page { reader, caller in
            try reader.ticketID(number: number, of: caller.organization.id).flatMap {
                try TicketReading(reader: reader, caller: caller, portal: portal).page($0)
            }
        }
    }
}
