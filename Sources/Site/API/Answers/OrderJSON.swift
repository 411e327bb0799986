import Domain
import Store

/// One contractor asked. An appointment is what the clock at the site shows, with the zone of that clock beside it.
struct OrderJSON: Encodable, Sendable {
    let id: String
    let status: Order.Status
    @OrNull var contractor: NamedJSON?
    @OrNull var technician: NamedJSON?
    @OrNull var appointment: String?
    let timeZone: String
    /// The office moved the visit and the contractor has not said yes to it yet (T21).
    let awaitsConfirmation: Bool
    let dateChanges: Int
    /// The limit for this contractor: the offer's, the approved quote's, or what the office raised it to.
    @OrNull var notToExceed: Money?
    /// The higher limit that the contractor asked for and the office has not decided on yet (E10).
    @OrNull var askedLimit: Money?
    @OrNull var quote: QuoteJSON?
    @OrNull var invoice: InvoiceJSON?
    let offeredAt: String
    @OrNull var answerBy: String?
    @OrNull var answeredAt: String?

    init(_ order: Order, of ticket: Ticket, in reader: Reader) throws {
        id = order.id.description
        status = order.status
        contractor = try reader.contractor(order.contractor).map {
            NamedJSON(id: $0.id.description, externalId: $0.externalID, name: $0.name)
        }
        technician = try order.technician.flatMap { try reader.contact($0) }.map {
            NamedJSON(id: $0.id.description, name: $0.name)
        }
        appointment = order.appointment?.local.description
        self.timeZone = order.appointment?.timeZone ?? ticket.timeZone
        awaitsConfirmation = order.awaitsConfirmation
        dateChanges = order.dateChanges
        notToExceed = order.notToExceed
        quote = try order.quote.map { try QuoteJSON($0, in: reader) }
        // Only an order that owed one can have had one: most need no look at their history.
        if ticket.tasks.contains(where: { $0.kind == .invoice && $0.order == order.id }) {
            let changes = try reader.billing(of: order.id, ticket: ticket.id)
            invoice = InvoiceJSON(changes)
            askedLimit = changes.askedLimit
        }
        offeredAt = order.offeredAt.rfc3339
        answerBy = order.answerBy?.rfc3339
        answeredAt = order.answeredAt?.rfc3339
    }
}
