package import Foundation

// glibc has both since 2.34, behind a macro that Swift's view of it does not set.
@_silgen_name("posix_spawn_file_actions_addclosefrom_np")
private func closeFrom(_ actions: UnsafeMutablePointer<posix_spawn_file_actions_t>, _ first: Int32) -> Int32
@_silgen_name("posix_spawn_file_actions_addchdir_np")
private func changeFolder(
    _ actions: UnsafeMutablePointer<posix_spawn_file_actions_t>, _ path: UnsafePointer<CChar>
) -> Int32

/// A program that was started beside us. Not Foundation's `Process`: that reads `/proc/self/fd` entry by entry and, in
/// a process with more than a thousand open files, as the tests are, has read beyond the end of the list.
///
/// Unchecked: `ended` is touched only under `lock`.
package final class ChildProcess: @unchecked Sendable {
    private let lock = NSLock()
    private let id: pid_t
    private var ended: Int32?

    /// `environment` nil is our own. The child has these three files open and no other, and no signal blocked: Swift's
    /// threads block some, and a child inherits what its parent's thread blocks.
    package init(
        _ path: String, _ arguments: [String], environment: [String: String]? = nil, folder: String? = nil,
        input: FileHandle, output: FileHandle, errors: FileHandle
    ) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (number, handle) in [input, output, errors].enumerated() {
            posix_spawn_file_actions_adddup2(&actions, handle.fileDescriptor, Int32(number))
        }
        _ = closeFrom(&actions, 3)
        if let folder { _ = changeFolder(&actions, folder) }

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))

        var words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) }
        let known = environment ?? ProcessInfo.processInfo.environment
        var settings: [UnsafeMutablePointer<CChar>?] = known.map { strdup("\($0)=\($1)") }
        defer { (words + settings).forEach { free($0) } }
        words.append(nil)
        settings.append(nil)
        var child: pid_t = 0
        let problem = posix_spawn(&child, path, &actions, &attributes, words, settings)
        guard problem == 0 else {
            throw PeerProblem("\(path) cannot be started: \(String(cString: strerror(problem)))")
        }
        id = child
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
