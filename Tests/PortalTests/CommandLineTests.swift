import Foundation
import Gateways
import RelaisTesting
import Testing

/// What each command prints, where, and what it ends with.
@Suite("The command line", .serialized)
struct CommandLineTests {
    @Test(
        "every command has its help, on standard output, with status 0",
        arguments: [
            "", "serve", "demo", "check", "migrate", "verify", "backup", "restore", "organization", "organization add",
            "organization rules", "manager", "manager add", "key", "key add", "key list",
            "key revoke", "links", "links rotate",
        ])
    func help(_ command: String) async throws {
        let outcome = try await LoopProgram().run(command.split(separator: " ").map(String.init) + ["--help"])
        #expect(outcome.status == 0)
        #expect(outcome.output.contains("USAGE: relais"))
        #expect(outcome.output.contains("OVERVIEW: "), "it does not say what it is for")
        #expect(outcome.errors.isEmpty)
    }

    @Test(
        "what cannot be understood is told on standard error, with status 64",
        arguments: [
            ["organization", "add"], ["organization", "add", "X", "--language", "de"], ["nonsense"],
            [
                "organization", "add", "X", "--language", "fr", "--time-zone", "Europe/Lutèce", "--currency", "EUR",
            ],
            ["organization", "add", "X", "--language", "fr", "--time-zone", "Europe/Paris", "--currency", "euro"],
            ["manager", "add", "nina", "--organization", "X", "--role", "admin"],
            ["manager", "add", "nina@lilas.example", "--organization", "X", "--role", "king"],
        ])
    func usage(_ arguments: [String]) async throws {
        let outcome = try await LoopProgram().run(arguments)
        #expect(outcome.status == 64, "\(outcome.all)")
        #expect(outcome.output.isEmpty)
        #expect(!outcome.errors.isEmpty)
    }

    @Test("a key is taken back at once, while the server runs; the others go on, and none is ever shown again")
    func revokedKey() async throws {
        let program = try LoopProgram()
        let run = try await program.serve()
        defer { run.end() }
        let people = LoopPeople.french
        _ = try await program.run(Self.organization(people.organization))
        let to = ["--organization", people.organization]
        func status(_ key: String?) async throws -> Int {
            var request = TransferRequest("GET", program.url + "/api/v1/tickets")
            request.headers = [("Authorization", "Bearer \(key ?? "")")]
            return try await program.transport.perform(request).status
        }
        let leaked = try await program.run(["key", "add", "accounting"] + to).key
        let other = try await program.run(["key", "add", "billing"] + to).key
        #expect(try await status(leaked) == 200)
        let list = try await program.run(["key", "list"] + to)
        #expect(list.lines == ["accounting", "billing"])
        #expect(!list.all.contains(leaked ?? "?"))
        #expect(try await program.run(["key", "revoke", "accounting"] + to).status == 0)
        #expect(try await status(leaked) == 401)
        #expect(try await status(other) == 200)
        #expect(try await program.run(["key", "list"] + to).lines == ["billing"])
        let again = try await program.run(["key", "revoke", "accounting"] + to)
        #expect(again.status == 1 && again.errors.contains("accounting"))
    }

    @Test("E9 P24 an organization's rules are listed, changed one by one, and a wrong one changes nothing")
    func rules() async throws {
        let program = try LoopProgram()
        _ = try await program.run(Self.organization("Syndic des Lilas"))
        let list = ["organization", "rules", "Syndic des Lilas"]
        let before = try await program.run(list)
        #expect(before.output.contains("wantsSignature=no\n") && before.output.contains("answerMinutes.high=240\n"))
        let changed = try await program.run(
            list + ["--set", "wantsSignature=yes", "--set", "answerMinutes.high=120", "--set", "checksPlace=yes"])
        #expect(changed.status == 0, "\(changed.all)")
        for wrong in ["wantsSignature=perhaps", "answerMinutes.high=-1", "owedReminderHours.low=x", "nonsense=1"] {
            let refused = try await program.run(list + ["--set", "needsProofs=yes", "--set", wrong])
            #expect(refused.status == 1 && refused.output.isEmpty && !refused.errors.isEmpty, "\(wrong)")
        }
        let rules = try await object(program.run(list + ["--json"]))
        #expect(rules["wantsSignature"] as? String == "yes" && rules["answerMinutes.high"] as? String == "120")
        #expect(rules["checksPlace"] as? String == "yes" && rules["needsProofs"] as? String == "no")
    }

    @Test("organization, manager and key are added, each by one command; --json prints one object")
    func adding() async throws {
        let program = try LoopProgram()
        let organization = try await program.run(Self.organization("Syndic des Lilas"))
        #expect(organization.status == 0, "\(organization.all)")
        #expect(organization.errors.isEmpty)
        let key = try await program.run(["key", "add", "accounting", "--organization", "Syndic des Lilas"])
        #expect(key.status == 0, "\(key.all)")
        #expect(key.key != nil, "no key alone on a line: \(key.output)")
        let manager = try await program.run(Self.manager)
        #expect(manager.status == 0, "\(manager.all)")
        #expect(manager.signInPath != nil, "no sign-in link: \(manager.output)")

        let names = try await object(program.run(Self.organization("Lilas bis") + ["--json"]))
        #expect(names["name"] as? String == "Lilas bis")
        let json = try await object(program.run(["key", "add", "b", "--organization", "Lilas bis", "--json"]))
        #expect((json["key"] as? String)?.wholeMatch(of: /[A-Za-z0-9_-]{32,}/) != nil)
        let link = try await object(program.run(Self.manager + ["--json"]))
        #expect((link["signIn"] as? String)?.hasPrefix(program.url + "/sign-in/") == true)
        let rotated = try await object(program.run(["links", "rotate", "--json"]))
        #expect(rotated["keys"] as? Int == 2)
        let verified = try await object(program.run(["verify", "--json"]))
        #expect(verified["tickets"] as? Int == 0)
    }

    @Test("what cannot be done is told on standard error in a sentence that names it, with status 1")
    func failing() async throws {
        let program = try LoopProgram()
        let empty = try await program.run(["key", "add", "a", "--organization", "Nobody"])
        refused(empty, naming: "RELAIS_DATA")
        _ = try await program.run(Self.organization("Syndic des Lilas"))
        refused(try await program.run(["key", "add", "a", "--organization", "Nobody"]), naming: "Nobody")
        refused(try await program.run(Self.organization("Syndic des Lilas")), naming: "Syndic des Lilas")
        refused(try await program.run(["restore", program.data.path("nothing")]), naming: "nothing")
        refused(try await program.run(["backup", program.data.path("var")]), naming: "not empty")
    }

    @Test("the data folder, the database and the keys are for their owner alone")
    func modes() async throws {
        let program = try LoopProgram()
        let run = try await program.serve()
        defer { run.end() }
        let keys = program.data.path("var/keys")
        #expect(try mode(keys) & 0o077 == 0)
        for key in try FileManager.default.contentsOfDirectory(atPath: keys) {
            #expect(try mode("\(keys)/\(key)") == 0o600, "\(key)")
        }
    }

    // MARK: Support

    static func organization(_ name: String) -> [String] {
        ["organization", "add", name, "--language", "fr", "--time-zone", "Europe/Paris", "--currency", "EUR"]
    }

    static let manager = [
        "manager", "add", "nina@lilas.example", "--organization", "Syndic des Lilas", "--role", "admin",
    ]

    private func object(_ outcome: LoopOutcome) throws -> [String: Any] {
        #expect(outcome.status == 0, "\(outcome.all)")
        return try #require(
            JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any], "\(outcome.all)")
    }

    private func refused(_ outcome: LoopOutcome, naming piece: String) {
        #expect(outcome.status == 1, "\(outcome.all)")
        #expect(outcome.output.isEmpty)
        #expect(outcome.errors.contains(piece), "\(outcome.errors)")
    }

    private func mode(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return (attributes[.posixPermissions] as? NSNumber)?.intValue ?? -1
    }
}
