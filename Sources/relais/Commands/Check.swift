import ArgumentParser
import Domain
import Foundation
import Gateways
import Intake
import Media
import Rendering
import Store

struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Looks at the configuration, the gateways, the keys and every page and message in every language.",
        discussion: "Ends with status 1 and sentences on standard error when something has to be mended.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        var problems: [String] = []
        do {
            let draft = try common.draft(sends: true)
            problems = await Self.problems(draft)
        } catch let error as ConfigurationError {
            problems = error.problems
        }
        problems.forEach(Terminal.complain)
        try output.show(
            problems.isEmpty ? ["Everything is in order."] : [], ["ok": problems.isEmpty, "problems": problems])
        if !problems.isEmpty { throw ExitCode.failure }
    }

    /// One run names every wrong setting, also one that only shows when it is used.
    private static func problems(_ draft: ConfigurationDraft) async -> [String] {
        var problems = draft.problems
        // A folder that nobody named is not made while something is wrong: its name may be what is misspelt.
        if draft.problems.isEmpty || draft.settings["RELAIS_DATA"] != nil { problems += await data(draft.folders) }
        problems += await gateways(draft)
        // The rest takes longer and hangs on the root folder alone: it waits until the settings are right.
        guard let root = draft.configuration?.root else { return problems }
        problems += templates(root)
        problems += await pictures()
        return problems
    }

    private static func templates(_ root: String) -> [String] {
        do {
            let renderer = try Renderer(root: URL(fileURLWithPath: root))
            try renderer.readAll()
            PreviewCatalog(renderer).renderAll()
            return renderer.misses.all.map { "\(root): \($0)." }
        } catch {
            return ["\(root): \(error)"]
        }
    }

    private static func data(_ folders: DataFolder) async -> [String] {
        var problems: [String] = []
        do {
            try folders.prepare()
        } catch {
            return [error.description]
        }
        do {
            _ = try LinkKeyring(load: { try KeyFolder(folders.keys).load() })
        } catch {
            problems.append("RELAIS_DATA names \(folders.path), whose link keys cannot be used: \(error).")
        }
        guard folders.hasDatabase else { return problems }
        do {
            let store = try folders.openStore()
            problems += try await store.read { try $0.organizations() }.flatMap(Self.senders(of:))
            try store.close()
        } catch {
            problems.append("RELAIS_DATA names \(folders.path), whose database cannot be opened: \(error).")
        }
        return problems
    }

    private static func senders(of organization: Organization) -> [String] {
        let name = organization.smsSender.flatMap { name in
            SenderRules.flaw(in: name, country: organization.region).map {
                "The SMS sender \"\(name)\" of \(organization.name) \($0.sentence(in: organization.region))."
            }
        }
        let byCountry = organization.rules.senders.sorted { $0.key < $1.key }.compactMap { country, choice in
            SenderRules.flaw(in: choice, country: country).map {
                "sender.\(country) \"\(choice)\" of \(organization.name) \($0.sentence(in: country))."
            }
        }
        return [name].compactMap(\.self) + byCountry
    }

    /// Whether what decodes pictures can be shut in on this machine.
    private static func pictures() async -> [String] {
        do {
            try await Developer.check()
            return []
        } catch {
            return ["Pictures cannot be made fit to be shown: \(error)."]
        }
    }

    /// Connects as for a message, with TLS and with the mail server's password, and leaves again: nothing is sent.
    /// Each gets ten seconds (`TransferRequest.connectTimeout`).
    private static func gateways(_ draft: ConfigurationDraft) async -> [String] {
        let transport = Transport()
        defer { transport.shutDown() }
        var problems: [String] = []
        if let server = draft.smtp {
            do {
                try await SMTPGateway(server, transport: transport).reach()
            } catch {
                problems.append(sentence("RELAIS_SMTP_URL", draft.settings["RELAIS_SMTP_URL"] ?? "", error))
            }
        }
        if case .described(let configuration)? = draft.sms {
            let setting = draft.settings["RELAIS_SMS_URL"] == nil ? "RELAIS_SMS_GATEWAY" : "RELAIS_SMS_URL"
            let gateway = DescribedGateway(configuration, transport: transport, clock: .system, callbackSecret: "")
            do {
                try await gateway.reach()
            } catch {
                problems.append(sentence(setting, configuration.address, error))
            }
        }
        return problems
    }

    /// Of the address only host and port are said: the rest may be secret.
    private static func sentence(_ setting: String, _ address: String, _ failure: SendFailure) -> String {
        let parts = URLComponents(string: address)
        let place = [parts?.host, parts?.port.map { "\($0)" }].compactMap(\.self).joined(separator: ":")
        // A server may say again what it was told.
        let secret = parts?.password ?? ""
        let reason = secret.isEmpty ? failure.text : failure.text.replacing(secret, with: "•••")
        if failure.kind == .badCredentials {
            return "\(setting) names \(place), which does not take that user and password: \(reason)."
        }
        return "\(setting) names \(place), which cannot be used: \(reason)."
    }
}
