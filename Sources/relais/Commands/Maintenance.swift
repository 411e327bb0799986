import ArgumentParser
import Domain
import Foundation
import Intake
import Store

struct Migrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Brings the database up to date, as every start does.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let configuration = try common.load()
        try configuration.openStore().close()
        try output.show(
            ["The database in \(configuration.folders.path) is up to date."],
            ["database": configuration.folders.database])
    }
}

struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Replays every ticket's events and compares the result with what is stored; looks for every file.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let configuration = try common.load()
        let store = try configuration.openExistingStore()
        let files = try FileStore(folder: configuration.folders.files)
        let (tickets, ticketProblems) = try await Self.tickets(in: store)
        let (count, fileProblems) = try await Self.files(in: store, files)
        let problems = ticketProblems + fileProblems
        problems.forEach(Terminal.complain)
        try output.show(
            ["\(tickets) tickets and \(count) files looked at, \(problems.count) problems."],
            ["tickets": tickets, "files": count, "problems": problems])
        if !problems.isEmpty { throw ExitCode.failure }
    }

    private static func tickets(in store: Store) async throws -> (Int, [String]) {
        var (count, last, problems): (Int, TicketID?, [String]) = (0, nil, [])
        while true {
            let after = last
            let (page, found) = try await store.read { reader in
                let page = try reader.ticketIDs(after: after, limit: 200)
                let found = try page.flatMap { id in try reader.verify(id).map { "ticket \(id): \($0)" } }
                return (page, found)
            }
            count += page.count
            problems += found
            guard let next = page.last else { return (count, problems) }
            last = next
        }
    }

    private static func files(in store: Store, _ files: FileStore) async throws -> (Int, [String]) {
        var (count, last, problems): (Int, String?, [String]) = (0, nil, [])
        while true {
            let after = last
            let page = try await store.read { try $0.fileHashes(after: after, limit: 500) }
            count += page.count
            for file in page where files.size(file.sha256) != file.size {
                problems.append("file \(file.sha256.prefix(12))… is missing or has another size")
            }
            guard let next = page.last else { return (count, problems) }
            last = next.sha256
        }
    }
}

struct LinksCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "links", abstract: "Acts on the keys that sign links.", subcommands: [Rotate.self])

    struct Rotate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Makes a new key, which signs from now on; links of the last year go on working.")

        @OptionGroup var common: CommonOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let configuration = try common.load()
            let folder = KeyFolder(configuration.folders.keys)
            try folder.rotate()
            let count = try folder.load().count
            try output.show(
                ["New links are signed with a new key; \(count) keys are known. A running server follows in a minute."],
                ["keys": count])
        }
    }
}
