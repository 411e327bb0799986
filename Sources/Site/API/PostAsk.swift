import Domain
import Hummingbird
import Intake
import Workflow

/// POST `/tickets/NUMBER/asks`: `{kind, text?, due?}`: the contractor is asked for something; what is asked for already
/// is only asked for again (T28, T30).
struct PostAsk {
    let call: APICall

    func answer() async throws -> Response {
        let now = call.portal.now
        return try await call.act { object, ticket, _ in
            let kind = object.choice("kind", of: Kind.self, isRequired: true)
            let text = object.text(
                "text", maximum: FieldLength.message, lines: .many, isRequired: kind == .message)
            let due = object.moment("due", after: now)
            return Ask(ticket.id, kind: (kind ?? .message).task, text: text, due: due, origin: call.origin)
        }
    }

    /// What may be asked for; an answer is asked for by an offer, and a decision is the office's own.
    private enum Kind: String, CaseIterable {
        case quote, presence, completion, invoice, message

        var task: TicketTask.Kind {
            switch self {
            case .quote: .quote
            case .presence: .presence
            case .completion: .completion
            case .invoice: .invoice
            case .message: .message
            }
        }
    }
}
