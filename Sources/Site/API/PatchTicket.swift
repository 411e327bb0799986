import Domain
import Hummingbird
import Store
import Workflow

/// PATCH `/tickets/NUMBER`: what the body names is changed, `null` empties what may be empty, the rest stays (C1, C14).
struct PatchTicket {
    let call: APICall

    func answer() async throws -> Response {
        let (organization, now) = (call.organization, call.portal.now)
        return try await call.act { object, ticket, reader in
            guard let details = try reader.details(ticket.id) else { throw Refusal.notFound }
            let changes = TicketChanges(
                object: object, organization: organization, reader: reader, now: now,
                isDraft: ticket.phase == .draft)
            return ChangedTicket(
                edit: EditTicket(ticket.id, form: try changes.form(from: details, ticket), origin: call.origin))
        }
    }
}

/// An edit whose outcome is the ticket alone, like that of every other act.
struct ChangedTicket: Verb {
    let edit: EditTicket

    func perform(in transaction: Transaction) throws -> TicketID { try edit.perform(in: transaction).id }
}
