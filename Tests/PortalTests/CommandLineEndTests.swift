import Foundation
import Gateways
import RelaisTesting
import Testing

/// How the program ends, told to or not.
@Suite("The command line's end", .serialized)
struct CommandLineEndTests {
    private let people = LoopPeople.french

    @Test("SIGTERM lets an answer that is half here arrive: it is taken, kept, and the program ends with status 0")
    func stopWithinAnAnswer() async throws {
        try await CommandLinePortal.run(people) { portal, run, link, number in
            let program = portal.program
            let request = try await acceptance(link, program)
            let socket = try ExchangeSocket(url: program.url)
            let half = request.body.count / 2
            socket.say(request.head + String(request.body.prefix(half)))
            try await waitUntil("the request is in hand") {
                let metrics = try await program.transport.perform(.init("GET", program.url + "/metrics"))
                return metrics.text.contains("http_server_active_requests{http_request_method=\"POST\"} 1")
            }
            let asked = Date()
            try await run.signal(SIGTERM)
            try await waitUntil("nobody new is let in") { try await !program.isReady() }
            #expect(run.isRunning)
            socket.say(String(request.body.dropFirst(half)))
            try await socket.hear("HTTP/1.1 303", within: 5)
            let left = 10 - Date().timeIntervalSince(asked)
            #expect(try await run.status(within: left) == 0, "\(program.log.suffix(3000))")
            let second = try await program.serve()
            defer { second.end() }
            #expect(try await portal.api.ticket(number).label == "in-progress/dispatch-confirmed")
            #expect(try await portal.api.events(of: number).filter { $0.type == "accepted" }.count == 1)
        }
    }

    @Test("a crash under what the unit sets leaves no report of what lay in memory, and no core file")
    func crash() async throws {
        let unit = try UnitFile()
        let limit = try CoreLimit(unit.coreLimit)
        defer { limit.restore() }
        let settings = unit.environment.merging(["RELAIS_LOG_FORMAT": "json"]) { $1 }
        try await CommandLinePortal.run(people, settings: settings) { portal, run, link, number in
            let program = portal.program
            #expect(try await LoopBrowser(program, language: "fr").get(link).text.contains(number))
            let (second, _) = try await portal.offer(people, phone: "+33639980002")
            _ = try await LoopBrowser(program, language: "fr").get(second)
            _ = try await portal.api.events(of: number)
            try await run.signal(SIGSEGV)
            #expect(try await run.status(within: 20) == 128 + SIGSEGV)
            let log = program.log
            let tokens = [link, second].compactMap { $0.split(separator: "/").last.map(String.init) }
            for secret in tokens + [portal.api.key, "639980001", "639980002", "orage-bleu"] {
                #expect(!log.contains(secret), "the log holds \(secret)")
            }
            // Not even pieces: nothing but the log's own lines. The shell around it tells the signal, and would tell a
            // core file ("core dumped").
            for line in log.split(separator: "\n") where !line.hasSuffix("Segmentation fault") {
                #expect((try? JSONDecoder().decode([String: String].self, from: Data(line.utf8))) != nil, "\(line)")
            }
            let files = try FileManager.default.contentsOfDirectory(atPath: program.data.root)
            #expect(files.filter { $0.hasPrefix("core") } == [])
        }
    }

    // MARK: Support

    /// The answer "yes" to an offer, as a browser sends it.
    private func acceptance(_ link: String, _ program: LoopProgram) async throws -> (head: String, body: String) {
        let page = try await LoopBrowser(program, language: "fr").get(link)
        var form = try page.form(button: people.words.sendAnswer)
        try form.choose(people.words.accept)
        try form.fill(people.words.date, people.day(in: 9))
        try form.fill(people.words.time, "10:30")
        try form.fill(people.words.comment, "Code 12B ?")
        let (type, bytes) = form.encoded
        let body = String(decoding: bytes, as: UTF8.self)
        let path = form.action.hasPrefix("/") ? form.action : String(page.path.prefix { $0 != "?" }) + form.action
        let lines = [
            "POST \(path) HTTP/1.1", "Host: 127.0.0.1:\(program.port)", "Content-Type: \(type)",
            "Content-Length: \(body.utf8.count)", "Origin: null", "Sec-Fetch-Site: same-origin",
            "Sec-Fetch-Mode: navigate",
        ]
        return (lines.joined(separator: "\r\n") + "\r\n\r\n", body)
    }

    private func waitUntil(_ what: String, _ isSo: () async throws -> Bool) async throws {
        let end = Date().addingTimeInterval(5)
        while try await !isSo() {
            guard Date() < end else { throw PeerProblem("It does not come about that \(what).") }
            try await Task.sleep(for: .milliseconds(20))
        }
    }
}

/// What the unit of deploy/ gives the program, as far as a crash goes.
private struct UnitFile {
    private(set) var environment: [String: String] = [:]
    let coreLimit: rlim_t

    init() throws {
        let text = try String(contentsOf: ProjectRoot.url.appending(path: "deploy/relais.service"), encoding: .utf8)
        let settings = text.split(separator: "\n").map { $0.split(separator: "=", maxSplits: 1).map(String.init) }
        let limit = settings.first { $0.first == "LimitCORE" }?.last
        coreLimit = try #require(limit.flatMap { rlim_t($0) }, "the unit has no LimitCORE")
        for setting in settings where setting.count == 2 && setting[0] == "Environment" {
            let pair = setting[1].split(separator: "=", maxSplits: 1).map(String.init)
            if pair.count == 2 { environment[pair[0]] = pair[1] }
        }
    }
}

/// How large a core file may be that a child of ours leaves, until it is put back.
private struct CoreLimit {
    private static var core: __rlimit_resource_t { __rlimit_resource_t(RLIMIT_CORE.rawValue) }
    private let before: rlimit

    init(_ bytes: rlim_t) throws {
        var limit = rlimit()
        guard getrlimit(Self.core, &limit) == 0 else { throw PeerProblem("The limit cannot be read.") }
        before = limit
        limit.rlim_cur = min(bytes, limit.rlim_max)
        guard setrlimit(Self.core, &limit) == 0 else { throw PeerProblem("The limit cannot be set.") }
    }

    func restore() {
        var limit = before
        setrlimit(Self.core, &limit)
    }
}
