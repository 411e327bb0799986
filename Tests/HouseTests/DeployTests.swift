import Foundation
import Testing

/// What is installed beside the program keeps what the documents promise.
@Suite struct DeployTests {
    @Test("logs go after two weeks, Relais' and Caddy's, as docs/operations.md promises")
    func retention() throws {
        #expect(try Project.text("docs/operations.md").contains("logs go after two weeks"))
        #expect(try values(of: "MaxRetentionSec", in: "deploy/journald@relais.conf") == ["14day"])
        #expect(try values(of: "LogNamespace", in: "deploy/relais.service") == ["relais"])
        let logs = try values(of: "output file", in: "deploy/Caddyfile", separator: " ")
        #expect(logs == ["/var/log/caddy/relais.log {"])
        // 336 hours; as many limits as files.
        #expect(try values(of: "roll_keep_for", in: "deploy/Caddyfile", separator: " ") == ["\(14 * 24)h"])
    }

    @Test("HSTS is said once, by the program, and with subdomains: browsers go by the first of two headers")
    func transportSecurity() throws {
        let sent = try Project.text("Sources/Site/Foundation/SecurityHeaders.swift")
        #expect(sent.contains("\"Strict-Transport-Security\", \"max-age=31536000; includeSubDomains\""))
        #expect(try !Project.text("deploy/Caddyfile").contains("Strict-Transport-Security"))
    }

    @Test("the exposure that docs/operations.md names is one that bin/lint lets through, below 2.0")
    func exposure() throws {
        let lint = try Project.text("bin/lint")
        let limit = try #require(lint.firstMatch(of: /--threshold=(\d+)/).flatMap { Double($0.1) })
        #expect(limit < 20)
        let figure = /`systemd-analyze security`[^.]*?(\d+\.\d)/
        let named = try #require(try Project.text("docs/operations.md").firstMatch(of: figure).flatMap { Double($0.1) })
        #expect(named * 10 <= limit)
    }

    /// What stands behind that name on each line that begins with it.
    private func values(of name: String, in file: String, separator: String = "=") throws -> [String] {
        try Project.text(file).split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
            .filter { $0.hasPrefix(name + separator) }.map { String($0.dropFirst(name.count + separator.count)) }
    }
}
