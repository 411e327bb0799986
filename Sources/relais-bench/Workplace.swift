import Foundation

/// A folder below the project's own build folder, so that ours and floor write to the same disk: `/tmp` is memory on
/// some machines, where a sync costs nothing.
struct Workplace {
    private let root: String

    init() throws {
        root = FileManager.default.currentDirectoryPath + "/.build/bench-\(ProcessInfo.processInfo.processIdentifier)"
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    }

    func folder(_ name: String) -> String { "\(root)/\(name)" }

    /// Writes a file that another program reads, and returns where it is.
    func write(_ text: String, to name: String) throws -> String {
        try text.write(toFile: folder(name), atomically: false, encoding: .utf8)
        return folder(name)
    }

    func remove() { try? FileManager.default.removeItem(atPath: root) }
}
