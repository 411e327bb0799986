import Domain
import HTTPTypes
import Hummingbird
import Rendering
import Store

/// GET `/desk/files/ID`: a file of any ticket of the organization, as it was sent. Below it `/thumbnail` and
/// `/preview`, where there are.
struct FetchDeskFile {
    let portal: Portal
    let part: FilePart

    @Sendable func handle(_ request: Request, _ context: SiteContext) async throws -> Response {
        let desk = Desk(portal, request, context)
        guard let caller = try await desk.caller() else { return Reply.seeOther("/sign-in") }
        let id = context.parameters.get("file").flatMap { AttachmentID($0) }
        let found = try await portal.store.read { reader in try id.flatMap { try reader.attachment($0) } }
        guard let found, found.organization == caller.organization.id, let stored = found.attachment.part(part) else {
            return desk.error(.notFound, status: .notFound, caller)
        }
        return FileDownload.response(stored, in: portal, context)
    }
}
