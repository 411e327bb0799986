import Domain
import Hummingbird
import Store

/// GET `/tickets/NUMBER`
struct GetTicket {
    let call: APICall

    func answer() async throws -> Response {
        let ticket = try await call.portal.store.read { reader in
            try TicketJSON.read(try call.ticket(in: reader), in: reader)
        }
        return try APIAnswer.response(ticket, to: call.request)
    }
}
