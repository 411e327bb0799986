import HTTPTypes
import Hummingbird

typealias Handler = @Sendable (Request, SiteContext) async throws -> Response

extension Router where Context == SiteContext {
    /// One address with the methods that it has; any other method is answered by `refuse`, with `Allow` (405). HEAD is
    /// GET without a body and, like it, changes nothing (rule a).
    func at(
        _ path: RouterPath, get: Handler? = nil, post: Handler? = nil, patch: Handler? = nil,
        refuse: @escaping Handler = { _, _ in Response(status: .methodNotAllowed) }
    ) {
        var allowed: [HTTPRequest.Method] = []
        if let get {
            allowed += [.get, .head]
            on(path, method: .get, use: get)
            on(path, method: .head) { request, context in
                let response = try await get(request, context)
                return Response(status: response.status, headers: response.headers)
            }
        }
        if let post {
            allowed.append(.post)
            on(path, method: .post, use: post)
        }
        if let patch {
            allowed.append(.patch)
            on(path, method: .patch, use: patch)
        }
        let names = allowed.map(\.rawValue).joined(separator: ", ")
        for method in [HTTPRequest.Method.get, .head, .post, .put, .patch, .delete] where !allowed.contains(method) {
            on(path, method: method) { request, context in
                var response = try await refuse(request, context)
                response.headers[.allow] = names
                return response
            }
        }
    }
}
