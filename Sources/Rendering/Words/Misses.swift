import Foundation

/// What was asked for and is not there: keys, placeholders, templates. Nothing is missing silently (E20): tests and
/// `relais check` demand an empty list, and a running portal logs each entry once.
package final class Misses: @unchecked Sendable {
    // Unchecked: `seen` is only touched under `lock`.
    private let lock = NSLock()
    private var seen: Set<String> = []
    private let report: @Sendable (String) -> Void

    package init(report: @escaping @Sendable (String) -> Void = { _ in }) { self.report = report }

    /// In alphabetical order, without repetition.
    package var all: [String] { lock.withLock { seen.sorted() } }

    func add(_ miss: String) {
        let isNew = lock.withLock { seen.insert(miss).inserted }
        if isNew { report(miss) }
    }
}
