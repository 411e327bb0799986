import Foundation

/// Other programs: run to their end, or beside us until they are stopped.
final class Program: @unchecked Sendable {
    // @unchecked: started once in `init`; after that only asked for its id and state, and signalled.
    private let process = Process()

    init(_ command: [String], environment: [String: String]? = nil) throws {
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = command
        if let environment { process.environment = environment }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try Self.withSignals { try process.run() }
    }

    deinit { stop() }

    var isRunning: Bool { process.isRunning }

    /// Kilobytes of the program that are in memory now (`VmRSS:`), or were at most (`VmHWM:`).
    func memory(_ name: String) throws -> Double {
        let status = try String(contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)
        let line = status.split(separator: "\n").first { $0.hasPrefix(name) }
        guard let value = line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap({ Double($0) }) else {
            throw BenchProblem("the system does not say how much memory the program takes")
        }
        return value
    }

    /// Asks it to end, and ends it after five seconds.
    func stop() {
        guard process.isRunning else { return }
        process.terminate()
        let end = Date().addingTimeInterval(5)
        while process.isRunning, Date() < end { usleep(5000) }
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
    }

    /// What the program wrote; throws when it does not end well. Blocks.
    static func output(_ command: [String]) throws -> String {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = command
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = pipe
        process.standardError = pipe
        try withSignals { try process.run() }
        let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw BenchProblem("\(command[0]) ended with \(process.terminationStatus):\n\(output)")
        }
        return output
    }

    /// Swift's threads block signals, and a child inherits what its parent's thread blocks.
    private static func withSignals(_ body: () throws -> Void) rethrows {
        var none = sigset_t()
        var before = sigset_t()
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        try body()
    }
}
