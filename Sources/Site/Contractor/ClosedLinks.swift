import Domain
import Foundation
import Rendering
import Store
import Workflow

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

extension Submission {
    /// Whether it asked for a new link lately (E2): a page that is opened again much later offers the button again.
    func asksForLink(at now: Instant) -> Bool {
        let renewal = try? JSONDecoder().decode(RenewalOutcome.self, from: Data(outcome.utf8))
        return renewal.map { now < $0.askedAt + .hours(1) } ?? false
    }
}
