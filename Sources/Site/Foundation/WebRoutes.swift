import HTTPTypes
import Hummingbird
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
        router.get("/healthz") { _, _ in Response(status: .ok, body: .init(byteBuffer: ByteBuffer(string: "ok\n"))) }
        router.get("/readyz") { _, _ in
            _ = try await portal.store.read { try $0.organizations().count }
            return Response(status: .ok, body: .init(byteBuffer: ByteBuffer(string: "ready\n")))
        }
        // Browsers ask for it on every page that names no icon.
        router.get("/favicon.ico") { _, _ in
            Response(status: .noContent, headers: [.cacheControl: "public, max-age=604800"])
        }
        // Robots are told twice: here and by X-Robots-Tag (P3).
        router.get("/robots.txt") { _, _ in
            Response(
                status: .ok, headers: [.contentType: "text/plain"],
                body: .init(byteBuffer: ByteBuffer(string: "User-agent: *\nDisallow: /\n")))
        }
    }
}
