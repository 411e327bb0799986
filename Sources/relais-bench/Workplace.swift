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

    /// Of everything in a folder.
    func bytes(of name: String) throws -> Int {
        let files = FileManager.default
        return try files.subpathsOfDirectory(atPath: folder(name)).reduce(0) { sum, path in
            sum + (try files.attributesOfItem(atPath: folder(name) + "/" + path)[.size] as? Int ?? 0)
        }
    }

    /// Bytes that the disk has left.
    func free() throws -> Int {
        try FileManager.default.attributesOfFileSystem(forPath: root)[.systemFreeSize] as? Int ?? 0
    }

    func remove() { try? FileManager.default.removeItem(atPath: root) }
}
