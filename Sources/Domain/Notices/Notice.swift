/// A message to be sent to one person by one way, as it is enqueued in a verb's transaction: kind and arguments, no
/// text and no token; both are made when it is sent (design.md, Courier).
package struct Notice: Hashable, Sendable, Codable {
    package enum Recipient: Hashable, Sendable, Codable {
        case contact(ContactID)
        case manager(ManagerID)
        case person(PersonID)
    }

    package enum Status: String, Hashable, Sendable, Codable, CaseIterable {
        /// Waiting to be sent, or to be tried again.
        case queued
        /// Handed to the gateway, which took it. What became of it only a receipt says (P36).
        case sent
        case delivered
        case failed
        /// No longer true when its turn came, such as a reminder of an answered offer.
        case cancelled
    }

    package let id: NoticeID
    package let organization: OrganizationID
    package let ticket: TicketID?
    package let order: OrderID?
    package let kind: Kind
    package let recipient: Recipient
    package let way: Contact.Way
    package let language: Language
    /// Emergencies go first and at any hour; the rest waits for the end of quiet hours where `kind` says so.
    package let isUrgent: Bool
    /// Not to be sent before.
    package let due: Instant
    /// What the text needs beyond what the ticket says at the moment of sending; for a message, its event.
    package let event: EventID?

    package init(
        id: NoticeID, organization: OrganizationID, ticket: TicketID?, order: OrderID?, kind: Kind,
        recipient: Recipient, way: Contact.Way, language: Language, isUrgent: Bool, due: Instant,
        event: EventID? = nil
    ) {
        self.id = id
        self.organization = organization
        self.ticket = ticket
        self.order = order
        self.kind = kind
        self.recipient = recipient
        self.way = way
        self.language = language
        self.isUrgent = isUrgent
        self.due = due
        self.event = event
    }
}
