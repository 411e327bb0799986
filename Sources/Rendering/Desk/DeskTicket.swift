package import Domain

/// One ticket as its manager sees it, with all that belongs to it.
package struct DeskTicket: Hashable, Sendable {
    package var ticket: Ticket
    package var details: TicketDetails
    package var ownerName: String?
    /// Whether the reader owns it.
    package var isOwn = false
    /// The contractor whose order is shown: the active one, else the last one asked.
    package var contractor: Contractor?
    package var technicianName: String?
    /// Names of all contractors that were ever asked, by their orders.
    package var contractorNames: [OrderID: String] = [:]
    /// Names of the people who owe a task.
    package var managerNames: [ManagerID: String] = [:]
    /// Names of the contractors' people, technicians as well.
    package var contactNames: [ContactID: String] = [:]
    /// Names of those who were asked to decide on a quote.
    package var personNames: [PersonID: String] = [:]
    /// Who asked them.
    package var askerNames: [PersonID: String] = [:]
    /// From how many changes of the date on the manager is warned (AF3).
    package var dateChangesBeforeWarning = OrganizationRules().dateChangesBeforeWarning
    /// Oldest first, as the store has it.
    package var events: [DeskEvent] = []
    /// What was offered, sent and agreed, wherever in the history; nil where `events` hold all of it.
    package var dealings: [DeskEvent]?
    /// Before which version older events are to be had; nil where there are none.
    package var older: Int?
    /// Whether these are not the newest.
    package var isPast = false
    /// The ticket on whose visit this one was registered, and what was registered on its own (D14).
    package var origin: DeskRelative?
    package var registered: [DeskRelative] = []
    /// Files of the ticket itself.
    package var files: [Attachment] = []
    /// The organization wants to be told when and where photos were taken.
    package var showsPhotoPlace = false

    package init(ticket: Ticket, details: TicketDetails) {
        self.ticket = ticket
        self.details = details
    }

    /// What the panels and the notes beside amounts are about.
    var dealt: [DeskEvent] { dealings ?? events }

    /// The order that the side column tells about.
    package var order: Order? { ticket.activeOrder ?? ticket.orders.last }
}

/// One event with the texts, files and messages that belong to it.
package struct DeskEvent: Hashable, Sendable {
    package var event: Event
    package var texts: [TextID: String]
    package var files: [Attachment]
    package var position: Position?
    /// Empty for the clock.
    package var actorName: String
    package var actorCompany: String?
    package var deliveries: [DeskDelivery]

    package init(
        event: Event, texts: [TextID: String] = [:], files: [Attachment] = [], position: Position? = nil,
        actorName: String,
        actorCompany: String? = nil, deliveries: [DeskDelivery] = []
    ) {
        self.event = event
        self.texts = texts
        self.files = files
        self.position = position
        self.actorName = actorName
        self.actorCompany = actorCompany
        self.deliveries = deliveries
    }
}
