import Domain
import HTTPTypes
import Rendering

extension APIProblem {
    /// The one table from a refusal to HTTP: 409 is the life cycle, 422 the body, 404 also for what is somebody else's.
    init(_ refusal: Refusal, words: Words) {
        switch refusal {
        case .notFound: self.init(.notFound, "", "refusal.notFound")
        // A key may do all that the office may; what is not allowed to it is not allowed as things stand.
        case .notAllowed: self.init(.conflict, "", "refusal.notAllowed")
        case .notFromHere(let label):
            self.init(.conflict, "", "refusal.notFromHere", ["label": words.label(label)])
        case .notYet(let instant): self.init(.conflict, "", "refusal.notYet", ["when": instant.rfc3339])
        case .withdrawn, .alreadyAnswered, .undoTooLate, .linkExpired, .tasksOpen:
            self.init(.conflict, "", "refusal.tooLate")
        case .incomplete(let fields):
            self.init(
                .unprocessableContent, fields.map { Problem(field: $0.rawValue, key: "required.\($0.rawValue)") })
        case .invalid(let problems): self.init(.unprocessableContent, problems)
        case .unreachable: self.init(.unprocessableContent, "contractor", "refusal.unreachable")
        case .reasonMissing: self.init(.unprocessableContent, "reason", "reason.missing")
        case .appointmentMissing: self.init(.unprocessableContent, "appointment", "date.missing")
        case .submissionChanged: self.init(.unprocessableContent, "Idempotency-Key", "idempotencyKey.used")
        }
    }
}
