import Foundation

/// Loops for mail, as many as mails went at once so far. libcurl stands still from a mail's last line until the server
/// has said what became of it, and with it stands everything else that its loop has in hand: one mail server that takes
/// a second would hold up all SMS.
///
/// Unchecked: the mutable state is touched only under `lock`.
final class MailLoops: @unchecked Sendable {
    private let lock = NSLock()
    private var all: [TransferInbox] = []
    private var idle: [TransferInbox] = []
    private var isStopped = false

    /// The one that was used last, for the connection that it still has. Nil after `stop`.
    func take() -> TransferInbox? {
        lock.withLock {
            guard !isStopped else { return nil }
            if let inbox = idle.popLast() { return inbox }
            let inbox = TransferInbox()
            TransferLoop.open(inbox, "relais-mail", connectionsPerHost: 1)
            all.append(inbox)
            return inbox
        }
    }

    func giveBack(_ inbox: TransferInbox) { lock.withLock { idle.append(inbox) } }

    func stop() {
        lock.withLock {
            isStopped = true
            for inbox in all { inbox.stop() }
        }
    }
}
