import Foundation
import Gateways
import RelaisTesting

/// The program as it was built, run as anybody would run it, with a data folder and a port of its own.
final class LoopProgram: Sendable {
    let data: PeerFolder
    let port: Int
    /// Beside the data folder and the port.
    let settings: [String: String]
    let transport = Transport()

    var url: String { "http://127.0.0.1:\(port)" }
    private var outputFile: String { data.path("serve.out") }
    private var errorFile: String { data.path("serve.err") }

    init(_ settings: [String: String] = [:], data: PeerFolder? = nil) throws {
        self.settings = settings
        self.data = try data ?? PeerFolder()
        port = try Ports.free(1)[0]
    }

    deinit {
        transport.shutDown()
        // For the search through everything that was logged (bin/test).
        guard let folder = ProcessInfo.processInfo.environment["RELAIS_TEST_LOGS"] else { return }
        for file in [outputFile, errorFile] where FileManager.default.fileExists(atPath: file) {
            try? FileManager.default.copyItem(atPath: file, toPath: "\(folder)/serve-\(UUID().uuidString).log")
        }
    }

    /// What is built beside this very test; a missing program is a failure.
    static func path() throws -> String {
        let path = ProjectRoot.url.appending(path: ".build/debug/relais").path
        guard FileManager.default.isExecutableFile(atPath: path) else {
            throw PeerProblem("There is no program at \(path).")
        }
        return path
    }

    private var environment: [String: String] {
        var environment = ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": data.root, "LANG": "C.UTF-8"]
        environment["RELAIS_DATA"] = data.path("var")
        environment["RELAIS_LISTEN"] = "127.0.0.1:\(port)"
        return environment.merging(settings) { $1 }
    }

    /// Starts `relais serve`, or another command that serves, and returns when it can.
    func serve(_ arguments: [String] = [], command: String = "serve") async throws -> LoopRun {
        let run = try start([command] + arguments, output: outputFile, errors: errorFile)
        let end = Date().addingTimeInterval(20)
        while try await !isReady() {
            guard Date() < end, run.isRunning else {
                run.end()
                throw PeerProblem("The program does not serve.\n\(log)")
            }
            try await Task.sleep(for: .milliseconds(50))
        }
        return run
    }

    func isReady() async throws -> Bool {
        (try? await transport.perform(TransferRequest("GET", url + "/readyz")))?.status == 200
    }

    /// Runs a command to its end.
    func run(_ arguments: [String], settings: [String: String] = [:]) async throws -> LoopOutcome {
        let name = UUID().uuidString
        let (output, errors) = (data.path("\(name).out"), data.path("\(name).err"))
        let run = try start(arguments, settings, output: output, errors: errors)
        defer { run.end() }
        let status = try await run.status(within: 60)
        return LoopOutcome(status: status, output: Self.text(output), errors: Self.text(errors))
    }

    /// Both streams of every `serve` so far.
    var log: String { Self.text(outputFile) + Self.text(errorFile) }

    private func start(
        _ arguments: [String], _ more: [String: String] = [:], output: String, errors: String
    ) throws -> LoopRun {
        try LoopRun(
            [try Self.path()] + arguments, environment: environment.merging(more) { $1 }, folder: data.root,
            output: output, errors: errors)
    }

    private static func text(_ path: String) -> String {
        String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
    }
}

/// What a command came to.
struct LoopOutcome: Sendable {
    let status: Int32
    let output: String
    let errors: String

    var lines: [String] { output.split(separator: "\n").map(String.init) }
    var all: String { "status \(status)\n\(output)\(errors)" }

    /// The key that `key add` prints: alone on its line.
    var key: String? { lines.first { $0.wholeMatch(of: /[A-Za-z0-9_-]{32,}/) != nil } }
    /// The path of the sign-in link that `manager add` prints.
    var signInPath: String? {
        output.firstMatch(of: /https?:\/\/[^\/\s"]+(\/sign-in\/[A-Za-z0-9_-]+)/).map { String($0.1) }
    }
}
