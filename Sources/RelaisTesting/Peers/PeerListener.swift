import Foundation

/// Takes connections on a free port of this machine, one thread each, until it is stopped.
///
/// Unchecked: the mutable state is touched only under `lock`.
final class PeerListener: @unchecked Sendable {
    let port: Int
    private let socket: Int32
    private let lock = NSLock()
    private var open: Set<Int32> = []
    private var connections = 0
    private var isStopped = false

    init() throws {
        var found: (port: Int, socket: Int32)?
        // Another program may take a port between the question and the answer.
        for _ in 0..<20 where found == nil {
            let port = try Ports.free(1)[0]
            found = Ports.listen(on: port).map { (port, $0) }
        }
        guard let found else { throw PeerProblem("No port to listen on.") }
        (port, socket) = found
    }

    /// How many connections were made so far.
    var count: Int { lock.withLock { connections } }

    /// Keeps what `serve` holds alive until `stop`. A connection is closed when `serve` is done with it.
    func start(_ serve: @escaping @Sendable (Int32) -> Void) {
        Thread.detachNewThread { self.acceptAll(serve) }
    }

    func stop() {
        lock.withLock {
            guard !isStopped else { return }
            isStopped = true
            shutdown(socket, Int32(SHUT_RDWR))
            close(socket)
            for connection in open { shutdown(connection, Int32(SHUT_RDWR)) }
        }
    }

    private func acceptAll(_ serve: @escaping @Sendable (Int32) -> Void) {
        while true {
            let connection = accept(socket, nil, nil)
            guard connection >= 0 else { return }
            lock.withLock {
                connections += 1
                _ = open.insert(connection)
            }
            Thread.detachNewThread {
                serve(connection)
                self.lock.withLock { _ = self.open.remove(connection) }
                close(connection)
            }
        }
    }
}
