/// What the life cycle needs to know of a ticket, and nothing else; its title, texts and people are the store's.
package struct Ticket: Hashable, Sendable, Codable {
    package let id: TicketID
    package let organization: OrganizationID
    package let kind: TicketKind
    /// The site's zone (IANA), in which every appointment is meant (P28).
    package var timeZone: String
    package var priority: Priority
    package var phase: Phase
    /// Phase before a wait began, to which its end returns.
    package var phaseBeforeWait: Phase?
    package var owner: ManagerID?
    /// Work came back to the queue: unassigned, or taken from a contractor.
    package var isReturned: Bool
    package var orders: [Order]
    package var tasks: [TicketTask]
    package var attention: Attention?
    /// End of the feedback window of a resolved ticket.
    package var feedbackUntil: Instant?
    /// Grows by one with each event.
    package var version: Int

    package init(
        id: TicketID, organization: OrganizationID, kind: TicketKind, timeZone: String, priority: Priority
    ) {
        self.id = id
        self.organization = organization
        self.kind = kind
        self.timeZone = timeZone
        self.priority = priority
        phase = .draft
        isReturned = false
        orders = []
        tasks = []
        version = 0
    }

    /// The order whose contractor may act now, the latest if several were asked.
    package var activeOrder: Order? { orders.last { $0.isActive } }

    package func order(_ id: OrderID) -> Order? { orders.first { $0.id == id } }

    package var openTasks: [TicketTask] { tasks.filter { $0.status == .open } }

    package func openTask(_ kind: TicketTask.Kind, of order: OrderID? = nil) -> TicketTask? {
        openTasks.first { $0.kind == kind && (order == nil || $0.order == order) }
    }
}

/// Why a ticket stands in its owner's Inbox (or, without an owner, in everybody's). Attention is not a state.
package enum Attention: String, Hashable, Sendable, Codable, CaseIterable {
    case new, answered, refused, undone, lapsed, late, delayed, notReached, message, backFromWait, quote, report,
        invoice
    case handedOver, returned, dateChanged
    /// Whoever was named to decide on a quote has done so.
    case decided
}
