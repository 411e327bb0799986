/// One thing that happened to a ticket. The case's name is the event's type in the store and the API; what it carries
/// are ids and facts, never texts or persons, so that those can be blanked (rule b).
package enum Change: Hashable, Sendable, Codable {
    // Birth and the owner's work
    case created(draft: Bool, by: ManagerID?)
    case submitted(description: TextID?)
    case edited(fields: [String])
    case taken(by: ManagerID)
    case unassigned(reason: TextID?)
    case handedOver(to: ManagerID)

    // Offer and answer
    case offered(Order, task: TicketTask)
    case reminded(OrderID)
    case lapsed(OrderID)
    case accepted(OrderID, by: ContactID?, appointment: Appointment?, comment: TextID?, tasks: [TicketTask])
    case declined(OrderID, by: ContactID?, reasonKey: String?, reason: TextID?)
    case answerUndone(OrderID, task: TicketTask)
    case notUnderstood(OrderID, text: TextID)
    case offerWithdrawn(OrderID, reason: TextID?)
    case jobWithdrawn(OrderID, reason: TextID?)
    case givenBack(OrderID, reason: TextID?)
    case passedOn(OrderID, to: ContactID)
    case takenBack(OrderID, from: ContactID)

    // The visit
    /// `attachments` is nil in events from before files came along.
    case dateChanged(OrderID, to: Appointment, note: TextID?, told: ManagerID?, attachments: [AttachmentID]?)
    case visitMoved(OrderID, to: Appointment, note: TextID?)
    case presenceAsked(OrderID)
    case late(OrderID)
    case arrived(OrderID)
    case delayed(OrderID, until: Appointment)
    case leftIncomplete(OrderID, VisitOutcome, next: Appointment?, note: TextID?)
    case completed(OrderID, report: TextID?, attachments: [AttachmentID], invoiceTask: TicketTask?)
    case sentBack(OrderID, note: TextID?, task: TicketTask)
    /// The occupant signed for the work (E9).
    case signed(OrderID, by: TextID?, attachments: [AttachmentID])
    /// Whoever is on site let his phone say where it is (E8); where, is kept apart, so that it can be erased.
    case placeShared(OrderID, PositionID)

    // What is asked for
    case asked(TicketTask, text: TextID?)
    case askedAgain(TaskID, text: TextID?)
    case askCancelled(TaskID)
    /// The clock reminds of what the contractor owes.
    case taskReminded(TaskID, order: OrderID?)

    // Quotes
    case quoteWanted(OrderID, appointment: Appointment?, task: TicketTask?)
    case quoted(OrderID, Quote, note: TextID?, attachments: [AttachmentID], task: TicketTask)
    /// `limit` is what is agreed to pay from now on; events from before it was kept lack it.
    case quoteApproved(OrderID, QuoteID, tasks: [TicketTask], limit: Money?)
    case quoteRefused(OrderID, QuoteID, reason: TextID?)
    case quoteExpired(OrderID, QuoteID)
    /// Somebody outside is asked to decide on it, instead of whoever was asked before; and is not asked any more.
    case approverAsked(OrderID, QuoteID, PersonID, note: TextID?)
    case approverDismissed(OrderID, QuoteID, PersonID)
    /// A higher limit than was agreed, asked for once the work is done (E10), and set by the office.
    case limitAsked(OrderID, Money, note: TextID?)
    case limitRaised(OrderID, Money)

    // Waiting
    case waitBegan(Wait, question: TextID?)
    case waitEnded(Attention?)

    // The end
    case resolved(Resolution, note: TextID?, feedbackUntil: Instant?, invoiceTask: TicketTask?)
    case invoiced(OrderID, Invoice, attachments: [AttachmentID], task: TicketTask?)
    case invoiceAccepted(OrderID)
    case invoiceWaived(OrderID)
    case invoiceRejected(OrderID, reason: TextID?, task: TicketTask)
    case reopened(reason: TextID?)
    case closed(Resolution)
    case closingHeldBack(openTasks: [TaskID])
    case followedUp(by: TicketID)

    // At any time
    case messageWritten(TextID?, attachments: [AttachmentID], order: OrderID?, isInternal: Bool)
    case notReached(OrderID?, NoticeID)
    /// Whoever has the number says that it is not the contact's (P37).
    case wrongNumber(OrderID, contact: ContactID)
    case taskAdded(TicketTask)
    case taskDone(TaskID)
    case taskReassigned(TaskID, to: TicketTask.Assignee)
    case taskCancelled(TaskID)
}

extension Change {
    /// Whom the office asked to decide on a quote, or asks no more.
    package var approver: PersonID? {
        if case .approverAsked(_, _, let person, _) = self { return person }
        if case .approverDismissed(_, _, let person) = self { return person }
        return nil
    }
}

/// Why a visit ended without the work being finished (E8, T25).
package enum VisitOutcome: String, Hashable, Sendable, Codable {
    case returnVisit, parts, authorization
}

/// An invoice as the contractor typed it.
package struct Invoice: Hashable, Sendable, Codable {
    package let number: String
    package let date: LocalDateTime
    package let total: Money

    package init(number: String, date: LocalDateTime, total: Money) {
        self.number = number
        self.date = date
        self.total = total
    }
}

/// A change with who did it, when, and by which way.
package struct Event: Hashable, Sendable, Codable {
    package let id: EventID
    package let ticket: TicketID
    /// Position in the ticket's history, from 1.
    package let version: Int
    package let at: Instant
    /// The site's zone.
    package let timeZone: String
    package let actor: Actor
    package let channel: Channel
    package let link: LinkID?
    package let change: Change

    package init(
        id: EventID, ticket: TicketID, version: Int, at: Instant, timeZone: String, actor: Actor, channel: Channel,
        link: LinkID?, change: Change
    ) {
        self.id = id
        self.ticket = ticket
        self.version = version
        self.at = at
        self.timeZone = timeZone
        self.actor = actor
        self.channel = channel
        self.link = link
        self.change = change
    }
}
