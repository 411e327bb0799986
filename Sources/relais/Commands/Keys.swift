import ArgumentParser
import Domain
import Intake
import Store
import Workflow

struct KeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: "Acts on keys of other programs.",
        subcommands: [Add.self, List.self, Revoke.self])

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Makes an API key and prints it, alone on a line. It is shown once and not stored.")

        @Argument(help: "What the key is for, such as accounting.") var name: String
        @Option(help: "The organization's name.") var organization: String
        @OptionGroup var common: CommonOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let (store, organization) = try await common.open(organization: organization)
            let token = SecretToken.random()
            let id: APIKeyID = store.newID()
            _ = try await Workflow(store: store).perform(
                AddAPIKey(id, hash: Digest.hex(of: token.text), name: name, organization: organization.id))
            try output.show([token.text], ["id": id.description, "key": token.text])
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Names the keys that still open something. What a key is is shown by nobody.")

        @Option(help: "The organization's name.") var organization: String
        @OptionGroup var common: CommonOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let (store, organization) = try await common.open(organization: organization)
            let keys = try await store.read { try $0.apiKeys(of: organization.id) }
            try output.show(keys.map(\.name), ["keys": keys.map { ["id": $0.id.description, "name": $0.name] }])
        }
    }

    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Takes back every key of that name, at once: a running server refuses the next request.")

        @Argument(help: "The name that the key was made with.") var name: String
        @Option(help: "The organization's name.") var organization: String
        @OptionGroup var common: CommonOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let (store, organization) = try await common.open(organization: organization)
            do {
                let count = try await Workflow(store: store).perform(
                    RevokeAPIKeys(named: name, organization: organization.id)
                ).outcome
                try output.show(["\(count) taken back."], ["revoked": count])
            } catch is Refusal {
                throw CommandFailure(
                    "There is no key called \"\(name)\". `relais key list` names those that there are.")
            }
        }
    }
}
