import CCurl
import Foundation

/// The body of the transfer thread.
///
/// Unchecked: made on one thread and then used by the transfer thread alone.
final class TransferLoop: @unchecked Sendable {
    private let inbox: TransferInbox
    private var running: [UnsafeMutableRawPointer: Transfer] = [:]
    private var spares: [UnsafeMutableRawPointer] = []
    /// Cancellations that overtook their job.
    private var cancelledEarly: Set<UInt64> = []
    private let connectionsPerHost: Int

    init(inbox: TransferInbox, connectionsPerHost: Int) {
        self.inbox = inbox
        self.connectionsPerHost = connectionsPerHost
    }

    /// Gives the inbox a loop on a thread of its own, unless it has one; it ends when the inbox is stopped.
    static func open(_ inbox: TransferInbox, _ name: String, connectionsPerHost: Int) {
        guard inbox.open() else { return }
        let loop = TransferLoop(inbox: inbox, connectionsPerHost: connectionsPerHost)
        let thread = Thread { loop.run() }
        thread.name = name
        thread.start()
    }

    func run() {
        guard let multi = inbox.handle else { return inbox.stop() }
        _ = relais_curl_multi_set_long(multi, CURLMOPT_MAX_HOST_CONNECTIONS, connectionsPerHost)
        _ = relais_curl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, connectionsPerHost * 2)
        var stopped = false
        while !stopped {
            let delivery = inbox.take()
            for job in delivery.jobs { start(job, on: multi) }
            cancel(delivery.cancelled, on: multi)
            stopped = delivery.stopped
            if !stopped { advance(multi) }
        }
        cancel(Set(running.values.map(\.job.number)), on: multi)
        for spare in spares { curl_easy_cleanup(spare) }
        inbox.close()
    }

    private func advance(_ multi: UnsafeMutableRawPointer) {
        var active: Int32 = 0
        curl_multi_perform(multi, &active)
        var handle: UnsafeMutableRawPointer?
        var code = CURLE_OK
        while relais_curl_next_finished(multi, &handle, &code) != 0 {
            guard let easy = handle, let transfer = running.removeValue(forKey: easy) else { continue }
            let result = transfer.result(code)
            release(transfer, from: multi)
            transfer.job.continuation.resume(returning: result)
        }
        // Without transfers there is nothing to time; a wake-up ends the wait at once.
        curl_multi_poll(multi, nil, 0, active == 0 ? 60_000 : 1000, nil)
    }

    private func start(_ job: TransferJob, on multi: UnsafeMutableRawPointer) {
        guard cancelledEarly.remove(job.number) == nil else {
            return job.continuation.resume(returning: .failure(.unsent(.cancelled, "The transfer was cancelled.")))
        }
        guard let easy = spares.popLast() ?? curl_easy_init() else {
            return job.continuation.resume(returning: .failure(.unsent(.broken, "No memory for a transfer.")))
        }
        let transfer = Transfer(job, easy: easy)
        guard transfer.prepare() else {
            transfer.dispose()
            curl_easy_cleanup(easy)
            return job.continuation.resume(
                returning: .failure(.unsent(.invalidRequest, "The request cannot be made: address or file.")))
        }
        running[easy] = transfer
        curl_multi_add_handle(multi, easy)
    }

    private func cancel(_ numbers: Set<UInt64>, on multi: UnsafeMutableRawPointer) {
        guard !numbers.isEmpty else { return }
        cancelledEarly.formUnion(numbers)
        for transfer in running.values where numbers.contains(transfer.job.number) {
            running[transfer.easy] = nil
            cancelledEarly.remove(transfer.job.number)
            let failure = transfer.failure(.cancelled, "The transfer was cancelled.")
            release(transfer, from: multi)
            transfer.job.continuation.resume(returning: .failure(failure))
        }
    }

    private func release(_ transfer: Transfer, from multi: UnsafeMutableRawPointer) {
        curl_multi_remove_handle(multi, transfer.easy)
        curl_easy_reset(transfer.easy)
        transfer.dispose()
        if spares.count < connectionsPerHost {
            spares.append(transfer.easy)
        } else {
            curl_easy_cleanup(transfer.easy)
        }
    }
}
