import Foundation

/// The checkout that these tests were built from.
enum Project {
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    /// Paths below the root, such as `Sources/Domain/Values/Money.swift`.
    static func files(below folder: String, suffix: String) -> [String] {
        let base = root.appending(path: folder).standardizedFileURL
        let prefix = root.standardizedFileURL.path + "/"
        let found = FileManager.default.enumerator(at: base, includingPropertiesForKeys: nil)?.allObjects ?? []
        return found.compactMap { ($0 as? URL)?.standardizedFileURL.path }
            .filter { $0.hasSuffix(suffix) && !$0.contains("/.") && !$0.contains("/__pycache__") }
            .map { $0.hasPrefix(prefix) ? String($0.dropFirst(prefix.count)) : $0 }
            .sorted()
    }
}
