import Hummingbird
import Logging
import Site

/// One line for each request, without what opens anything: secrets of paths are left out, queries and bodies are never
/// logged.
struct AccessLog<Inner: HTTPResponder>: HTTPResponder where Inner.Context == SiteContext {
    let inner: Inner
    private let clock = ContinuousClock()

    init(_ inner: Inner) { self.inner = inner }

    func respond(to request: Request, context: SiteContext) async throws -> Response {
        let start = clock.now
        let response = try await inner.respond(to: request, context: context)
        let took = start.duration(to: clock.now)
        context.logger.info(
            "request",
            metadata: [
                "method": "\(request.method.rawValue)", "path": "\(Redaction.path(request.uri.path))",
                "status": "\(response.status.code)",
                "ms": "\(took.components.attoseconds / 1_000_000_000_000_000 + took.components.seconds * 1000)",
            ])
        return response
    }
}

enum Redaction {
    /// The path with everything that could be a secret or a name put out: `/t/…`, `/sign-in/…`, any long word.
    static func path(_ path: String) -> String {
        var previous = ""
        let segments = path.split(separator: "/", omittingEmptySubsequences: false).prefix(12).map { segment in
            defer { previous = String(segment) }
            let isSecret = previous == "t" || previous == "sign-in" || segment.count >= 24
            let isPlain = segment.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }
            return isSecret || !isPlain ? "-" : String(segment)
        }
        return segments.joined(separator: "/")
    }
}
