import Gateways
import Hummingbird

/// A bare Hummingbird server that returns the same bytes, with the same headers, whatever is asked.
enum BarePage {
    /// What the server and HTTP itself add by themselves.
    private static let automatic: Set<String> = ["date", "server", "connection", "content-length", "transfer-encoding"]

    static func start(like page: TransferResponse) async throws -> LoopbackServer {
        let (headers, body) = (headers(of: page), ByteBuffer(bytes: page.body))
        let router = Router()
        router.get("/t/:token") { _, _ in
            Response(status: .ok, headers: headers, body: .init(byteBuffer: body))
        }
        return try await LoopbackServer.start(router)
    }

    private static func headers(of page: TransferResponse) -> HTTPFields {
        var headers = HTTPFields()
        for header in page.headers where !automatic.contains(header.name.lowercased()) {
            if let name = HTTPFields.Element.Name(header.name) { headers[name] = header.value }
        }
        return headers
    }
}
