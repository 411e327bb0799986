import Domain
import Hummingbird
import Store
import Workflow

/// POST `/tickets/NUMBER/ownership`: `{manager}`, an id or an address: takes the ticket out of the queue into that
/// manager's hands (T7, C13).
struct PostOwnership {
    let call: APICall
    private static let longestAddress = 254

    func answer() async throws -> Response {
        try await call.act { object, ticket, reader in
            let named = object.text("manager", maximum: Self.longestAddress, isRequired: true)
            let manager = try named.flatMap { try reader.manager(named: $0, of: call.organization.id) }
            if named != nil, manager == nil { object.report("manager", "choice.unknown") }
            return TakeTicket(ticket.id, manager: manager?.id ?? ManagerID(0), origin: call.origin)
        }
    }
}
