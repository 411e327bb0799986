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
    let dateChanges: Int
    let offeredAt: String
    @OrNull var answerBy: String?
    @OrNull var answeredAt: String?

    init(_ order: Order, timeZone: String, in reader: Reader) throws {
        id = order.id.description
        status = order.status
        contractor = try reader.contractor(order.contractor).map {
            NamedJSON(id: $0.id.description, externalId: $0.externalID, name: $0.name)
        }
        technician = try order.technician.flatMap { try reader.contact($0) }.map {
            NamedJSON(id: $0.id.description, name: $0.name)
        }
        appointment = order.appointment?.local.description
        self.timeZone = order.appointment?.timeZone ?? timeZone
        dateChanges = order.dateChanges
        offeredAt = order.offeredAt.rfc3339
        answerBy = order.answerBy?.rfc3339
        answeredAt = order.answeredAt?.rfc3339
    }
}
