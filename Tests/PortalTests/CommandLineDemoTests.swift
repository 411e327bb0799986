import Foundation
import Gateways
import RelaisTesting
import Testing

/// What a newcomer starts first.
@Suite("The command line's demo", .serialized)
struct CommandLineDemoTests {
    private struct Message: Decodable {
        let id: String
        let channel: String
        let text: String
        let links: [String]
        let sentAt: String
    }

    @Test("the demo says where to click, its links open, and a second start keeps what is there")
    func demo() async throws {
        let program = try LoopProgram()
        let run = try await program.serve(command: "demo")
        defer { run.end() }
        let said = try await said(program, holding: "/sign-in/")
        #expect(said.contains(program.url + "/phone"))
        let browser = LoopBrowser(program, language: "fr")
        for path in ["/", "/phone"] { #expect(try await browser.get(path).status == 200, "\(path)") }
        let messages = try await phone(program)
        #expect(Set(messages.map(\.channel)) == ["sms", "email"])
        #expect(messages.map(\.sentAt) == messages.map(\.sentAt).sorted(by: >), "newest first")
        for link in Set(messages.flatMap(\.links)) where link.contains("/t/") {
            let page = try await browser.get(link)
            #expect(page.status == 200 || page.label == "withdrawn", "\(page.status) \(page.text.prefix(200))")
        }
        try await entersByLink(said, program)
        try await run.signal(SIGINT)
        #expect(try await run.status(within: 10) == 0)
        let verified = try await program.run(["verify"])
        #expect(verified.status == 0, "\(verified.all)")
        let second = try await program.serve(command: "demo")
        defer { second.end() }
        let kept = try await phone(program).map(\.id)
        #expect(Set(messages.map(\.id)).isSubset(of: kept))
    }

    @Test("the demo does not send, and does not mix with somebody's work")
    func apart() async throws {
        let real = try LoopProgram()
        _ = try await real.run(["migrate"])
        let mixed = try await real.run(["demo"])
        #expect(mixed.status == 1, "\(mixed.all)")
        #expect(mixed.errors.contains("RELAIS_DATA"))
        let mail = ["RELAIS_SMTP_URL": "smtp://127.0.0.1:2525", "RELAIS_MAIL_FROM": "a@b.example"]
        let sending = try await LoopProgram(mail).run(["demo"])
        #expect(sending.status == 1, "\(sending.all)")
        #expect(sending.errors.contains("RELAIS_SMTP_URL"))
        let away = try await LoopProgram(["RELAIS_PUBLIC_URL": "https://portal.example"]).run(["demo"])
        #expect(away.status == 1, "\(away.all)")
        #expect(away.errors.contains("RELAIS_PUBLIC_URL"))
    }

    @Test("serve leaves the demo's folder alone, and has no phone")
    func serveIsNoDemo() async throws {
        let program = try LoopProgram()
        let run = try await program.serve(command: "demo")
        run.end()
        let refused = try await program.run(["serve"])
        #expect(refused.status == 1, "\(refused.all)")
        #expect(refused.errors.contains("RELAIS_DATA"))
        let production = try LoopProgram()
        let server = try await production.serve()
        defer { server.end() }
        for path in ["/phone", "/phone/messages.json"] {
            #expect(try await LoopBrowser(production, language: "fr").get(path).status == 404, "\(path)")
        }
    }

    private func entersByLink(_ said: String, _ program: LoopProgram) async throws {
        let path = try #require(said.firstMatch(of: /\/sign-in\/[A-Za-z0-9_-]+/).map { String($0.0) })
        let browser = LoopBrowser(program, language: "fr")
        let page = try await browser.get(path)
        let inside = try await browser.follow(try page.form(button: LoopPeople.french.words.signIn), on: page)
        #expect(inside.path.hasPrefix("/desk"))
        #expect(inside.html.contains("data-ticket=\""), "there is work in the Inbox")
    }

    private func phone(_ program: LoopProgram) async throws -> [Message] {
        let answer = try await program.transport.perform(.init("GET", program.url + "/phone/messages.json"))
        #expect(answer.status == 200)
        return try JSONDecoder().decode([Message].self, from: answer.body)
    }

    private func said(_ program: LoopProgram, holding piece: String) async throws -> String {
        let end = Date().addingTimeInterval(20)
        while !program.log.contains(piece) {
            guard Date() < end else { throw PeerProblem("The demo never says \(piece):\n\(program.log)") }
            try await Task.sleep(for: .milliseconds(50))
        }
        return program.log
    }
}
