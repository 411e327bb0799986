import Foundation

/// A mail server that takes every mail, and a second from the end of each until it says so.
///
/// Unchecked: the mutable state is touched only under `lock`.
package final class SlowMailServer: @unchecked Sendable {
    package var port: Int { listener.port }
    private let listener: PeerListener
    private let lock = NSLock()
    private var mails = 0
    private var held = 0
    private let release: DispatchSemaphore?

    /// `isHeld`: mails wait for `letGo`, not for a second.
    package init(isHeld: Bool = false) throws {
        release = isHeld ? DispatchSemaphore(value: 0) : nil
        listener = try PeerListener()
        listener.start { self.serve($0) }
    }

    /// Mails so far.
    package var count: Int { lock.withLock { mails } }

    /// Mails that came in and wait for their answer.
    package var waiting: Int { lock.withLock { held } }

    package func letGo(_ count: Int) {
        for _ in 0..<count { release?.signal() }
    }

    package func stop() { listener.stop() }

    private func serve(_ connection: Int32) {
        // A stream of its own, which closes its own copy: the connection is the listener's.
        guard let stream = fdopen(dup(connection), "r") else { return }
        defer { fclose(stream) }
        var (line, isMail) = ([CChar](repeating: 0, count: 4096), false)
        Self.say("220 mail.example ready", to: connection)
        while fgets(&line, Int32(line.count), stream) != nil {
            let words = line.withUnsafeBytes { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            if isMail {
                guard words == ".\r\n" else { continue }
                isMail = false
                lock.withLock { held += 1 }
                if let release { release.wait() } else { Thread.sleep(forTimeInterval: 1) }
                lock.withLock { (held, mails) = (held - 1, mails + 1) }
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
