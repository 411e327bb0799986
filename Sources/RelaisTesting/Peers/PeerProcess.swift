import Foundation

/// Why a real part that a test needs did not do what it should: the test fails, it is never skipped.
package struct PeerProblem: Error, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }
}

/// A program that runs beside a test and ends with it, even when the test's own process is killed: a shell waits on
/// a pipe that closes with us, and then ends the program.
///
/// Unchecked: `leash` is closed only under `lock`.
package final class PeerProcess: @unchecked Sendable {
    private let lock = NSLock()
    private let process: ChildProcess
    private let leash = Pipe()
    /// Both output streams of the program.
    package let outputPath: String

    private static let guardian = """
        exec 3<&0
        "$@" </dev/null 3<&- & child=$!
        read -r line <&3
        kill -TERM $child 2>/dev/null
        (trap 'kill $nap; exit' TERM; sleep 3 & nap=$!; wait $nap; kill -KILL $child) 2>/dev/null & killer=$!
        wait $child 2>/dev/null
        kill $killer 2>/dev/null
        """

    /// As root the program runs as nobody: neither Kannel nor a mail server needs more.
    package init(_ command: [String], in folder: PeerFolder, output: String) throws {
        outputPath = folder.path(output)
        try Data().write(to: URL(fileURLWithPath: outputPath))
        let log = try FileHandle(forWritingTo: URL(fileURLWithPath: outputPath))
        let lowered = ["/usr/bin/setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "--"]
        process = try ChildProcess(
            "/bin/sh", ["-c", Self.guardian, "sh"] + (getuid() == 0 ? lowered : []) + command,
            input: leash.fileHandleForReading, output: log, errors: log)
    }

    deinit { stop() }

    /// Returns when the program has ended.
    package func stop() {
        lock.withLock {
            try? leash.fileHandleForWriting.close()
            _ = process.wait()
        }
    }

    package var output: String {
        String(decoding: FileManager.default.contents(atPath: outputPath) ?? Data(), as: UTF8.self)
    }
}

/// A folder of its own for a peer, gone when the peer is.
package final class PeerFolder: Sendable {
    package let root: String

    package init() throws {
        var template = Array("/tmp/relais-peer-XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else { throw PeerProblem("No folder can be made in /tmp.") }
        root = String(cString: made)
        chmod(root, 0o755)
        try giveAway(root)
    }

    deinit { try? FileManager.default.removeItem(atPath: root) }

    package func path(_ name: String) -> String { "\(root)/\(name)" }

    package func write(_ text: String, to name: String) throws {
        try text.write(toFile: path(name), atomically: false, encoding: .utf8)
        try giveAway(path(name))
    }

    package func make(_ name: String) throws {
        try FileManager.default.createDirectory(atPath: path(name), withIntermediateDirectories: true)
        try giveAway(path(name))
    }

    /// What peers write as nobody must be theirs.
    package func giveAway(_ path: String) throws {
        guard getuid() == 0 else { return }
        guard let nobody = getpwnam("nobody") else { throw PeerProblem("There is no user nobody.") }
        chown(path, nobody.pointee.pw_uid, nobody.pointee.pw_gid)
    }
}
