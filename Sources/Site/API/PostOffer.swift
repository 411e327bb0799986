import Domain
import Hummingbird
import Store
import Workflow

/// POST `/tickets/NUMBER/offer`: asks a contractor; one who was asked before is told that it is over (T10).
struct PostOffer {
    let call: APICall

    func answer() async throws -> Response {
        let body = try await APIBody.read(call.request)
        let now = call.portal.now
        let ticket = try await body.namingWays {
            try await call.perform(digest: body.digest) { reader in
                let id = try call.ticket(in: reader)
                let object = JSONObject(body.members)
                let contractor = try ContractorFields(organization: call.organization, reader: reader)
                    .choice(object, "contractor", idField: "contractorId")
                let ways = object.ways()
                let answerBy = object.moment("answerBy", after: now)
                try object.check()
                guard let contractor else { throw Refusal.unreachable }
                return OfferTicket(id, OfferForm(contractor, answerBy: answerBy, ways: ways), origin: call.origin)
            }
        }
        return try await call.answer(ticket.id)
    }
}
