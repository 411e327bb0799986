import Domain
import Hummingbird
import Rendering
import Store

/// GET `/desk/contractors` and `/desk/contractors/ID`.
struct ShowContractors {
    let portal: Portal
    private static let pageSize = 50

    @Sendable func handle(_ request: Request, _ context: SiteContext) async throws -> Response {
        let asked = context.parameters.get("contractor")
        return try await Desk(portal, request, context).page { reader, caller -> DeskContractorsPage? in
            let organization = caller.organization.id
            let found = try reader.contractors(
                of: organization, matching: caller.query.search,
                after: caller.query["after"].flatMap { ContractorID($0) },
                limit: Self.pageSize + 1)
            var page = DeskContractorsPage(
                frame: try caller.frame(in: reader, section: .contractors),
                contractors: Array(found.prefix(Self.pageSize)))
            page.search = caller.query.search
            page.next = found.count > Self.pageSize ? found[Self.pageSize - 1].id.description : nil
            guard let asked else { return page }
            guard let id = ContractorID(asked), let open = try reader.contractor(id), open.organization == organization
            else { return nil }
            page.open = open
            page.optedOut = Set(try open.contacts.compactMap(\.phone).filter { try reader.hasOptedOut($0) })
            page.rows = try reader.tickets(
                TicketQuery(organization: organization, folder: .all, contractor: id, limit: 30)
            ).tickets.map(DeskRow.init)
            return page
        }
    }
}
