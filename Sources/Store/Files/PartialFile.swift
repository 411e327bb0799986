package import Domain
package import Foundation

/// A file that comes in pieces, because connections are cut (P23): what has arrived stays until the rest does, or for a
/// day. It lies beside the files under a name that its sender's link and key make.
package struct PartialFile: Sendable {
    static let folder = "partial"
    private let path: String
    private let files: FileStore

    fileprivate init(path: String, files: FileStore) {
        self.path = path
        self.files = files
    }

    /// Bytes that have arrived; nil where none ever did.
    package var size: Int64? {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return (attributes?[.size] as? NSNumber)?.int64Value
    }

    package func create() throws {
        guard size == nil else { return }
        try FileManager.default.createDirectory(
            atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        let isMade = FileManager.default.createFile(
            atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
        guard isMade else { throw CocoaError(.fileWriteUnknown) }
    }

    /// What a half-dead connection still brings lands where its successor writes the same: so each piece says where it
    /// belongs, and none waits for another.
    package func write(_ bytes: some DataProtocol, at offset: Int64) throws {
        guard let file = FileHandle(forUpdatingAtPath: path) else { throw CocoaError(.fileNoSuchFile) }
        defer { try? file.close() }
        try file.seek(toOffset: UInt64(offset))
        try file.write(contentsOf: bytes)
    }

    /// The first bytes, by which the type is found.
    package func head(_ count: Int) throws -> Data {
        guard let file = FileHandle(forReadingAtPath: path) else { throw CocoaError(.fileNoSuchFile) }
        defer { try? file.close() }
        return try file.read(upToCount: count) ?? Data()
    }

    /// A copy in the store, so that nobody who has this one open can change what is kept.
    package func finish() throws -> StoredFile {
        guard let file = FileHandle(forReadingAtPath: path) else { throw CocoaError(.fileNoSuchFile) }
        defer { try? file.close() }
        let writer = try files.create()
        while let piece = try file.read(upToCount: 256 * 1024), !piece.isEmpty { try writer.write(piece) }
        return try writer.finish()
    }

    package func remove() { try? FileManager.default.removeItem(atPath: path) }
}

extension FileStore {
    /// `key` is made of letters, digits, `-` and `_`; another size is another file.
    package func partial(of link: LinkID, key: String, size: Int64) -> PartialFile {
        PartialFile(path: "\(partialFolder)/\(link)-\(key)-\(size)", files: self)
    }

    /// How many files of that link have arrived in part.
    package func partials(of link: LinkID) -> Int {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: partialFolder)) ?? []
        return names.count { $0.hasPrefix("\(link)-") }
    }
}
