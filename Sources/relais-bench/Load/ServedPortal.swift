import Foundation
import Gateways
import RelaisTesting

/// `relais serve` in a process of its own, on a data folder.
struct ServedPortal {
    let program: Program
    let port: Int
    private let transport = Transport(connectionsPerHost: 1)

    init(data: String) throws {
        let path = CommandLine.arguments[0]
        let binary = URL(fileURLWithPath: path).deletingLastPathComponent().appending(path: "relais").path
        guard FileManager.default.isExecutableFile(atPath: binary) else {
            throw BenchProblem("there is no program beside relais-bench: build the product relais first")
        }
        port = try Ports.free(1)[0]
        var environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("RELAIS_") }
        environment["RELAIS_LISTEN"] = "127.0.0.1:\(port)"
        environment["RELAIS_DATA"] = data
        environment["RELAIS_ROOT"] = FileManager.default.currentDirectoryPath
        environment["RELAIS_LOG_LEVEL"] = "critical"
        program = try Program([binary, "serve"], environment: environment)
    }

    var url: String { "http://127.0.0.1:\(port)" }

    /// Returns when `path` answers 200.
    func answer(_ path: String) async throws {
        let end = ContinuousClock.now + .seconds(20)
        while ContinuousClock.now < end {
            guard program.isRunning else { throw BenchProblem("relais serve ended by itself") }
            let request = TransferRequest("GET", url + path)
            if let response = try? await transport.perform(request) {
                guard response.status == 200 else { throw BenchProblem("\(path) answers \(response.status)") }
                return
            }
            try await Task.sleep(for: .milliseconds(2))
        }
        throw BenchProblem("relais serve does not answer")
    }

    func stop() {
        program.stop()
        transport.shutDown()
    }
}
