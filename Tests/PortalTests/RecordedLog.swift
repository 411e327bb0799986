import Foundation
import Logging

/// What was logged, a line each, with its metadata.
///
/// Unchecked: its state is touched only under `lock`.
final class LogShelf: @unchecked Sendable {
    private let lock = NSLock()
    private var kept: [String] = []

    var lines: [String] { lock.withLock { kept } }
    func add(_ line: String) { lock.withLock { kept.append(line) } }
}

struct RecordedLog: LogHandler {
    let shelf: LogShelf
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.debug

    init(shelf: LogShelf) { self.shelf = shelf }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let all = metadata.merging(event.metadata ?? [:]) { _, new in new }
        let terms = all.map { "\($0.key)=\($0.value)" }.sorted().joined(separator: " ")
        shelf.add("\(event.level) \(event.message) \(terms)")
    }
}
