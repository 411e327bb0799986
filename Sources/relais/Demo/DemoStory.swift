import Domain
import Workflow

/// What the demo tells of one organization: people, firms, places, and a ticket for each thing that can happen.
struct DemoOrganization: Sendable {
    struct Person: Sendable {
        let name: String
        let email: String
        let role: Role
    }

    struct Place: Sendable {
        let externalID: String
        let name: String
        let address: String
        let phone: String?
    }

    let organization: Organization
    let managers: [Person]
    /// By a short word of the stories' own.
    let firms: [String: ContractorForm]
    let places: [String: Place]
    let stories: [DemoStory]
    /// What is written on the document that a contractor sends.
    let document: (title: String, name: String, lines: [String])
}

/// One ticket and what becomes of it.
struct DemoStory: Sendable {
    enum Course: Sendable {
        case draft
        /// Submitted, and nobody has looked at it.
        case new
        /// A manager has taken it.
        case taken
        case offered(to: String)
        /// After so many hours, for a visit in so many days at this hour.
        case accepted(by: String, after: Int64, inDays: Int64, comment: String?)
        case promisedQuote(by: String, after: Int64, comment: String?)
        case declined(by: String, after: Int64, reasonKey: String, reason: String?)
        /// Withdrawn after so many hours and offered to another.
        case passedOver(from: String, after: Int64, reason: String, to: String)
    }

    enum Message: Sendable {
        case manager(String, after: Int64)
        case contractor(String, after: Int64, photo: Bool = false, document: Bool = false)

        var hours: Int64 {
            switch self {
            case .manager(_, let hours), .contractor(_, let hours, _, _): hours
            }
        }
    }

    let title: String
    let description: String
    let category: String
    var kind: TicketKind = .order
    var priority: Priority = .normal
    let place: String
    let requester: PersonForm
    /// Tax included, in whole units of the organization's currency.
    var limit: Int64?
    /// Whether a photograph was taken when it was reported.
    var hasPhoto = false
    /// How long ago it was reported.
    let hoursAgo: Int64
    let course: Course
    var messages: [Message] = []
}
