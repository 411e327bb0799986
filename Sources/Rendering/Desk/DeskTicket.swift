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
    /// Oldest first, as the store has it.
    package var events: [DeskEvent] = []
    /// Before which version older events are to be had; nil where there are none.
    package var older: Int?
    /// Whether these are not the newest.
    package var isPast = false
    /// The ticket on whose visit this one was registered, and what was registered on its own (D14).
    package var origin: DeskRelative?
    package var registered: [DeskRelative] = []
    /// Files of the ticket itself.
    package var files: [Attachment] = []

    package init(ticket: Ticket, details: TicketDetails) {
        self.ticket = ticket
        self.details = details
    }

    /// The order that the side column tells about.
    package var order: Order? { ticket.activeOrder ?? ticket.orders.last }
}

/// One event with the texts, files and messages that belong to it.
package struct DeskEvent: Hashable, Sendable {
    package var event: Event
    package var texts: [TextID: String]
    package var files: [Attachment]
    /// Empty for the clock.
    package var actorName: String
    package var actorCompany: String?
    package var deliveries: [DeskDelivery]

    package init(
        event: Event, texts: [TextID: String] = [:], files: [Attachment] = [], actorName: String,
        actorCompany: String? = nil, deliveries: [DeskDelivery] = []
    ) {
        self.event = event
        self.texts = texts
        self.files = files
        self.actorName = actorName
        self.actorCompany = actorCompany
        self.deliveries = deliveries
    }
}

/// What a manager may do with a ticket now; the handlers ask the life cycle.
package struct DeskActs: OptionSet, Hashable, Sendable {
    package let rawValue: Int
    package init(rawValue: Int) { self.rawValue = rawValue }

    package static let message = Self(rawValue: 1)
    package static let offer = Self(rawValue: 2)
    package static let withdrawOffer = Self(rawValue: 4)
    package static let withdrawJob = Self(rawValue: 8)
    package static let edit = Self(rawValue: 16)
    package static let submit = Self(rawValue: 32)
    package static let take = Self(rawValue: 64)
    /// The text of a message may go to the contractor, not only into the timeline.
    package static let writeToContractor = Self(rawValue: 128)

    /// What docs/lifecycle.md has from where the ticket stands; nothing for a viewer (D10).
    package init(_ ticket: Ticket, mayAct: Bool) {
        self = []
        guard mayAct else { return }
        func may(_ row: Transition.ID) -> Bool { Transition[row].isPossible(in: ticket) }
        if may(.t4) { insert(.submit) }
        if ticket.label == .draft || ticket.label.isOpen { insert(.edit) }
        if may(.t7), ticket.owner == nil { insert(.take) }
        if may(.t10) { insert(.offer) }
        if may(.t16) { insert(.withdrawOffer) }
        if may(.t17) { insert(.withdrawJob) }
        if may(.t53) { insert(.message) }
        if contains(.message), !ticket.orders.isEmpty { insert(.writeToContractor) }
    }
}
