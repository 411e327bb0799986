import Foundation

/// TCP ports on the loopback address.
package enum Ports {
    /// `count` ports that nothing listens on. They lie below the range from which the system takes ports for outgoing
    /// connections, so that they stay free until the peer has bound them.
    package static func free(_ count: Int) throws -> [Int] {
        var sockets: [Int32] = []
        defer { for socket in sockets { close(socket) } }
        var ports: [Int] = []
        for _ in 0..<2000 where ports.count < count {
            let port = Int.random(in: 20_000..<32_000)
            // Between here and the peer's own binding nobody else of this process may be given it.
            guard handedOut.take(port), let socket = listen(on: port) else { continue }
            sockets.append(socket)
            ports.append(port)
        }
        guard ports.count == count else { throw PeerProblem("No free ports.") }
        return ports
    }

    private static let handedOut = HandedOut()

    /// Unchecked: `ports` is touched only under `lock`.
    private final class HandedOut: @unchecked Sendable {
        private let lock = NSLock()
        private var ports: Set<Int> = []

        /// False for one that was given out before.
        func take(_ port: Int) -> Bool { lock.withLock { ports.insert(port).inserted } }
    }

    /// Waits until something answers on all of `ports`.
    package static func wait(for ports: [Int], within seconds: Double = 120) async throws {
        let end = Date().addingTimeInterval(seconds)
        for port in ports {
            while !isOpen(port) {
                guard Date() < end else { throw PeerProblem("Nothing listens on port \(port).") }
                try await Task.sleep(for: .milliseconds(50))
            }
        }
    }

    static func listen(on port: Int) -> Int32? {
        let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard socket >= 0 else { return nil }
        var yes: Int32 = 1
        setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        let isBound = withAddress(port) { bind(socket, $0, $1) } == 0
        guard isBound, Glibc.listen(socket, 64) == 0 else {
            close(socket)
            return nil
        }
        return socket
    }

    private static func isOpen(_ port: Int) -> Bool {
        let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard socket >= 0 else { return false }
        defer { close(socket) }
        return withAddress(port) { connect(socket, $0, $1) } == 0
    }

    private static func withAddress(_ port: Int, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port)).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
        }
    }
}
