import Foundation
import Gateways
import RelaisTesting
import Testing

@Suite("What whoever runs it can see", .serialized)
struct CommandLineMetricsTests {
    @Test("/metrics counts requests by route, messages by outcome and what waits, and names nobody")
    func metrics() async throws {
        try await CommandLinePortal.run(LoopPeople.french) { portal, _, link, number in
            let transport = portal.program.transport
            for _ in 0..<3 { _ = try await transport.perform(.init("GET", link)) }
            let text = try await Self.metrics(portal.program)
            for line in [
                "# TYPE hb_requests_total counter", "# TYPE http_server_request_duration_seconds histogram",
                "relais_messages_total{way=\"sms\",outcome=\"sent\"} 1", "relais_messages_waiting{way=\"sms\"} 0",
                "# TYPE relais_messages_late_seconds gauge", "process_resident_memory_bytes ", "process_open_fds ",
                "relais_disk_free_bytes ", "relais_commits_total ", "le=\"+Inf\"",
            ] {
                #expect(text.contains(line), "missing: \(line)\n\(text)")
            }
            let page = text.split(separator: "\n").first {
                $0.hasPrefix("hb_requests_total") && $0.contains("/t/{token}\"") && $0.contains("200")
            }
            #expect(page?.hasSuffix(" 3") == true, "\(text)")
            let token = try #require(link.split(separator: "/").last)
            for secret in [String(token), number, LoopPeople.french.phone, String(LoopPeople.french.phone.dropFirst())]
            {
                #expect(!text.contains(secret))
            }
            // Every line is a comment, or a name, labels and a number.
            for line in text.split(separator: "\n") where !line.hasPrefix("#") {
                #expect(line.wholeMatch(of: /[a-z_]+(\{.*\})? [-+.0-9e]+/) != nil, "\(line)")
            }
        }
    }

    @Test("/metrics is for this machine, and for whoever has the token")
    func access() async throws {
        let program = try LoopProgram(["RELAIS_METRICS_TOKEN": "a-long-enough-token"])
        let run = try await program.serve()
        defer { run.end() }
        func status(_ headers: [(String, String)]) async throws -> Int {
            var request = TransferRequest("GET", program.url + "/metrics")
            request.headers = headers
            return try await program.transport.perform(request).status
        }
        #expect(try await status([]) == 200)
        #expect(try await status([("X-Forwarded-For", "203.0.113.9")]) == 404)
        #expect(try await status([("X-Forwarded-For", "203.0.113.9"), ("Authorization", "Bearer wrong")]) == 404)
        let right = ("Authorization", "Bearer a-long-enough-token")
        #expect(try await status([("X-Forwarded-For", "203.0.113.9"), right]) == 200)
    }

    @Test("every metric that is shown stands in the table of docs/operations.md, and every one of the table is shown")
    func explained() async throws {
        let guide = try String(contentsOf: ProjectRoot.url.appending(path: "docs/operations.md"), encoding: .utf8)
        let table = guide.split(separator: "\n", omittingEmptySubsequences: false)
            .drop { !$0.hasPrefix("| metric |") }.prefix { $0.hasPrefix("|") }
        let names = table.compactMap { $0.split(separator: "|").first }.flatMap { cell in
            cell.matches(of: /`([a-z_]+)[^`]*`/).map { String($0.1) }
        }
        #expect(names.count > 10)
        #expect(Set(names).count == names.count, "none twice")
        try await CommandLinePortal.run(LoopPeople.french) { portal, _, link, _ in
            _ = try await portal.program.transport.perform(.init("GET", link))
            // All are there after one request and one SMS, which is counted a moment after it went out.
            var shown: Set<String> = []
            for _ in 0..<200 where shown != Set(names) {
                let text = try await Self.metrics(portal.program)
                let types = text.split(separator: "\n").filter { $0.hasPrefix("# TYPE ") }
                shown = Set(types.compactMap { $0.split(separator: " ").dropFirst(2).first.map(String.init) })
                try await Task.sleep(for: .milliseconds(50))
            }
            #expect(shown.subtracting(names).sorted() == [], "shown and not explained")
            #expect(Set(names).subtracting(shown).sorted() == [], "explained and not shown")
        }
    }

    @Test("the log's line of a request has the id that its answer has in X-Request-ID, ours whatever the caller sends")
    func requestIDs() async throws {
        let program = try LoopProgram(["RELAIS_LOG_FORMAT": "json"])
        let run = try await program.serve()
        defer { run.end() }
        let token = String(repeating: "a", count: 32)
        let paths = ["/sign-in": "/sign-in", "/t/\(token)": "/t/-", "/api/v1/tickets": "/api/v1/tickets"]
        for (path, logged) in paths {
            let request = TransferRequest("GET", program.url + path, headers: [("X-Request-ID", "mine")])
            let answer = try await program.transport.perform(request)
            let lines = program.log.split(separator: "\n").compactMap { line in
                try? JSONDecoder().decode([String: String].self, from: Data(line.utf8))
            }.filter { $0["path"] == logged }
            #expect(lines.count == 1, "\(program.log)")
            let id = try #require(answer.header("X-Request-ID"))
            #expect(id != "mine")
            #expect(lines.first?["hb.request.id"] == id)
            #expect(lines.first?["status"] == "\(answer.status)")
        }
    }

    private static func metrics(_ program: LoopProgram) async throws -> String {
        let answer = try await program.transport.perform(TransferRequest("GET", program.url + "/metrics"))
        #expect(answer.status == 200)
        #expect(answer.header("Content-Type")?.hasPrefix("text/plain; version=0.0.4") == true)
        return answer.text
    }
}
