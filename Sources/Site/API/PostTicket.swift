import Domain
import Hummingbird
import Intake
import Store
import Workflow

/// POST `/tickets`: a new ticket, submitted unless `draft`, and offered where `offerTo` says to whom (D11).
struct PostTicket {
    let call: APICall

    func answer() async throws -> Response {
        let body = try await APIBody.read(call.request)
        let now = call.portal.now
        let ticket = try await call.perform(digest: body.digest) { reader in
            try verb(JSONObject(body.members), now: now, reader)
        }
        return try await call.answer(ticket.id, status: ticket.isNew ? .created : .ok)
    }

    private func verb(_ object: JSONObject, now: Instant, _ reader: Reader) throws -> CreateTicket {
        if let known = try knownExternalID(object, reader) { return known }
        let body = TicketBody(object: object, organization: call.organization, reader: reader, now: now)
        let isDraft = body.isDraft
        let form = try body.form(isDraft: isDraft)
        var offer: OfferForm?
        if object.has("offerTo") {
            let contractors = ContractorFields(organization: call.organization, reader: reader)
            offer = try contractors.choice(object, "offerTo").map { OfferForm($0) }
        }
        try object.check()
        return CreateTicket(form, submits: !isDraft, offer: offer, origin: call.origin)
    }

    /// Whoever sends an external id again gets its ticket, even where the body would be refused by now, such as for a
    /// date that has passed: the verb looks for the external id first and needs no more of the form then.
    private func knownExternalID(_ object: JSONObject, _ reader: Reader) throws -> CreateTicket? {
        guard case .text(let text) = object.present("externalId"),
            let id = try? Text.clean(text, maximum: FieldLength.externalID, lines: .one),
            try reader.ticketID(externalID: id, of: call.organization.id) != nil
        else { return nil }
        var form = TicketForm(source: .api, kind: .order)
        form.externalID = id
        return CreateTicket(form, submits: true, origin: call.origin)
    }
}
