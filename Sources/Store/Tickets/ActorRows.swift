import Domain
import GRDB

extension Actor {
    init(_ row: Row) throws {
        let kind: String = try row.get("actor")
        switch kind {
        case "manager": self = .manager(try row.get("actor_id"))
        case "contact": self = .contact(try row.get("actor_id"), of: try row.get("actor_contractor"))
        case "program": self = .program(try row.get("actor_id"))
        case "person": self = .person(try row.get("actor_id"))
        case "clock": self = .clock
        default: throw StoreError.damaged("actor")
        }
    }

    var kind: String {
        switch self {
        case .manager: "manager"
        case .contact: "contact"
        case .program: "program"
        case .person: "person"
        case .clock: "clock"
        }
    }

    var identifier: Int64? {
        switch self {
        case .manager(let id): id.rawValue
        case .contact(let id, _): id.rawValue
        case .program(let id): id.rawValue
        case .person(let id): id.rawValue
        case .clock: nil
        }
    }
}
