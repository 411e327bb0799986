import Domain
import Hummingbird
import Rendering
import Store

/// GET `/tickets?folder=&manager=&label=&site=&contractor=&priority=&source=&q=&limit=&after=`: newest first, an Inbox by
/// what last needed somebody. `site` and `contractor` are an id or an external id; what the organization does not have is
/// in no ticket. `folder` is one of the desk's; an Inbox and Owned work are somebody's, whom `manager` names.
struct GetTickets {
    let call: APICall
    private static let limits = PageLimits(usual: 50, largest: 200)

    func answer() async throws -> Response {
        let query = APIQuery(call.request)
        let folder = query.choice("folder", of: DeskFolder.self)
        let manager = try await manager(query, of: folder)
        let label = query.choice("label", of: Label.self)
        let priority = query.choice("priority", of: Priority.self)
        let source = query.choice("source", of: Source.self)
        let limit = query.limit(Self.limits)
        let after = query.after(ListKey.self)
        let words = query.text("q")
        let (site, contractor) = (query.text("site"), query.text("contractor"))
        try query.check()
        let page = try await call.portal.store.read { reader in
            var list = TicketQuery(
                organization: call.organization.id, folder: TicketQuery.Folder(folder, of: manager), label: label,
                priority: priority, source: source, words: words, after: after, limit: limit)
            if let site {
                guard let id = try self.site(site, reader) else { return Page(tickets: [], next: nil) }
                list.site = id
            }
            if let contractor {
                guard let id = try self.contractor(contractor, reader) else { return Page(tickets: [], next: nil) }
                list.contractor = id
            }
            let page = try reader.tickets(list)
            return Page(
                tickets: try page.tickets.map { try TicketJSON.read($0.id, in: reader) },
                next: page.next.map { String($0) })
        }
        return try APIAnswer.response(page, to: call.request)
    }

    /// Whose Inbox or work it is: compulsory with these, and without a meaning for the others.
    private func manager(_ query: APIQuery, of folder: DeskFolder?) async throws -> ManagerID? {
        guard folder == .inbox || folder == .owned else { return nil }
        guard let named = query.text("manager") else {
            query.report("manager", "required")
            return nil
        }
        let found = try await call.portal.store.read { try $0.manager(named: named, of: call.organization.id) }
        if found == nil { query.report("manager", "choice.unknown") }
        return found?.id
    }

    private func site(_ text: String, _ reader: Reader) throws -> SiteID? {
        let known = try SiteID(text).flatMap { try reader.site($0, of: call.organization.id) }
        return try known?.id ?? reader.site(of: call.organization.id, externalID: text)?.id
    }

    private func contractor(_ text: String, _ reader: Reader) throws -> ContractorID? {
        let known = try ContractorID(text).flatMap { try reader.contractor($0) }
        if let known, known.organization == call.organization.id { return known.id }
        return try reader.contractor(of: call.organization.id, externalID: text, phones: [], emails: [])?.id
    }

    private struct Page: Encodable {
        let tickets: [TicketJSON]
        let next: String?
    }
}

extension TicketQuery.Folder {
    /// Without one, or without its manager, every ticket.
    fileprivate init(_ folder: DeskFolder?, of manager: ManagerID?) {
        switch folder {
        case .inbox: self = manager.map(Self.inbox) ?? .all
        case .owned: self = manager.map(Self.owned) ?? .all
        case .toDo: self = .toDo
        case .waiting: self = .waiting
        case .drafts: self = .drafts
        case .resolved: self = .resolved
        case .all, nil: self = .all
        }
    }
}

extension Reader {
    /// One of the organization's, by id or by address.
    func manager(named text: String, of organization: OrganizationID) throws -> Manager? {
        let byID = try ManagerID(text).flatMap { try manager($0) }
        return try byID?.organization == organization ? byID : manager(email: text, of: organization)
    }
}
