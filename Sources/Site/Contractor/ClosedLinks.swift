import Domain
import Rendering
import Store

/// What an idle link may say (P37): enough to know whether one should press the button.
struct IdleLink: Sendable {
    let organization: Organization
    let contact: Contact
    let number: String
}

/// Why a link was taken away.
enum Revocation: Sendable {
    /// The number or address that it went to is no longer the contact's (P37).
    case changed
    /// Whoever got it said that it is not for him (P37).
    case wrongNumber
    /// The office has the job back, or gave it to another technician (E1).
    case takenBack

    init(of link: LinkRecord, order: Order, contact: Contact) {
        if link.scope == .technician, order.technician != contact.id {
            self = .takenBack
        } else {
            self = contact.wrongNumberSince == nil ? .changed : .wrongNumber
        }
    }

    var page: LinkPage.Kind {
        switch self {
        case .changed: .expired(renewal: nil)
        case .wrongNumber: .wrongNumber
        case .takenBack: .takenBack
        }
    }
}
