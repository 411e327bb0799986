import Domain
import Hummingbird
import Workflow

/// POST `/tickets/NUMBER/limit`: `{amount, currency?}`: agrees to a higher limit for work that is done, so that its
/// invoice fits (E10).
struct PostLimit {
    let call: APICall

    func answer() async throws -> Response {
        let currency = call.organization.currency
        return try await call.act { object, ticket, _ in
            let amount = object.money(currency: currency)
            let agreed = ticket.activeOrder?.notToExceed?.currency
            if let amount, let agreed, amount.currency != agreed {
                object.report("currency", "money.currency", ["choices": agreed])
            }
            return RaiseLimit(ticket.id, amount: amount ?? Money(amount: 0, currency: currency), origin: call.origin)
        }
    }
}
