import Foundation
package import Gateways

/// Keeps every SMS instead of sending it, and fails as it is told.
///
/// Unchecked: all state is touched only under `lock`.
package final class RecordingSMS: SMSGateway, @unchecked Sendable {
    package let name = "recording"
    package let rate: SendRate?
    private let lock = NSLock()
    private var taken: [OutgoingSMS] = []
    private var tried = 0
    private var verdict: @Sendable (OutgoingSMS) -> SendFailure? = { _ in nil }

    package init(rate: SendRate? = nil) { self.rate = rate }

    /// Those that the gateway took, oldest first.
    package var sent: [OutgoingSMS] { lock.withLock { taken } }
    /// As they were written, oldest first: of what is due at once, one may leave before another.
    package var written: [OutgoingSMS] { sent.sorted { ($0.id.count, $0.id) < ($1.id.count, $1.id) } }
    package var attempts: Int { lock.withLock { tried } }

    /// From now on `verdict` says which messages fail, and how.
    package func fail(_ verdict: @escaping @Sendable (OutgoingSMS) -> SendFailure?) {
        lock.withLock { self.verdict = verdict }
    }

    package func fail(_ failure: SendFailure?) { fail { _ in failure } }

    package func send(_ message: OutgoingSMS) async throws(SendFailure) -> SendReceipt {
        let verdict = lock.withLock {
            tried += 1
            return self.verdict
        }
        if let failure = verdict(message) { throw failure }
        lock.withLock { taken.append(message) }
        return SendReceipt(providerID: "recorded-\(message.id)", detail: "recorded")
    }

    package func parseReceipt(_ callback: GatewayCallback) -> CallbackOutcome {
        CallbackOutcome(isAuthenticated: false, receipts: [], reply: .init(status: 404))
    }
}

/// Keeps every mail instead of sending it, and fails as it is told.
///
/// Unchecked: all state is touched only under `lock`.
package final class RecordingMail: MailGateway, @unchecked Sendable {
    private let lock = NSLock()
    private var taken: [OutgoingMail] = []
    private var tried = 0
    private var verdict: @Sendable (OutgoingMail) -> SendFailure? = { _ in nil }

    package init() {}

    package var sent: [OutgoingMail] { lock.withLock { taken } }
    /// As they were written, oldest first: of what is due at once, one may leave before another.
    package var written: [OutgoingMail] { sent.sorted { ($0.id.count, $0.id) < ($1.id.count, $1.id) } }
    package var attempts: Int { lock.withLock { tried } }

    package func fail(_ verdict: @escaping @Sendable (OutgoingMail) -> SendFailure?) {
        lock.withLock { self.verdict = verdict }
    }

    package func fail(_ failure: SendFailure?) { fail { _ in failure } }

    package func send(_ mail: OutgoingMail) async throws(SendFailure) -> SendReceipt {
        let verdict = lock.withLock {
            tried += 1
            return self.verdict
        }
        if let failure = verdict(mail) { throw failure }
        lock.withLock { taken.append(mail) }
        return SendReceipt(providerID: nil, detail: "recorded")
    }
}
