import Crypto
package import Foundation

/// One file on its way in: written beside its place while it is hashed, moved there when it is whole. It has one
/// owner; what was neither finished nor abandoned is removed with it.
package final class FileWriter {
    static let prefix = "incoming-"

    /// Bytes so far.
    package private(set) var size: Int64 = 0
    private let folder: String
    private let path: String
    private let handle: FileHandle
    private var hash = SHA256()
    private var isOpen = true

    init(folder: String) throws {
        self.folder = folder
        path = "\(folder)/\(Self.prefix)\(UUID().uuidString)"
        guard
            FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]),
            let handle = FileHandle(forWritingAtPath: path)
        else { throw CocoaError(.fileWriteUnknown) }
        self.handle = handle
    }

    deinit { abandon() }

    package func write(_ bytes: some DataProtocol) throws {
        guard isOpen else { throw StoreError.closed }
        hash.update(data: bytes)
        size += Int64(bytes.count)
        try handle.write(contentsOf: bytes)
    }

    /// Puts the file in its place, safe from a power cut. The same contents sent twice are one file.
    package func finish() throws -> StoredFile {
        guard isOpen else { throw StoreError.closed }
        do {
            try handle.synchronize()
            try handle.close()
            let file = StoredFile(sha256: Digest.hex(hash.finalize()), size: size)
            try move(to: FileStore.path(of: file.sha256, in: folder))
            isOpen = false
            return file
        } catch {
            abandon()
            throw error
        }
    }

    /// Removes what was written so far.
    package func abandon() {
        guard isOpen else { return }
        isOpen = false
        try? handle.close()
        try? FileManager.default.removeItem(atPath: path)
    }

    private func move(to place: String) throws {
        let parent = (place as NSString).deletingLastPathComponent
        let isNew = !FileManager.default.fileExists(atPath: parent)
        try FileManager.default.createDirectory(
            atPath: parent, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        // rename(2) replaces an equal file at once, and gives it a new date, so that the sweep spares it.
        guard rename(path, place) == 0 else {
            throw CocoaError(.fileWriteUnknown)
        }
        try Self.synchronize(folder: parent)
        if isNew { try Self.synchronize(folder: folder) }
    }

    /// The name of a new file is on disk only when its folder is.
    private static func synchronize(folder: String) throws {
        let descriptor = open(folder, O_RDONLY)
        guard descriptor >= 0 else { throw CocoaError(.fileReadUnknown) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw CocoaError(.fileWriteUnknown) }
    }
}
