import Hummingbird
import Logging
import NIOCore

/// A Hummingbird server on a free port of the loopback address: the portal's, or a bare one.
struct LoopbackServer: Sendable {
    let port: Int
    private let running: Task<Void, any Error>

    static func start<Context: RequestContext>(_ router: Router<Context>) async throws -> LoopbackServer
    where Context: InitializableFromSource<ApplicationRequestContextSource> {
        let (ports, known) = AsyncStream.makeStream(of: Int.self)
        var logger = Logger(label: "bench")
        logger.logLevel = .critical
        let application = Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { channel in
                if let port = channel.localAddress?.port { known.yield(port) }
                known.finish()
            }, logger: logger)
        let running = Task {
            defer { known.finish() }
            try await application.run()
        }
        for await port in ports { return LoopbackServer(port: port, running: running) }
        try await running.value
        throw BenchProblem("a server on the loopback address did not start")
    }

    func stop() async {
        running.cancel()
        _ = await running.result
    }
}
