import ArgumentParser
import Domain
import Foundation
import Logging
import Store

/// What every command takes.
struct CommonOptions: ParsableArguments {
    @Option(help: ArgumentHelp("A file of RELAIS_… settings; the environment wins.", valueName: "file"))
    var config: String?

    /// Reads and checks every setting; `sends` as in the draft. Throws `ConfigurationError` with all that is wrong.
    func load(sends: Bool = false) throws -> Configuration {
        let draft = try self.draft(sends: sends)
        guard let configuration = draft.configuration else { throw ConfigurationError(problems: draft.problems) }
        return configuration
    }

    /// Throws `ConfigurationError` where the file of settings cannot be read.
    func draft(sends: Bool) throws -> ConfigurationDraft {
        ConfigurationDraft(try Settings.read(file: config), sends: sends)
    }

    /// The store with the organization that a command is about. Throws a sentence where there is none of that name.
    func open(organization name: String) async throws -> (store: Store, organization: Organization) {
        let store = try load().openExistingStore()
        return (store, try await store.read { try $0.organization(called: name) })
    }
}

/// For commands that print data.
struct OutputOptions: ParsableArguments {
    @Flag(help: "Print one JSON object instead of sentences.")
    var json = false

    /// `sentences` for people, `object` for programs.
    func show(_ sentences: [String], _ object: [String: any Sendable]) throws {
        guard json else { return sentences.forEach(Terminal.say) }
        let data = try JSONSerialization.data(
            withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes])
        Terminal.say(String(decoding: data, as: UTF8.self))
    }
}

enum Terminal {
    /// A line on standard output, which is for what a command was asked for.
    static func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }

    /// A line on standard error.
    static func complain(_ line: String) { FileHandle.standardError.write(Data((line + "\n").utf8)) }
}

extension DataFolder {
    /// The database, beside a server that may be running: ids of other processes must not be the same.
    func openStore() throws -> Store {
        try prepare()
        return try Store.open(database, node: Int.random(in: 1...1023))
    }
}

extension Configuration {
    func openStore() throws -> Store { try folders.openStore() }

    /// As above, and refuses to make an empty one.
    func openExistingStore() throws -> Store {
        guard folders.hasDatabase else {
            throw CommandFailure("There is no database in \(folders.path): is RELAIS_DATA right?")
        }
        return try openStore()
    }
}

extension Reader {
    func organization(called name: String) throws -> Organization {
        guard let organization = try organization(named: name) else {
            throw CommandFailure("There is no organization called \"\(name)\".")
        }
        return organization
    }
}

extension Language: ExpressibleByArgument {}
extension Role: ExpressibleByArgument {}
