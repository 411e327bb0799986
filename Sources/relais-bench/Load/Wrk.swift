import Foundation

/// One run of `wrk`: one thread, 32 connections.
struct Wrk {
    let requestsPerSecond: Double
    /// Milliseconds.
    let p50: Double
    let p99: Double

    private static let script = """
        local requests, turn = {}, 0
        function init(arguments)
            for path in io.lines(arguments[1]) do requests[#requests + 1] = wrk.format("GET", path) end
        end
        function request()
            turn = turn % #requests + 1
            return requests[turn]
        end
        """

    /// Asks for the paths in turn. Any answer that is not of the 200s or 300s is a failure.
    static func run(port: Int, paths: String, seconds: Int, in workplace: Workplace) async throws -> Wrk {
        let script = try workplace.write(Self.script, to: "paths.lua")
        let output = try await blocking {
            try Program.output([
                "wrk", "-t1", "-c32", "-d\(seconds)s", "--latency", "-H", "Accept-Encoding: gzip", "-s", script,
                "http://127.0.0.1:\(port)", "--", paths,
            ])
        }
        return try Wrk(output)
    }

    private init(_ output: String) throws {
        let lines = output.split(separator: "\n").map { $0.split(whereSeparator: \.isWhitespace).map(String.init) }
        func value(_ name: String) -> String? { lines.first { $0.first == name }.flatMap { $0.last } }
        guard let rate = value("Requests/sec:").flatMap(Double.init), rate > 0,
            let p50 = value("50%").flatMap(Self.milliseconds), let p99 = value("99%").flatMap(Self.milliseconds)
        else { throw BenchProblem("wrk said:\n\(output)") }
        guard !output.contains("Non-2xx"), !output.contains("Socket errors") else {
            throw BenchProblem("not every answer was a page; wrk said:\n\(output)")
        }
        (requestsPerSecond, self.p50, self.p99) = (rate, p50, p99)
    }

    private static func milliseconds(_ text: String) -> Double? {
        for (unit, factor) in [("us", 0.001), ("ms", 1.0), ("s", 1000.0)] where text.hasSuffix(unit) {
            return Double(text.dropLast(unit.count)).map { $0 * factor }
        }
        return nil
    }
}
