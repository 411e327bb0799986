import Foundation

/// A value that threads take turns with. (`Synchronization.Mutex` makes the thread sanitizer report races that are
/// none; `NSLock` is a pthread mutex, which it knows.)
///
/// `@unchecked Sendable`: the value is reached only through `with(_:)`, that is, with the lock held.
package final class Locked<Value>: @unchecked Sendable {
    private var value: Value
    private let lock = NSLock()

    package init(_ value: sending Value) { self.value = value }

    package func with<Result>(_ body: (inout Value) throws -> Result) rethrows -> Result {
        lock.lock()
        defer { lock.unlock() }
        return try body(&value)
    }
}
