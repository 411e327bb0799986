/// How a ticket comes into the world: T1 to T3.
package enum Birth: Hashable, Sendable {
    /// T1: by a dispatcher, a technician on a visit, or a program that asks for a draft.
    case draft(by: ManagerID?)
    /// T2: complete, by a program or by mail from a known sender.
    case complete
    /// T3: mail from an unknown address, where the organization's rule keeps it as a closed ticket.
    case unknownSender

    package var transition: Transition.ID {
        switch self {
        case .draft: .t1
        case .complete: .t2
        case .unknownSender: .t3
        }
    }
}

extension Ticket {
    /// The first changes of a new ticket; that its external id or Message-ID is new is the verb's to check (T2).
    package static func birth(_ birth: Birth) -> [Change] {
        switch birth {
        case .draft(let manager): [.created(draft: true, by: manager)]
        case .complete: [.created(draft: false, by: nil)]
        case .unknownSender: [.created(draft: false, by: nil), .closed(.unknownAddress)]
        }
    }
}
