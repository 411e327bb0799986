import HTTPTypes
import Hummingbird

/// What every answer says to the browser about itself. Pages add their own content policy and referrer rule.
struct SecurityHeaders: RouterMiddleware {
    typealias Context = SiteContext
    /// Served over https: browsers are told never to try http again.
    let isHTTPS: Bool

    func handle(
        _ request: Request, context: SiteContext, next: (Request, SiteContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        // Of whatever is answered, also a refusal: a body would be read as the answer to the next request.
        if request.method == .head { response = Response(status: response.status, headers: response.headers) }
        if let field = RequestID.field { response.headers[field] = RequestID.of(context) }
        add("X-Content-Type-Options", "nosniff", to: &response)
        add("X-Frame-Options", "SAMEORIGIN", to: &response)
        add("Referrer-Policy", "no-referrer", to: &response)
        add("Cross-Origin-Opener-Policy", "same-origin", to: &response)
        add("Cross-Origin-Resource-Policy", "same-origin", to: &response)
        add("Permissions-Policy", Self.permissions(), to: &response)
        add("X-Robots-Tag", "noindex, nofollow", to: &response)
        add("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'", to: &response)
        if isHTTPS { add("Strict-Transport-Security", "max-age=31536000; includeSubDomains", to: &response) }
        return response
    }

    /// A page may ask where the phone is only where it offers to say so (E8).
    static func permissions(geolocation: Bool = false) -> String {
        "camera=(), geolocation=(\(geolocation ? "self" : "")), microphone=(), payment=()"
    }

    /// Keeps what a route has set itself.
    private func add(_ name: String, _ value: String, to response: inout Response) {
        guard let field = HTTPField.Name(name), response.headers[field] == nil else { return }
        response.headers[field] = value
    }
}
