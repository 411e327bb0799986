import Foundation
import Hummingbird

/// Answers as Kannel does, at once, and keeps what it was asked.
struct StubGateway: Sendable {
    static let path = "/cgi-bin/sendsms"
    let server: LoopbackServer
    private let log: RequestLog

    static func start() async throws -> StubGateway {
        let log = RequestLog()
        let router = Router()
        router.get(RouterPath(path)) { request, _ in
            log.add(request.uri.string)
            return Response(
                status: .accepted, body: .init(byteBuffer: ByteBuffer(string: "0: Accepted for delivery")))
        }
        return StubGateway(server: try await LoopbackServer.start(router), log: log)
    }

    var url: String { "http://127.0.0.1:\(server.port)" }
    var count: Int { log.count }

    /// Path and query of everything so far; forgets it.
    func take() -> [String] { log.take() }
}

/// Unchecked: `requests` is touched only under `lock`.
private final class RequestLog: @unchecked Sendable {
    private let lock = NSLock()
    private var requests: [String] = []

    func add(_ request: String) { lock.withLock { requests.append(request) } }

    var count: Int { lock.withLock { requests.count } }

    func take() -> [String] {
        lock.withLock {
            defer { requests = [] }
            return requests
        }
    }
}
