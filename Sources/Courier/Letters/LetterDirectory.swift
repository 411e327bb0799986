import Domain
import Store

/// The people whom letters of one look have in common, each asked for once. Lives as long as its snapshot.
final class LetterDirectory {
    let reader: Reader
    private var organizations: [OrganizationID: Organization?] = [:]
    private var managers: [ManagerID: Manager?] = [:]
    private var contractors: [ContractorID: Contractor?] = [:]
    private var contacts: [ContactID: Contact?] = [:]

    init(reader: Reader) { self.reader = reader }

    func organization(_ id: OrganizationID) throws -> Organization? {
        try Self.find(id, in: &organizations, else: reader.organization)
    }

    func manager(_ id: ManagerID) throws -> Manager? { try Self.find(id, in: &managers, else: reader.manager) }

    func contractor(_ id: ContractorID) throws -> Contractor? {
        try Self.find(id, in: &contractors, else: reader.contractor)
    }

    func contact(_ id: ContactID) throws -> Contact? { try Self.find(id, in: &contacts, else: reader.contact) }

    private static func find<ID: Hashable, Found>(
        _ id: ID, in known: inout [ID: Found?], else ask: (ID) throws -> Found?
    ) rethrows -> Found? {
        if let found = known[id] { return found }
        let found = try ask(id)
        known[id] = .some(found)
        return found
    }
}
