import Domain
import Hummingbird
import Store
import Workflow

extension APICall {
    /// Reads what the body asks for, with the ticket as it stood when it came. What is wrong with a field is left with
    /// the object.
    typealias Reading = @Sendable (JSONObject, Ticket, Reader) throws -> any Verb<TicketID>

    /// An act on the ticket that the address names; answered by the ticket as it stands then. `hasBody`: false where
    /// the address says it all, and a body may be left out.
    func act(hasBody: Bool = true, _ read: @escaping Reading) async throws -> Response {
        let id = try await portal.store.read { try ticket(in: $0) }
        let body = try await APIBody.read(request, isOptional: !hasBody)
        do {
            _ = try await perform(digest: body.digest) { reader in
                guard let ticket = try reader.ticket(id) else { throw Refusal.notFound }
                let object = JSONObject(body.members)
                let verb = try read(object, ticket, reader)
                try object.check()
                return TicketAct(verb: verb)
            }
        } catch let refusal as Refusal where refusal == .notFound || refusal == .notAllowed {
            // The ticket is there and is the caller's: what the life cycle misses on it, or does not allow, is a
            // conflict with where it stands.
            throw try await notFromHere(id)
        } catch Refusal.tasksOpen(let tasks) {
            throw try await stillOpen(tasks, of: id)
        }
        return try await answer(id)
    }

    /// The open tasks by their kinds, as the ticket's `tasks` names them (D16).
    private func stillOpen(_ tasks: [TaskID], of id: TicketID) async throws -> APIProblem {
        let all = try await portal.store.read { try $0.ticket(id)?.tasks } ?? []
        let kinds = all.filter { tasks.contains($0.id) }.map(\.kind.name)
        return APIProblem(.conflict, "", "refusal.tasksOpen", ["tasks": kinds.joined(separator: ", ")])
    }

    private func notFromHere(_ id: TicketID) async throws -> Refusal {
        try await portal.store.read { try $0.ticket(id) }.map { .notFromHere($0.label) } ?? .notFound
    }
}

/// One of several verbs, as a body chooses.
private struct TicketAct: Verb {
    let verb: any Verb<TicketID>

    func perform(in transaction: Transaction) throws -> TicketID { try verb.perform(in: transaction) }
}
