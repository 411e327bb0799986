import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Rendering
import Store

/// What browsers fetch beside pages: sheets and scripts, whose address holds the hash of their content, and health.
struct WebRoutes {
    let portal: Portal

    func add(to router: Router<SiteContext>) {
        for file in portal.renderer.assets.values {
            let (plain, type) = (Array(file.body), file.contentType)
            let packed = Compression.gzip(plain, level: 9)
            router.get(RouterPath(file.path)) { request, _ in
                var headers: HTTPFields = [
                    .contentType: type, .vary: "Accept-Encoding",
                    .cacheControl: "public, max-age=31536000, immutable",
                ]
                guard let packed, Compression.isAccepted(request.headers) else {
                    return Response(status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: plain)))
                }
                headers[.contentEncoding] = "gzip"
                return Response(status: .ok, headers: headers, body: .init(byteBuffer: packed))
            }
        }
        router.get("/healthz") { _, _ in Reply.text("ok\n") }
        router.get("/readyz") { _, context in
            // A proxy that asks takes this one out of the round; what is wrong is in the log.
            do {
                try await portal.store.checkReadiness()
                return Reply.text("ready\n")
            } catch {
                context.logger.error("not ready", metadata: ["error.type": "\(String(reflecting: type(of: error)))"])
                return Reply.text("not ready\n", status: .serviceUnavailable)
            }
        }
        router.get("/metrics") { request, context in
            guard let metrics = portal.metrics, mayMeasure(request, context) else { throw HTTPError(.notFound) }
            var response = Reply.text(try await metrics())
            response.headers[.contentType] = "text/plain; version=0.0.4; charset=utf-8"
            return response
        }
        // Browsers ask for it on every page that names no icon.
        router.get("/favicon.ico") { _, _ in
            Response(status: .noContent, headers: [.cacheControl: "public, max-age=604800"])
        }
        // Robots are told twice: here and by X-Robots-Tag (P3).
        router.get("/robots.txt") { _, _ in
            Response(
                status: .ok, headers: [.contentType: "text/plain; charset=utf-8"],
                body: .init(byteBuffer: ByteBuffer(string: "User-agent: *\nDisallow: /\n")))
        }
    }

    /// Somebody on this machine, not by way of a proxy; or whoever has the token.
    private func mayMeasure(_ request: Request, _ context: SiteContext) -> Bool {
        if let hash = portal.configuration.metricsTokenHash, let header = request.headers[.authorization],
            header.hasPrefix("Bearer ")
        {
            return Digest.hex(of: String(header.dropFirst(7))) == hash
        }
        return Peer.isDirect(context.remoteAddress, request.headers)
    }
}
