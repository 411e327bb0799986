import Foundation
package import Gateways

/// Keeps what it is given instead of sending it, and fails as it is told.
///
/// Unchecked: all state is touched only under `lock`.
private final class Recorder<Message: Sendable>: @unchecked Sendable {
    private let lock = NSLock()
    private var taken: [Message] = []
    private var tried = 0
    private var verdict: @Sendable (Message) -> SendFailure? = { _ in nil }

    var sent: [Message] { lock.withLock { taken } }
    var attempts: Int { lock.withLock { tried } }

    func fail(_ verdict: @escaping @Sendable (Message) -> SendFailure?) {
        lock.withLock { self.verdict = verdict }
    }

    func take(_ message: Message) throws(SendFailure) {
        let verdict = lock.withLock {
            tried += 1
            return self.verdict
        }
        if let failure = verdict(message) { throw failure }
        lock.withLock { taken.append(message) }
    }
}

package struct RecordingSMS: SMSGateway {
    package let name = "recording"
    package let rate: SendRate?
    private let recorder = Recorder<OutgoingSMS>()

    package init(rate: SendRate? = nil) { self.rate = rate }

    /// Those that the gateway took, oldest first.
    package var sent: [OutgoingSMS] { recorder.sent }
    /// As they were written, oldest first: of what is due at once, one may leave before another.
    package var written: [OutgoingSMS] { sent.sorted { ($0.id.count, $0.id) < ($1.id.count, $1.id) } }
    package var attempts: Int { recorder.attempts }

    /// From now on `verdict` says which messages fail, and how.
    package func fail(_ verdict: @escaping @Sendable (OutgoingSMS) -> SendFailure?) { recorder.fail(verdict) }
    package func fail(_ failure: SendFailure?) { fail { _ in failure } }

    package func send(_ message: OutgoingSMS) async throws(SendFailure) -> SendReceipt {
        try recorder.take(message)
        return SendReceipt(providerID: "recorded-\(message.id)", detail: "recorded")
    }

    package func parseReceipt(_ callback: GatewayCallback) -> CallbackOutcome {
        CallbackOutcome(isAuthenticated: false, receipts: [], reply: .init(status: 404))
    }
}

package struct RecordingMail: MailGateway {
    private let recorder = Recorder<OutgoingMail>()

    package init() {}

    /// Those that the server took, oldest first.
    package var sent: [OutgoingMail] { recorder.sent }
    /// As they were written, oldest first: of what is due at once, one may leave before another.
    package var written: [OutgoingMail] { sent.sorted { ($0.id.count, $0.id) < ($1.id.count, $1.id) } }
    package var attempts: Int { recorder.attempts }

    package func fail(_ verdict: @escaping @Sendable (OutgoingMail) -> SendFailure?) { recorder.fail(verdict) }
    package func fail(_ failure: SendFailure?) { fail { _ in failure } }

    package func send(_ mail: OutgoingMail) async throws(SendFailure) -> SendReceipt {
        try recorder.take(mail)
        return SendReceipt(providerID: nil, detail: "recorded")
    }
}
