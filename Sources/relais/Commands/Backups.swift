import ArgumentParser
import Foundation
import Store

struct Backup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Copies database, files and keys into a new folder while the server runs.",
        discussion: "The keys make old links work. A backup is as secret as what it copies.")

    @Argument(help: ArgumentHelp("A folder that does not exist yet, or is empty.", valueName: "dir"))
    var folder: String
    @OptionGroup var common: CommonOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let configuration = try common.load()
        let store = try configuration.openExistingStore()
        try Copying.makeEmptyFolder(folder)
        let target = DataFolder(path: folder)
        // The database first: a file without a row does no harm, a row without its file does. It gets its name last:
        // what was interrupted is no backup.
        let unfinished = target.database + ".unfinished"
        try await store.backup(to: unfinished)
        try Copying.tree(configuration.folders.files, to: target.files)
        try Copying.tree(configuration.folders.keys, to: target.keys)
        try FileManager.default.moveItem(atPath: unfinished, toPath: target.database)
        try output.show(["Backed up to \(folder)."], ["folder": folder])
    }
}

struct Restore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Puts a backup into an empty data folder. Stop the server first.")

    @Argument(help: ArgumentHelp("A folder that `relais backup` made.", valueName: "dir"))
    var folder: String
    @OptionGroup var common: CommonOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let configuration = try common.load()
        let (source, target) = (DataFolder(path: folder), configuration.folders)
        guard source.hasDatabase else { throw CommandFailure("There is no backup in \(folder).") }
        guard !target.hasDatabase else {
            throw CommandFailure("\(target.path) holds a database already: restore into an empty folder.")
        }
        try FileManager.default.createDirectory(
            atPath: target.path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        try Copying.tree(source.keys, to: target.keys)
        try Copying.tree(source.files, to: target.files)
        // The database last: a restore that was interrupted leaves a folder into which another may go.
        try Copying.file(source.database, to: target.database)
        try configuration.openStore().close()
        try output.show(["Restored from \(folder) into \(target.path)."], ["folder": target.path])
    }
}

/// Copies that only their owner can read.
enum Copying {
    static func makeEmptyFolder(_ path: String) throws {
        let known = try? FileManager.default.contentsOfDirectory(atPath: path)
        guard known?.isEmpty ?? true else { throw CommandFailure("\(path) is not empty.") }
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    static func tree(_ source: String, to target: String) throws {
        let files = FileManager.default
        try files.createDirectory(
            atPath: target, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        guard files.fileExists(atPath: source) else { return }
        for name in try files.subpathsOfDirectory(atPath: source) {
            var isFolder: ObjCBool = false
            guard files.fileExists(atPath: "\(source)/\(name)", isDirectory: &isFolder) else { continue }
            if isFolder.boolValue {
                try files.createDirectory(
                    atPath: "\(target)/\(name)", withIntermediateDirectories: true,
                    attributes: [.posixPermissions: 0o700])
            } else {
                try file("\(source)/\(name)", to: "\(target)/\(name)")
            }
        }
    }

    static func file(_ source: String, to target: String) throws {
        let files = FileManager.default
        // An upload that is being written vanishes under its temporary name: nothing refers to it yet.
        guard files.fileExists(atPath: source) else { return }
        try files.copyItem(atPath: source, toPath: target)
        try files.setAttributes([.posixPermissions: 0o600], ofItemAtPath: target)
    }
}
