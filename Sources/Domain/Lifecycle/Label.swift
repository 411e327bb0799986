/// The one name that people see for where a ticket stands, derived, never stored as truth; the raw value is the
/// contract's spelling and each language has its words for it (A11, AF1).
package enum Label: String, Hashable, Sendable, Codable, CaseIterable {
    case draft
    case toDoNew = "to-do/new"
    case toDoOffered = "to-do/offered"
    case toDoDeclined = "to-do/declined"
    case toDoLapsed = "to-do/lapsed"
    case toDoReturned = "to-do/returned"
    case inProgressOwn = "in-progress/own"
    case dispatchConfirmed = "in-progress/dispatch-confirmed"
    case onSite = "in-progress/on-site"
    case incomplete = "in-progress/incomplete"
    case toCheck = "in-progress/to-check"
    case waitingInformation = "waiting/information"
    case waitingUntil = "waiting/until"
    case waitingQuote = "waiting/quote"
    case waitingDecision = "waiting/decision"
    case waitingParts = "waiting/parts"
    case waitingSplit = "waiting/split"
    case waitingCase = "waiting/case"
    case resolved
    case closed
    /// Only ever shown on a contractor's page whose order was taken away.
    case withdrawn
}

extension Ticket {
    package var label: Label {
        switch phase {
        case .draft: .draft
        case .toDo: toDoLabel
        case .inProgress: inProgressLabel
        case .waiting(.moreInformation): .waitingInformation
        case .waiting(.until): .waitingUntil
        case .waiting(.split): .waitingSplit
        case .waiting(.caseStarted): .waitingCase
        case .resolved: .resolved
        case .closed: .closed
        }
    }

    /// The label that the page of `order`'s contractor shows: its own side of the ticket.
    package func label(for order: Order) -> Label {
        switch order.status {
        case .withdrawn: return .withdrawn
        case .declined: return .toDoDeclined
        case .offered, .lapsed, .accepted, .onSite, .incomplete, .done:
            if phase.isEnded { return label }
            return order.isOver ? .resolved : workLabel(of: order)
        }
    }

    private var toDoLabel: Label {
        if let order = activeOrder {
            return order.status == .lapsed ? .toDoLapsed : .toDoOffered
        }
        if isReturned { return .toDoReturned }
        return orders.last?.status == .declined ? .toDoDeclined : .toDoNew
    }

    private var inProgressLabel: Label {
        guard let order = activeOrder else { return .inProgressOwn }
        return workLabel(of: order)
    }

    private func workLabel(of order: Order) -> Label {
        if openTask(.quoteDecision, of: order.id) != nil { return .waitingDecision }
        if openTask(.quote, of: order.id) != nil, !order.isUnanswered { return .waitingQuote }
        switch order.status {
        case .onSite: return .onSite
        case .incomplete: return order.awaitsParts ? .waitingParts : .incomplete
        case .done: return .toCheck
        case .accepted: return .dispatchConfirmed
        case .offered: return .toDoOffered
        case .lapsed: return .toDoLapsed
        case .declined: return .toDoDeclined
        case .withdrawn: return .withdrawn
        }
    }
}
