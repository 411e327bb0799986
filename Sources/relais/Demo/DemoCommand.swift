import ArgumentParser
import Courier
import Domain
import Foundation
import Intake
import Logging
import Store
import Workflow

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Runs a portal with made-up data, from which nothing leaves the machine.",
        discussion: "The first start makes two organizations with some days of work; later ones keep what is there.")

    @OptionGroup var common: CommonOptions

    func run() async throws {
        let configuration = try common.load()
        try Self.check(configuration)
        try configuration.folders.prepare()
        let logger = Logs.begin(configuration)
        if !DemoData.isComplete(in: configuration.folders) {
            Terminal.say("Making up two organizations and some days of their work ...")
            var quiet = logger
            quiet.logLevel = .error
            try await DemoData.make(configuration, logger: quiet)
        }
        let assembly = try Assembly(configuration, logger: logger)
        try await assembly.run(isDemo: true) {
            do {
                try await Self.greet(assembly)
            } catch {
                logger.error("the sign-in links could not be made: \(type(of: error))")
            }
        }
    }

    /// The demo sends nothing, and stays off data that is not its own.
    private static func check(_ configuration: Configuration) throws {
        var problems: [String] = []
        if case .described = configuration.sms {
            problems.append("RELAIS_SMS_GATEWAY is set, but the demo sends nothing: use `relais serve`.")
        }
        if configuration.smtp != nil {
            problems.append("RELAIS_SMTP_URL is set, but the demo sends nothing: use `relais serve`.")
        }
        if !configuration.isLocal {
            problems.append("RELAIS_PUBLIC_URL is \(configuration.publicURL), but the demo is for this machine only.")
        }
        guard problems.isEmpty else { throw ConfigurationError(problems: problems) }
        guard configuration.folders.isDemo || !configuration.folders.hasDatabase else {
            throw CommandFailure(
                "The folder \(configuration.folders.path) holds data that is not the demo's: set RELAIS_DATA to another."
            )
        }
    }

    /// Tells where to click. The links sign in once, today.
    private static func greet(_ assembly: Assembly) async throws {
        let addresses = PortalAddresses(publicURL: assembly.configuration.publicURL)
        let workflow = Workflow(store: assembly.store)
        let managers = try await assembly.store.read { reader in
            try reader.organizations().flatMap { organization in
                try reader.managers(of: organization.id).filter { $0.role == .admin }.map { ($0, organization.name) }
            }
        }
        var lines = ["", "The demo is running. Nothing leaves this machine.", ""]
        lines.append("  Start here                 \(addresses.publicURL)/")
        lines.append("  The contractors' phone     \(addresses.publicURL)/phone")
        for (manager, organization) in managers {
            let token = SecretToken.random()
            _ = try await workflow.perform(
                PrepareSignIn(hash: Digest.hex(of: token.text), manager: manager.id, validity: .hours(12)))
            lines.append("  \(organization), as \(manager.name): \(addresses.signIn(token.text))")
        }
        lines += ["", "Each sign-in link works once. Ctrl-C stops the demo; its data stays.", ""]
        lines.forEach(Terminal.say)
    }
}

/// The demo's data folder.
enum DemoData {
    private static let complete = "complete\n"

    static func isComplete(in folders: DataFolder) -> Bool {
        (try? String(contentsOfFile: folders.demoMark, encoding: .utf8)) == complete
    }

    /// Makes it anew; what an interrupted attempt left is removed, which the mark says is only the demo's.
    static func make(_ configuration: Configuration, logger: Logger) async throws {
        let (folders, files) = (configuration.folders, FileManager.default)
        if folders.isDemo {
            for name in try files.contentsOfDirectory(atPath: folders.path) where name.hasPrefix("relais.sqlite") {
                try files.removeItem(atPath: "\(folders.path)/\(name)")
            }
        }
        try files.createDirectory(
            atPath: folders.path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        try Data("unfinished\n".utf8).write(to: URL(fileURLWithPath: folders.demoMark))
        let end = Clock.system.now()
        let hand = ClockHand(end - .days(5))
        let assembly = try Assembly(configuration, logger: logger, clock: hand.clock)
        let teller = DemoTeller(assembly, hand: hand, end: end)
        try await teller.introduce(.lyon(assembly.store.newID()))
        try await teller.introduce(.athens(assembly.store.newID()))
        try await teller.tell()
        try assembly.store.close()
        try Data(complete.utf8).write(to: URL(fileURLWithPath: folders.demoMark))
    }
}
