package import Domain
package import Foundation

/// A file as it lies in the store, named by its contents.
package struct StoredFile: Hashable, Sendable {
    /// Lower-case hex.
    package let sha256: String
    /// Bytes.
    package let size: Int64

    package init(sha256: String, size: Int64) {
        self.sha256 = sha256
        self.size = size
    }
}

/// The folder of everything that was uploaded: `ab/cdef…` by SHA-256. A file is complete and on disk before the
/// database refers to it; what nothing refers to is swept later.
package struct FileStore: Sendable {
    private let folder: String

    package init(folder: String) throws {
        self.folder = folder
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    /// Of files that have arrived in part.
    var partialFolder: String { "\(folder)/\(PartialFile.folder)" }

    /// Begins a file that is hashed while it comes in.
    package func create() throws -> FileWriter { try FileWriter(folder: folder) }

    /// Where that file is, or would be. Nil for anything but 64 lower-case hex digits, so that no name leads elsewhere.
    package func path(_ sha256: String) -> String? {
        guard sha256.utf8.count == 64, sha256.utf8.allSatisfy(Self.isHex) else { return nil }
        return Self.path(of: sha256, in: folder)
    }

    /// Bytes; nil if there is no such file.
    package func size(_ sha256: String) -> Int64? {
        guard let path = path(sha256) else { return nil }
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return (attributes?[.size] as? NSNumber)?.int64Value
    }

    /// Hands the file over piece by piece. Throws `StoreError.missing` if there is none.
    package func read(_ sha256: String, chunk: Int = 65_536, _ body: (Data) throws -> Void) throws {
        guard let path = path(sha256), let handle = FileHandle(forReadingAtPath: path) else {
            throw StoreError.missing("files")
        }
        defer { try? handle.close() }
        while let piece = try handle.read(upToCount: chunk), !piece.isEmpty { try body(piece) }
    }

    /// Deletes files from before `moment` that `isReferenced` does not know, and uploads that were never finished.
    /// Returns how many went. A day is time enough for an upload's transaction.
    package func sweep(olderThan moment: Instant, isReferenced: (String) throws -> Bool) throws -> Int {
        let files = FileManager.default
        var swept = 0
        for name in try files.subpathsOfDirectory(atPath: folder) {
            let path = "\(folder)/\(name)"
            let attributes = try? files.attributesOfItem(atPath: path)
            guard let attributes, attributes[.type] as? FileAttributeType == .typeRegular,
                let changed = attributes[.modificationDate] as? Date, Instant(changed) < moment
            else { continue }
            let hash = name.replacing("/", with: "")
            let isFile = self.path(hash) == path
            let isUnfinished = name.hasPrefix(FileWriter.prefix) || name.hasPrefix("\(PartialFile.folder)/")
            if !isFile && !isUnfinished { continue }
            if isFile, try isReferenced(hash) { continue }
            try files.removeItem(atPath: path)
            swept += 1
        }
        return swept
    }

    static func path(of sha256: String, in folder: String) -> String {
        "\(folder)/\(sha256.prefix(2))/\(sha256.dropFirst(2))"
    }

    private static func isHex(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }
}
