import Domain
import HTTPTypes
import Hummingbird
import Store

/// GET `/files/ID`: a file of any ticket of the organization, as it was sent (P25).
struct GetFile {
    let call: APICall

    func answer() async throws -> Response {
        let id = call.context.parameters.get("file").flatMap { AttachmentID($0) }
        let found = try await call.portal.store.read { reader in try id.flatMap { try reader.attachment($0) } }
        guard let found, found.organization == call.organization.id, let file = found.attachment.part(.original) else {
            throw Refusal.notFound
        }
        let response = FileDownload.response(file, in: call.portal, call.context)
        guard response.status != .notFound else { throw Refusal.notFound }
        return response
    }
}
