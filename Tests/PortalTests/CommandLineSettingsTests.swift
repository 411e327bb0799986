import Foundation
import RelaisTesting
import Testing

/// A wrong setting stops the start with a sentence that names it.
@Suite("The command line's settings", .serialized)
struct CommandLineSettingsTests {
    struct Wrong: Sendable, CustomTestStringConvertible {
        let settings: [String: String]
        /// What standard error has to name.
        let names: [String]
        var testDescription: String { settings.map { "\($0.key)=\($0.value)" }.sorted().joined(separator: " ") }

        init(_ settings: [String: String], _ names: String...) {
            self.settings = settings
            self.names = names
        }
    }

    private static let kannel = "http://127.0.0.1:13013/cgi-bin/sendsms"

    @Test(
        "a wrong setting stops the start and is named",
        arguments: [
            Wrong(["RELAIS_LISTEN": "nonsense"], "RELAIS_LISTEN", "nonsense"),
            Wrong(["RELAIS_LISTEN": "127.0.0.1:99999"], "RELAIS_LISTEN", "99999"),
            Wrong(["RELAIS_FOO": "1"], "RELAIS_FOO"),
            Wrong(["RELAIS_LISTN": "127.0.0.1:1"], "RELAIS_LISTN", "RELAIS_LISTEN"),
            Wrong(["RELAIS_SMS_GATEWAY": "nowhere"], "RELAIS_SMS_GATEWAY", "nowhere"),
            Wrong(["RELAIS_SMS_GATEWAY": "../../README"], "RELAIS_SMS_GATEWAY"),
            Wrong(["RELAIS_SMS_GATEWAY": "kannel"], "RELAIS_SMS_URL", "RELAIS_SMS_USERNAME", "RELAIS_SMS_PASSWORD"),
            Wrong(
                [
                    "RELAIS_SMS_GATEWAY": "kannel", "RELAIS_SMS_URL": kannel, "RELAIS_SMS_USERNAME": "u",
                    "RELAIS_SMS_PASSWORD": "p", "RELAIS_SMS_COLOUR": "red",
                ], "RELAIS_SMS_COLOUR"),
            Wrong(["RELAIS_SMS_URL": kannel], "RELAIS_SMS_URL"),
            Wrong(["RELAIS_PUBLIC_URL": "https://portal.example"], "RELAIS_PUBLIC_URL", "RELAIS_SMS_GATEWAY"),
            Wrong(["RELAIS_PUBLIC_URL": "portal"], "RELAIS_PUBLIC_URL", "portal"),
            Wrong(["RELAIS_PUBLIC_URL": "https://portal.example/relais"], "RELAIS_PUBLIC_URL", "RELAIS_SMTP_URL"),
            Wrong(["RELAIS_LOG_LEVEL": "loud"], "RELAIS_LOG_LEVEL", "loud"),
            Wrong(["RELAIS_LOG_FORMAT": "xml"], "RELAIS_LOG_FORMAT", "xml"),
            Wrong(["RELAIS_SMTP_URL": "http://mail.example", "RELAIS_MAIL_FROM": "a@b.example"], "RELAIS_SMTP_URL"),
            Wrong(["RELAIS_SMTP_URL": "smtp://127.0.0.1:1"], "RELAIS_MAIL_FROM"),
            Wrong(["RELAIS_MAIL_FROM": "nobody"], "RELAIS_MAIL_FROM"),
            Wrong(["RELAIS_DATABASE_URL": "postgres://db.example/relais"], "RELAIS_DATABASE_URL"),
            Wrong(["RELAIS_ROOT": "/nowhere"], "RELAIS_ROOT", "/nowhere"),
            Wrong(["RELAIS_METRICS_TOKEN": "too-short"], "RELAIS_METRICS_TOKEN"),
            Wrong(["RELAIS_IMAP_URL": "imap://nowhere"], "RELAIS_IMAP_URL"),
            Wrong(["RELAIS_MAIL_REPLY": "replies@portal.example"], "RELAIS_MAIL_REPLY"),
            Wrong(["RELAIS_DATA": "/proc/x"], "RELAIS_DATA", "/proc/x"),
            Wrong(["RELAIS_DATA": "/proc/version"], "RELAIS_DATA", "/proc/version"),
            Wrong(["RELAIS_LISTEN": "nonsense", "RELAIS_LOG_LEVEL": "loud"], "RELAIS_LISTEN", "RELAIS_LOG_LEVEL"),
            // None hides another.
            Wrong(["RELAIS_FOO": "1", "RELAIS_LISTEN": "nonsense"], "RELAIS_FOO", "RELAIS_LISTEN"),
            Wrong(
                ["RELAIS_ROOT": "/nowhere", "RELAIS_SMS_GATEWAY": "kannel"], "RELAIS_ROOT", "RELAIS_SMS_URL",
                "RELAIS_SMS_PASSWORD"),
            Wrong(
                ["RELAIS_PUBLIC_URL": "https://portal.example", "RELAIS_LOG_LEVEL": "loud"], "RELAIS_LOG_LEVEL",
                "RELAIS_SMS_GATEWAY", "RELAIS_SMTP_URL"),
        ])
    func wrong(_ wrong: Wrong) async throws {
        let outcome = try await LoopProgram(wrong.settings).run(["serve"])
        #expect(outcome.status == 1, "\(outcome.all)")
        for name in wrong.names { #expect(outcome.errors.contains(name), "not named: \(name)\n\(outcome.errors)") }
        #expect(outcome.output.isEmpty)
        #expect(!outcome.errors.contains("Fatal error"))
        let checked = try await LoopProgram(wrong.settings).run(["check"])
        #expect(checked.status == 1, "check sees it as well: \(checked.all)")
        for name in wrong.names { #expect(checked.errors.contains(name), "check hides \(name):\n\(checked.errors)") }
    }

    @Test("a secret in a wrong setting is not repeated")
    func secret() async throws {
        let outcome = try await LoopProgram([
            "RELAIS_SMTP_URL": "smtp://portal:orage-bleu@mail.example/box", "RELAIS_MAIL_FROM": "a@b.example",
        ]).run(["serve"])
        #expect(outcome.status == 1)
        #expect(!outcome.all.contains("orage-bleu"))
    }

    @Test("settings may stand in the file of --config, and the environment wins")
    func file() async throws {
        let program = try LoopProgram()
        try program.data.write(
            "# a comment\n\nRELAIS_LOG_FORMAT=json\nRELAIS_LISTEN=nonsense\n", to: "relais.env")
        let run = try await program.serve(["--config", program.data.path("relais.env")])
        defer { run.end() }
        let first = try #require(program.log.split(separator: "\n").first)
        #expect(try JSONSerialization.jsonObject(with: Data(first.utf8)) is [String: Any])
    }

    @Test(
        "a bad line in the file of --config is named",
        arguments: [("what is this", "what"), ("RELAIS_COLOUR=red", "RELAIS_COLOUR"), ("HOME=/", "HOME")])
    func badLine(_ line: String, _ name: String) async throws {
        let program = try LoopProgram()
        try program.data.write("RELAIS_LOG_LEVEL=loud\n\(line)\n", to: "relais.env")
        for command in ["serve", "check"] {
            let outcome = try await program.run([command, "--config", program.data.path("relais.env")])
            #expect(outcome.status == 1, "\(outcome.all)")
            #expect(outcome.errors.contains(name), "\(outcome.errors)")
            #expect(outcome.errors.contains("RELAIS_LOG_LEVEL"), "a bad line hides no wrong value: \(outcome.errors)")
        }
    }

    @Test("a file of --config that is not there is named")
    func noFile() async throws {
        let program = try LoopProgram()
        let outcome = try await program.run(["serve", "--config", program.data.path("missing.env")])
        #expect(outcome.status == 1, "\(outcome.all)")
        #expect(outcome.errors.contains("missing.env"))
    }

    @Test("check is content with the sandbox, and names a gateway that does not answer")
    func check() async throws {
        let fine = try await LoopProgram().run(["check"])
        #expect(fine.status == 0, "\(fine.all)")
        #expect(fine.errors.isEmpty)
        let port = try Ports.free(1)[0]
        let away = try await LoopProgram([
            "RELAIS_SMS_GATEWAY": "kannel", "RELAIS_SMS_URL": "http://127.0.0.1:\(port)/cgi-bin/sendsms",
            "RELAIS_SMS_USERNAME": "u", "RELAIS_SMS_PASSWORD": "orage-bleu",
        ]).run(["check"])
        #expect(away.status == 1, "\(away.all)")
        #expect(away.errors.contains("RELAIS_SMS_URL"))
        #expect(away.errors.contains("127.0.0.1:\(port)"))
        #expect(!away.all.contains("orage-bleu"))
    }

    @Test("one run of check names what is wrong with the settings, the data folder and those who do not answer")
    func checksAll() async throws {
        let ports = try Ports.free(2)
        let outcome = try await LoopProgram([
            "RELAIS_FOO": "1", "RELAIS_LISTEN": "nonsense", "RELAIS_DATA": "/proc/x",
            "RELAIS_SMTP_URL": "smtp://127.0.0.1:\(ports[0])", "RELAIS_MAIL_FROM": "a@b.example",
            "RELAIS_SMS_GATEWAY": "kannel", "RELAIS_SMS_URL": "http://127.0.0.1:\(ports[1])/cgi-bin/sendsms",
            "RELAIS_SMS_USERNAME": "u", "RELAIS_SMS_PASSWORD": "p",
        ]).run(["check"])
        #expect(outcome.status == 1, "\(outcome.all)")
        for name in ["RELAIS_FOO", "RELAIS_LISTEN", "RELAIS_DATA", "RELAIS_SMTP_URL", "RELAIS_SMS_URL"] {
            let sentences = outcome.errors.split(separator: "\n").filter { $0.contains(name) }
            #expect(sentences.count == 1, "\(name):\n\(outcome.errors)")
        }
    }

    @Test("check signs in at the mail server: a wrong password is named and not shown, and nothing is sent")
    func checksMailServer() async throws {
        let server = try await MailServer()
        defer { server.stop() }
        func checked(_ password: String) async throws -> LoopOutcome {
            try await LoopProgram([
                "RELAIS_SMTP_URL": "smtp://\(server.username):\(password)@127.0.0.1:\(server.securePort)",
                "RELAIS_MAIL_FROM": "relais@portal.example",
            ]).run(["check"])
        }
        let right = try await checked(
            try #require(server.password.addingPercentEncoding(withAllowedCharacters: .alphanumerics)))
        #expect(right.status == 0, "\(right.all)")
        let wrong = try await checked("falsch-9182")
        #expect(wrong.status == 1, "\(wrong.all)")
        #expect(wrong.errors.contains("RELAIS_SMTP_URL"), "\(wrong.errors)")
        #expect(wrong.errors.contains("127.0.0.1:\(server.securePort)"), "\(wrong.errors)")
        #expect(wrong.errors.contains("password"), "\(wrong.errors)")
        #expect(!wrong.all.contains("falsch"))
        #expect(server.mails.isEmpty)
    }
}
