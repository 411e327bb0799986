import Foundation

/// A mail server that takes every mail, and a second from the end of each until it says so. One thread a connection.
///
/// Unchecked: the mutable state is touched only under `lock`.
package final class SlowMailServer: @unchecked Sendable {
    package let port: Int
    private let socket: Int32
    private let lock = NSLock()
    private var open: Set<Int32> = []
    private var mails = 0
    private var isStopped = false

    package init() throws {
        port = try Ports.free(1)[0]
        guard let socket = Ports.listen(on: port) else { throw PeerProblem("No port to listen on.") }
        self.socket = socket
        Thread.detachNewThread { self.acceptAll() }
    }

    /// Mails so far.
    package var count: Int { lock.withLock { mails } }

    package func stop() {
        lock.withLock {
            guard !isStopped else { return }
            isStopped = true
            shutdown(socket, Int32(SHUT_RDWR))
            close(socket)
            for connection in open { shutdown(connection, Int32(SHUT_RDWR)) }
        }
    }

    /// Runs, and keeps the server alive, until `stop`.
    private func acceptAll() {
        while true {
            let connection = accept(socket, nil, nil)
            guard connection >= 0 else { return }
            _ = lock.withLock { open.insert(connection) }
            Thread.detachNewThread { self.serve(connection) }
        }
    }

    private func serve(_ connection: Int32) {
        guard let stream = fdopen(connection, "r+") else { return }
        defer {
            _ = lock.withLock { open.remove(connection) }
            fclose(stream)
        }
        var (line, isMail) = ([CChar](repeating: 0, count: 4096), false)
        Self.say("220 mail.example ready", to: connection)
        while fgets(&line, Int32(line.count), stream) != nil {
            let words = line.withUnsafeBytes { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            if isMail {
                guard words == ".\r\n" else { continue }
                isMail = false
                Thread.sleep(forTimeInterval: 1)
                lock.withLock { mails += 1 }
                Self.say("250 kept", to: connection)
            } else {
                isMail = words.hasPrefix("DATA")
                Self.say(isMail ? "354 go on" : words.hasPrefix("QUIT") ? "221 bye" : "250 yes", to: connection)
            }
        }
    }

    private static func say(_ line: String, to connection: Int32) {
        let bytes = Array("\(line)\r\n".utf8)
        send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    }
}
