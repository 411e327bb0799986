import Foundation

/// Browsers that have a contractor's page open: each got the page, and listens to what changes.
final class LivePages {
    private var sockets: [Int32] = []

    deinit { for socket in sockets { close(socket) } }

    /// Blocks until the page came and the stream has begun.
    func open(_ path: String, port: Int) throws {
        let connection = try Self.connect(port)
        sockets.append(connection)
        try Self.ask("GET \(path) HTTP/1.1", connection, until: "</html>")
        try Self.ask("GET \(path)/live HTTP/1.1", connection, until: "retry:")
    }

    /// More than what a process may have open at first.
    static func allow(_ count: Int) {
        let files = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        var limit = rlimit()
        guard getrlimit(files, &limit) == 0 else { return }
        limit.rlim_cur = min(limit.rlim_max, rlim_t(count + 512))
        setrlimit(files, &limit)
    }

    private static func connect(_ port: Int) throws -> Int32 {
        let connection = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let status = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Foundation.connect(connection, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard status == 0 else { throw BenchProblem("no connection: \(errno)") }
        return connection
    }

    private static func ask(_ line: String, _ connection: Int32, until end: String) throws {
        let request = Array("\(line)\r\nHost: 127.0.0.1\r\n\r\n".utf8)
        guard send(connection, request, request.count, 0) == request.count else {
            throw BenchProblem("a page could not be asked for: \(errno)")
        }
        var answer: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 * 1024)
        while answer.isEmpty || !String(decoding: answer.suffix(64), as: UTF8.self).contains(end) {
            let count = recv(connection, &chunk, chunk.count, 0)
            guard count > 0 else { throw BenchProblem("a live page was not answered") }
            answer += chunk.prefix(count)
        }
        guard answer.starts(with: Array("HTTP/1.1 200".utf8)) else {
            throw BenchProblem("a live page got \(String(decoding: answer.prefix(30), as: UTF8.self))")
        }
    }
}
