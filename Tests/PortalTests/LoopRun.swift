import Foundation
import RelaisTesting

/// One run of the program. It ends with the test, also when the test is killed: a shell beside it reads a pipe that
/// closes with us, and then kills the program.
///
/// Unchecked: `leash` and `isEnded` are touched only under `lock`.
final class LoopRun: @unchecked Sendable {
    private let lock = NSLock()
    private let process: ChildProcess
    private let leash = Pipe()
    private let pidFile: String
    private var isEnded = false

    private static let guardian = """
        exec 3<&0
        "$@" </dev/null 3<&- & child=$!
        (read -r line; kill -KILL $child) <&3 2>/dev/null & leash=$!
        exec 3<&-
        echo $child >"$0"
        wait $child; status=$?
        kill $leash 2>/dev/null
        exit $status
        """

    init(_ command: [String], environment: [String: String], folder: String, output: String, errors: String) throws {
        pidFile = "\(folder)/\(UUID().uuidString).pid"
        process = try ChildProcess(
            "/bin/sh", ["-c", Self.guardian, pidFile] + command, environment: environment, folder: folder,
            input: leash.fileHandleForReading, output: try Self.appending(output), errors: try Self.appending(errors))
    }

    deinit { end() }

    var isRunning: Bool { process.isRunning }

    /// Sends a signal to the program itself.
    func signal(_ number: Int32) async throws {
        for _ in 0..<200 {
            let text = FileManager.default.contents(atPath: pidFile).map { String(decoding: $0, as: UTF8.self) } ?? ""
            if let pid = pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines)) {
                Glibc.kill(pid, number)
                return
            }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw PeerProblem("The program has no process id.")
    }

    /// The exit status; 128 and the signal's number when one ended it.
    func status(within seconds: Double) async throws -> Int32 {
        let end = Date().addingTimeInterval(seconds)
        while isRunning {
            guard Date() < end else { throw PeerProblem("The program still runs after \(seconds) seconds.") }
            try await Task.sleep(for: .milliseconds(20))
        }
        return process.wait()
    }

    /// Kills what still runs, and returns when it is gone.
    func end() {
        lock.withLock {
            if !isEnded { try? leash.fileHandleForWriting.close() }
            isEnded = true
            _ = process.wait()
        }
    }

    /// As a machine that fails: nothing is said or saved.
    func kill() async throws {
        try await signal(SIGKILL)
        _ = try await status(within: 10)
    }

    private static func appending(_ path: String) throws -> FileHandle {
        if !FileManager.default.fileExists(atPath: path) { try Data().write(to: URL(fileURLWithPath: path)) }
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        try handle.seekToEnd()
        return handle
    }
}
