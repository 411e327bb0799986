import Foundation

/// A process with nothing but the files it is handed: no environment of ours, where the passwords are, and no other
/// descriptor. It is killed when its time is over, and when its starter is cancelled.
enum DecodingChild {
    enum End: Equatable, Sendable {
        case exit(Int32)
        case signal(Int32)
        /// Killed because its time was over.
        case late
        /// Killed because the server stops.
        case stopped
    }

    /// `files` become the child's descriptors 0, 1, 2 and so on. Throws `MediaUnavailable` if it cannot be started.
    static func run(
        _ path: String, _ arguments: [String], files: [Int32], limit: Duration
    ) async throws -> End {
        let stop = Flag()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                // A thread of its own: it waits, and the child ends with the thread that started it.
                Thread.detachNewThread {
                    continuation.resume(
                        with: Result {
                            wait(for: try start(path, arguments, files: files), until: .now + limit, stop)
                        })
                }
            }
        } onCancel: {
            stop.set()
        }
    }

    private static func wait(for child: pid_t, until end: ContinuousClock.Instant, _ stop: Flag) -> End {
        var killed: End?
        while true {
            var status: Int32 = 0
            let found = waitpid(child, &status, WNOHANG)
            if found == child {
                let signal = status & 0x7F
                if let killed, signal == SIGKILL { return killed }
                return signal == 0 ? .exit((status >> 8) & 0xFF) : .signal(signal)
            }
            if found < 0, errno != EINTR { return killed ?? .signal(SIGKILL) }
            if killed == nil, stop.isSet || ContinuousClock.now >= end {
                killed = stop.isSet ? .stopped : .late
                kill(child, SIGKILL)
            }
            usleep(4_000)
        }
    }

    private static func start(_ path: String, _ arguments: [String], files: [Int32]) throws(MediaUnavailable) -> pid_t {
        let child = ChildStart(path, arguments, environment: ["LANG=C.UTF-8", "SWIFT_BACKTRACE=enable=no"])
        do {
            return try child(files: files)
        } catch {
            throw MediaUnavailable(description: error.description)
        }
    }
}

/// Not the file's fault: something of the installation is missing.
package struct MediaUnavailable: Error, CustomStringConvertible {
    package let description: String
}

/// Unchecked: `isOn` is touched only under `lock`.
private final class Flag: @unchecked Sendable {
    private let lock = NSLock()
    private var isOn = false

    var isSet: Bool { lock.withLock { isOn } }
    func set() { lock.withLock { isOn = true } }
}
