import Domain
import Hummingbird
import Intake
import Workflow

/// POST `/tickets/NUMBER/report-decision`: `{accepted, note?}` about the work that was said to be finished: accepted, the
/// ticket is resolved (T40); else the note says why not, and the contractor is asked again (T27).
struct PostReportDecision {
    let call: APICall

    func answer() async throws -> Response {
        try await call.act { object, ticket, _ in
            let accepted = object.flag("accepted", isRequired: true)
            let note = object.text(
                "note", maximum: FieldLength.reason, lines: .many, isRequired: accepted == false)
            guard accepted == true else { return SendBack(ticket.id, note: note ?? "", origin: call.origin) }
            guard ticket.label == .toCheck else { throw Refusal.notFromHere(ticket.label) }
            return ResolveTicket(ticket.id, method: .communicated, note: note, origin: call.origin)
        }
    }
}
