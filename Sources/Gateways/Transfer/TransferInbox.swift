import CCurl
import Foundation

/// What callers hand to the transfer thread.
///
/// Unchecked: every property is touched only under `lock`. The multi handle lives here because `curl_multi_wakeup`
/// is the one call on it that other threads may make, and must not make after its end.
final class TransferInbox: @unchecked Sendable {
    struct Delivery {
        var jobs: [TransferJob] = []
        var cancelled: Set<UInt64> = []
        var stopped = false
    }

    private let lock = NSLock()
    private var delivery = Delivery()
    private var number: UInt64 = 0
    private var multi: UnsafeMutableRawPointer?
    private var isOpen = false

    /// Readies libcurl, which takes its time and some megabytes, for the first transfer. True once, for who then starts
    /// the thread.
    func open() -> Bool {
        lock.withLock {
            guard !isOpen, !delivery.stopped else { return false }
            isOpen = true
            _ = Self.library
            multi = curl_multi_init()
            return true
        }
    }

    /// Set up once for the process; libcurl asks for it before any handle is made.
    private static let library = curl_global_init(Int(CURL_GLOBAL_ALL))

    /// For the transfer thread alone.
    var handle: UnsafeMutableRawPointer? { lock.withLock { multi } }

    func nextNumber() -> UInt64 {
        lock.withLock {
            number += 1
            return number
        }
    }

    func add(_ job: TransferJob) {
        let accepted = lock.withLock {
            guard !delivery.stopped, multi != nil else { return false }
            wakeIfAsleep()
            delivery.jobs.append(job)
            return true
        }
        if !accepted { job.continuation.resume(returning: .failure(.unsent(.cancelled, "The transport is closed."))) }
    }

    func cancel(_ number: UInt64) {
        lock.withLock {
            wakeIfAsleep()
            delivery.cancelled.insert(number)
        }
    }

    func stop() {
        lock.withLock {
            wakeIfAsleep()
            delivery.stopped = true
        }
    }

    /// Everything that has come in since the last time.
    func take() -> Delivery {
        lock.withLock {
            defer { delivery = Delivery(stopped: delivery.stopped) }
            return delivery
        }
    }

    func close() {
        lock.withLock {
            if let multi { curl_multi_cleanup(multi) }
            multi = nil
        }
    }

    /// One wake-up a batch is enough: the thread empties the inbox before it sleeps again.
    private func wakeIfAsleep() {
        guard delivery.jobs.isEmpty, delivery.cancelled.isEmpty, let multi else { return }
        curl_multi_wakeup(multi)
    }
}
