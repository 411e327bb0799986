import Foundation

/// A file without a name, which is gone with its last descriptor, whoever dies first.
///
/// Its descriptor is above those that a child's files are put on, so that none is overwritten before it is copied.
final class AnonymousFile: Sendable {
    private static let firstDescriptor: Int32 = 16
    let descriptor: Int32

    init() throws {
        var template = Array((NSTemporaryDirectory() + "/relais-XXXXXX").utf8CString)
        let file = mkstemp(&template)
        guard file >= 0 else { throw CocoaError(.fileWriteUnknown) }
        defer { close(file) }
        unlink(template)
        descriptor = try Self.raised(file)
    }

    /// An existing file, to be read.
    init(reading path: String) throws {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw CocoaError(.fileReadNoSuchFile) }
        defer { close(file) }
        descriptor = try Self.raised(file)
    }

    /// What is written there goes nowhere.
    static func nowhere() throws -> AnonymousFile { try AnonymousFile(opening: "/dev/null") }

    private init(opening path: String) throws {
        let file = open(path, O_RDWR | O_CLOEXEC)
        guard file >= 0 else { throw CocoaError(.fileWriteUnknown) }
        defer { close(file) }
        descriptor = try Self.raised(file)
    }

    deinit { close(descriptor) }

    /// Bytes.
    var size: Int {
        var facts = stat()
        return fstat(descriptor, &facts) == 0 ? Int(facts.st_size) : 0
    }

    /// So that the next reader, here or in a child, begins at the beginning.
    func rewind() { lseek(descriptor, 0, SEEK_SET) }

    /// Hands the contents over piece by piece. Throws what `body` throws.
    func read(_ body: (Data) throws -> Void) throws {
        rewind()
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: false)
        while let piece = try handle.read(upToCount: 65_536), !piece.isEmpty { try body(piece) }
    }

    private static func raised(_ file: Int32) throws -> Int32 {
        let copy = fcntl(file, F_DUPFD_CLOEXEC, firstDescriptor)
        guard copy >= 0 else { throw CocoaError(.fileReadUnknown) }
        return copy
    }
}
