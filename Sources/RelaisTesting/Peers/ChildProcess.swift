package import Foundation
import Media

/// A program that was started beside us. Not Foundation's `Process`: that reads `/proc/self/fd` entry by entry and, in
/// a process with more than a thousand open files, as the tests are, has read beyond the end of the list.
///
/// Unchecked: `ended` is touched only under `lock`.
package final class ChildProcess: @unchecked Sendable {
    private let lock = NSLock()
    private let id: pid_t
    private var ended: Int32?

    /// `environment` nil is our own. The child has these three files open and no other.
    package init(
        _ path: String, _ arguments: [String], environment: [String: String]? = nil, folder: String? = nil,
        input: FileHandle, output: FileHandle, errors: FileHandle
    ) throws {
        let known = environment ?? ProcessInfo.processInfo.environment
        let child = ChildStart(path, arguments, environment: known.map { "\($0)=\($1)" }, folder: folder)
        id = try child(files: [input, output, errors].map(\.fileDescriptor))
    }

    package var isRunning: Bool { status == nil }

    /// The exit status, or 128 and the signal's number; nil while it runs.
    package var status: Int32? {
        lock.withLock {
            if let ended { return ended }
            var raw: Int32 = 0
            guard waitpid(id, &raw, WNOHANG) == id else { return nil }
            let signal = raw & 0x7F
            ended = signal == 0 ? (raw >> 8) & 0xFF : 128 + signal
            return ended
        }
    }

    /// Returns when it has ended. Blocks.
    package func wait() -> Int32 {
        while true {
            if let status { return status }
            usleep(10_000)
        }
    }
}
