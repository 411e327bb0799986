import Domain
import HTTPTypes
import Hummingbird
import Intake
import Logging
import Rendering
import Store

/// The one exit for what no handler caught: an unknown address is one quiet page; an unknown error is logged under an
/// id, and the reader sees the id, never the text.
struct LastResort: RouterMiddleware {
    typealias Context = SiteContext
    let portal: Portal

    func handle(
        _ request: Request, context: SiteContext, next: (Request, SiteContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as any HTTPResponseError where error.status.code < 500 {
            if error.status == .notFound, request.uri.path.hasPrefix(DeskPath.home + "/"),
                let page = try? await Desk(portal, request, context).lost()
            {
                return page
            }
            return answer(error.status, id: nil, to: request)
        } catch {
            // Files that come in are written past the database.
            if case StoreError.unavailable(let reason) = StoreError.explaining(error) {
                context.logger.error("nothing can be stored or read at the moment: \(reason)")
                return Unavailable.response(request, portal)
            }
            let id = RequestID.of(context)
            // Neither the address, which may hold a token, nor the error's text, which may hold data.
            context.logger.error(
                "request failed",
                metadata: ["error.id": .string(id), "error.type": .string(String(reflecting: type(of: error)))])
            return answer(.internalServerError, id: id, to: request)
        }
    }

    private func answer(_ status: HTTPResponse.Status, id: String?, to request: Request) -> Response {
        if request.uri.path.hasPrefix("/api/") {
            return APIProblem.response(status, id: id, to: request)
        }
        let kind: LinkPage.Kind =
            switch status {
            case .internalServerError: .failed(id: id ?? "")
            case .methodNotAllowed: .wrongMethod
            case .contentTooLarge:
                .tooLarge(
                    maximumFiles: portal.configuration.uploads.files,
                    maximumSize: portal.configuration.uploads.announced)
            case .badRequest: .broken
            default: .unknown
            }
        return LinkReply(portal: portal).page(kind, status: status, for: request)
    }
}
