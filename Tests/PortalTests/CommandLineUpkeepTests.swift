import Domain
import Foundation
import Gateways
import RelaisTesting
import Testing

/// What an operator does over the years: start, stop, back up, restore, rotate.
@Suite("The command line's upkeep", .serialized)
struct CommandLineUpkeepTests {
    private let people = LoopPeople.french

    @Test("serve starts without any organization, and SIGTERM ends it within ten seconds with status 0")
    func startAndStop() async throws {
        let program = try LoopProgram()
        let run = try await program.serve()
        defer { run.end() }
        let health = try await program.transport.perform(.init("GET", program.url + "/healthz"))
        #expect(health.status == 200)
        let stranger = try await program.transport.perform(.init("GET", program.url + "/api/v1/tickets"))
        #expect(stranger.status == 401)
        try await run.signal(SIGTERM)
        #expect(try await run.status(within: 10) == 0, "\(program.log.suffix(3000))")
    }

    @Test("SIGTERM also ends it while a phone follows its page live")
    func stopWhileLive() async throws {
        try await CommandLinePortal.run(people) { portal, run, link, _ in
            let program = portal.program
            var request = TransferRequest("GET", link + "/live")
            request.timeout = .seconds(40)
            let stream = Task { [request] in
                let answer = try await program.transport.perform(request)
                return (answer, Date())
            }
            defer { stream.cancel() }
            try await Task.sleep(for: .seconds(1))
            let asked = Date()
            try await run.signal(SIGTERM)
            #expect(try await run.status(within: 10) == 0, "\(program.log.suffix(3000))")
            let (answer, ended) = try await stream.value
            #expect(answer.header("Content-Type")?.hasPrefix("text/event-stream") == true)
            #expect(ended >= asked, "it was still open")
        }
    }

    @Test("P36 SIGTERM ends it although a gateway does not answer; what may or may not have arrived is in the Inbox")
    func stopWhileSending() async throws {
        let gateway = try TinyServer { $0.query.contains("%2B33639980002") ? .silence : .init(202, "0: Accepted") }
        defer { gateway.stop() }
        try await CommandLinePortal.run(people, gateway: gateway) { portal, run, _, _ in
            let before = gateway.requests.count
            let number = try await portal.create(people, phone: "+33639980002")
            _ = try await gateway.requests(before + 1)
            try await run.signal(SIGTERM)
            #expect(try await run.status(within: 10) == 0, "\(portal.program.log.suffix(3000))")
            let second = try await portal.program.serve()
            defer { second.end() }
            // The gateway had the whole request: sending it again might ring twice, forgetting it would be worse.
            let events = try await portal.api.events(of: number)
            #expect(events.contains { $0.type == "notReached" }, "\(events) \(portal.program.log.suffix(3000))")
            #expect(gateway.requests.count == before + 1)
        }
    }

    @Test("a port that is taken is named, with status 1")
    func portTaken() async throws {
        let other = try TinyServer()
        defer { other.stop() }
        let outcome = try await LoopProgram(["RELAIS_LISTEN": "127.0.0.1:\(other.port)"]).run(["serve"])
        #expect(outcome.status == 1, "\(outcome.all)")
        #expect(outcome.errors.contains("127.0.0.1:\(other.port)"), "\(outcome.all)")
    }

    @Test("migrate makes the database and may be run again; verify finds nothing wrong with it")
    func migrate() async throws {
        let program = try LoopProgram()
        for _ in 1...2 {
            let outcome = try await program.run(["migrate"])
            #expect(outcome.status == 0, "\(outcome.all)")
        }
        #expect(FileManager.default.fileExists(atPath: program.data.path("var/relais.sqlite")))
        let verified = try await program.run(["verify"])
        #expect(verified.status == 0, "\(verified.all)")
    }

    @Test("a backup made beside the server is restored elsewhere, and the links of before still open")
    func backup() async throws {
        try await CommandLinePortal.run(people) { portal, run, link, number in
            let program = portal.program
            let folder = program.data.path("backup")
            let made = try await program.run(["backup", folder])
            #expect(made.status == 0, "\(made.all)")
            run.end()
            let other = try LoopProgram()
            let restored = try await other.run(["restore", folder])
            #expect(restored.status == 0, "\(restored.all)")
            let twice = try await other.run(["restore", folder])
            #expect(twice.status == 1, "it does not write over what is there: \(twice.all)")
            let second = try await other.serve()
            defer { second.end() }
            let path = try #require(link.firstRange(of: "/t/").map { String(link[$0.lowerBound...]) })
            let page = try await LoopBrowser(other, language: "fr").get(path)
            #expect(page.status == 200)
            #expect(page.text.contains(number))
            let verified = try await other.run(["verify"])
            #expect(verified.status == 0, "\(verified.all)")
            #expect(verified.output.hasPrefix("1 ticket"), "\(verified.all)")
        }
    }

    @Test("after links rotate old links still open, and new ones are signed with the new key")
    func rotate() async throws {
        try await CommandLinePortal.run(people) { portal, run, link, _ in
            let program = portal.program
            let rotated = try await program.run(["links", "rotate"])
            #expect(rotated.status == 0, "\(rotated.all)")
            #expect(try await LoopBrowser(program, language: "fr").get(link).status == 200)
            run.end()
            let second = try await program.serve()
            defer { second.end() }
            let (fresh, _) = try await portal.offer(people, phone: "+33639980002")
            // The first of a token's 32 characters names its key.
            #expect(fresh.suffix(32).prefix(1) != link.suffix(32).prefix(1))
            for address in [link, fresh] {
                #expect(try await LoopBrowser(program, language: "fr").get(address).status == 200)
            }
            let forged = link.dropLast() + (link.hasSuffix("a") ? "b" : "a")
            #expect(try await LoopBrowser(program, language: "fr").get(String(forged)).status == 404)
        }
    }

    @Test("one JSON object a line where the operator wants it so")
    func jsonLog() async throws {
        let program = try LoopProgram(["RELAIS_LOG_FORMAT": "json", "RELAIS_LOG_LEVEL": "debug"])
        let run = try await program.serve()
        defer { run.end() }
        _ = try await LoopBrowser(program, language: "fr").get("/t/\(String(repeating: "a", count: 32))")
        let lines = program.log.split(separator: "\n")
        #expect(lines.count > 1)
        for line in lines {
            let object = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            #expect(object?["message"] != nil, "\(line)")
            #expect(!line.contains("aaaaaaaa"))
        }
    }
}
