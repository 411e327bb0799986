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
            let byID = try named.flatMap { ManagerID($0) }.flatMap { try reader.manager($0) }
            let organization = call.organization.id
            let manager =
                try byID?.organization == organization
                ? byID : named.flatMap { try reader.manager(email: $0, of: organization) }
            if named != nil, manager == nil { object.report("manager", "choice.unknown") }
            return TakeTicket(ticket.id, manager: manager?.id ?? ManagerID(0), origin: call.origin)
        }
    }
}
