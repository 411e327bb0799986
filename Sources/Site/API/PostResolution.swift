import Domain
import Hummingbird
import Intake
import Workflow

/// POST `/tickets/NUMBER/resolution`: `{method, note?}`: the work is over; an invoice that never came is asked for (T40).
struct PostResolution {
    let call: APICall

    func answer() async throws -> Response {
        try await call.act { object, ticket, _ in
            let method = object.choice("method", of: Method.self, isRequired: true)
            let note = object.text("note", maximum: FieldLength.reason, lines: .many)
            return ResolveTicket(
                ticket.id, method: (method ?? .communicated).resolution, note: note, origin: call.origin)
        }
    }

    /// The methods that a person may choose (C30).
    private enum Method: String, CaseIterable {
        case communicated, noResponse, rejected

        var resolution: Resolution {
            switch self {
            case .communicated: .communicated
            case .noResponse: .noResponse
            case .rejected: .rejected
            }
        }
    }
}
