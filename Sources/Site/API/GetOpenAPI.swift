import HTTPTypes
import Hummingbird
import Rendering

/// GET `/api/openapi.json`: what this API is, for programs; the same for everybody, so without a key.
struct GetOpenAPI {
    let portal: Portal
    /// In `Web/`.
    static let file = "openapi.json"

    @Sendable func handle(_ request: Request, _ context: SiteContext) async throws -> Response {
        guard let document = portal.renderer.assets[Self.file] else { throw HTTPError(.notFound) }
        return Reply.json(Array(document.body), to: request)
    }
}
