import Domain
import HTTPTypes
import Hummingbird
import NIOCore
import ServiceLifecycle
import Store

/// Server-sent events (WHATWG HTML, 9.2) that say "this changed" and nothing more; who listens fetches what he shows.
enum LiveStream {
    /// A comment keeps proxies from closing a silent stream, and finds out that nobody listens any more.
    private static let heartbeat = Duration.seconds(20)

    static func response(
        _ changes: AsyncStream<TicketChange>, missed: TicketChange? = nil, event: String = "ticket",
        text: @escaping @Sendable (TicketChange) -> String
    ) -> Response {
        let body = ResponseBody { writer in
            try await writer.write(ByteBuffer(string: "retry: 3000\n\n"))
            let beats = AsyncStream<TicketChange?> { continuation in
                if let missed { continuation.yield(missed) }
                let listening = Task {
                    for await change in changes { continuation.yield(change) }
                    continuation.finish()
                }
                let beating = Task {
                    while !Task.isCancelled {
                        try await Task.sleep(for: heartbeat)
                        continuation.yield(nil)
                    }
                }
                continuation.onTermination = { _ in
                    listening.cancel()
                    beating.cancel()
                }
            }
            for await change in beats.cancelOnGracefulShutdown() {
                let line = change.map { "event: \(event)\ndata: \(text($0))\n\n" } ?? ": still here\n\n"
                try await writer.write(ByteBuffer(string: line))
            }
            try await writer.finish(nil)
        }
        var headers: HTTPFields = [.contentType: "text/event-stream", .cacheControl: "no-store"]
        // nginx would hold events back until its buffer is full.
        if let buffering = HTTPField.Name("X-Accel-Buffering") { headers[buffering] = "no" }
        return Response(status: .ok, headers: headers, body: body)
    }
}
