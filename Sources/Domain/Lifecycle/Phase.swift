/// Where the manager's own work on a ticket stands: the first of the three things stored (docs/lifecycle.md).
package enum Phase: Hashable, Sendable, Codable {
    case draft
    case toDo
    case inProgress
    case waiting(Wait)
    case resolved(Resolution)
    case closed(Resolution)

    /// The phase without what it carries, as the store keeps it and the API says it: it never changes.
    package var name: String {
        switch self {
        case .draft: "draft"
        case .toDo: "toDo"
        case .inProgress: "inProgress"
        case .waiting: "waiting"
        case .resolved: "resolved"
        case .closed: "closed"
        }
    }

    package var isEnded: Bool {
        switch self {
        case .resolved, .closed: true
        case .draft, .toDo, .inProgress, .waiting: false
        }
    }
}

/// What a manager waits for. Waiting for a quote, a decision or parts is not stored: it follows from tasks and order.
package enum Wait: Hashable, Sendable, Codable {
    case moreInformation(until: Instant, closeIfSilent: Bool)
    case until(Instant)
    case split([TicketID])
    case caseStarted(link: String)
}

/// How a ticket ended.
package enum Resolution: Hashable, Sendable, Codable {
    case communicated
    case noResponse
    case rejected
    case spam
    case unknownAddress
    case merged(into: TicketID)
    case split
}

package enum TicketKind: String, Hashable, Sendable, Codable, CaseIterable {
    case order, quote
}

package enum Priority: String, Hashable, Sendable, Codable, CaseIterable {
    case emergency, high, normal, low
}

package enum Source: String, Hashable, Sendable, Codable, CaseIterable {
    case phone, email, technician, api
}
