import ArgumentParser

@main
struct Relais: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "relais",
        abstract: "Sends jobs to contractors by SMS and e-mail, and brings their answers back.",
        discussion: """
            Settings are RELAIS_… variables of the environment, or lines NAME=value in the file that --config names; \
            deploy/relais.env.example lists them all. One that is wrong or unknown stops the start.
            """,
        subcommands: [
            Serve.self, DemoCommand.self, Check.self, Migrate.self, Verify.self, Backup.self, Restore.self,
            OrganizationCommand.self, ManagerCommand.self, KeyCommand.self, LinksCommand.self,
        ])
}

/// What a command ends with when it could not do its work; the sentence goes to standard error, and the status is 1.
struct CommandFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
