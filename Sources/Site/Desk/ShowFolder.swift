import Domain
import Hummingbird
import Rendering
import Store

/// GET `/desk`: a folder, or what a search found; a number leads straight to its ticket (A20). `/desk/menu` is the rail
/// as a page of its own, for narrow screens.
struct ShowFolder {
    let portal: Portal

    @Sendable func handle(_ request: Request, _ context: SiteContext) async throws -> Response {
        let isMenu = request.uri.path == DeskPath.menu
        return try await Desk(portal, request, context).respond { reader, caller in
            let search = caller.query.search
            if !search.isEmpty, let id = try reader.ticketID(pasted: search, of: caller.organization.id),
                let number = try reader.details(id)?.number
            {
                return .elsewhere(DeskPath.ticket(number, in: .all))
            }
            let folder = search.isEmpty ? caller.query.folder : .all
            let page = DeskListPage(
                frame: try caller.frame(in: reader, folder: folder),
                queue: try caller.queue(in: reader, folder: folder), isMenu: isMenu)
            return .html(portal.renderer.page(page), .ok)
        }
    }
}
