/// Who does an act. Rights come from it at the moment of the act (rule f).
package enum Actor: Hashable, Sendable, Codable {
    case manager(ManagerID)
    case contact(ContactID, of: ContractorID)
    case program(APIKeyID)
    /// Somebody outside whom a manager asked to decide on one quote (T32), and who may do nothing else.
    case person(PersonID)
    case clock
}

/// By which way an act came in.
package enum Channel: String, Hashable, Sendable, Codable, CaseIterable {
    case desk, link, sms, email, api, clock
}

/// What a manager may do: admins everything, dispatchers the tickets, viewers only look (D10).
package enum Role: String, Hashable, Sendable, Codable, CaseIterable {
    case admin, dispatcher, viewer

    package var mayDispatch: Bool {
        switch self {
        case .admin, .dispatcher: true
        case .viewer: false
        }
    }
}

extension Actor {
    package var isManager: Bool {
        switch self {
        case .manager: true
        case .contact, .program, .person, .clock: false
        }
    }

    package var isContractor: Bool { contact != nil }

    /// The contractor whose person acts, if it is one.
    package var contractor: ContractorID? {
        switch self {
        case .contact(_, let contractor): contractor
        case .manager, .program, .person, .clock: nil
        }
    }

    /// The contractor's person who acts, if it is one.
    package var contact: ContactID? {
        switch self {
        case .contact(let id, _): id
        case .manager, .program, .person, .clock: nil
        }
    }

    /// The named approver who acts, if it is one.
    package var person: PersonID? {
        switch self {
        case .person(let id): id
        case .manager, .contact, .program, .clock: nil
        }
    }
}
