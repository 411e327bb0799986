import Domain
import Store

/// One thing that happened, with its texts and names as they stand now.
struct EventJSON: Encodable, Sendable {
    struct Actor: Encodable, Sendable {
        /// `manager`, `contractor`, `approver`, `api` or `clock`.
        let kind: String
        @OrNull var name: String?
        /// The contractor's, where a person of his acted.
        @OrNull var company: String?
    }

    let id: String
    let type: String
    let at: String
    let actor: Actor
    let channel: Channel
    let data: JSONValue
    let version: Int

    init(_ entry: TimelineEntry) {
        id = entry.event.id.description
        type = entry.type
        at = entry.event.at.rfc3339
        actor = Actor(
            kind: entry.event.actor.kind, name: entry.actorName.isEmpty ? nil : entry.actorName,
            company: entry.actorCompany)
        channel = entry.event.channel
        data = EventData(entry: entry).json
        version = entry.event.version
    }
}

extension Actor {
    fileprivate var kind: String {
        switch self {
        case .manager: "manager"
        case .contact: "contractor"
        case .program: "api"
        case .person: "approver"
        case .clock: "clock"
        }
    }
}
