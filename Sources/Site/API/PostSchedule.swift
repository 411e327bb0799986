import Domain
import Hummingbird
import Intake
import Workflow

/// POST `/tickets/NUMBER/schedule`: `{appointment, note?}` moves the visit; the contractor is asked to confirm it (T21,
/// B23). The appointment is by the clock at the site.
struct PostSchedule {
    let call: APICall

    func answer() async throws -> Response {
        let now = call.portal.now
        return try await call.act { object, ticket, _ in
            let appointment = object.appointment(
                "appointment", timeZone: ticket.timeZone, now: now, isRequired: true)
            let note = object.text("note", maximum: FieldLength.reason, lines: .many)
            // What cannot be read is refused before the verb is performed.
            let local = appointment?.local ?? Appointment(now, in: ticket.timeZone).local
            return MoveVisit(ticket.id, local: local, note: note, origin: call.origin)
        }
    }
}
