import Foundation

/// The one way out of the program: HTTP and SMTP by libcurl, connections reused, HTTP/2 where it is offered. Redirects
/// are never followed. All HTTP is driven by one thread, each mail by one of its own.
package final class Transport: Sendable {
    private let inbox = TransferInbox()
    private let mail = MailLoops()
    private let connectionsPerHost: Int

    /// `connectionsPerHost` bounds what one busy gateway gets at a time; what is above it waits its turn. How many mails
    /// go at once is the caller's to say.
    package init(connectionsPerHost: Int = 32) {
        self.connectionsPerHost = connectionsPerHost
    }

    deinit { shutDown() }

    /// Ends the threads; transfers under way fail as cancelled.
    package func shutDown() {
        inbox.stop()
        mail.stop()
    }

    /// An HTTP answer of any status is returned; a mail that was not accepted is a failure. Cancelling the task ends
    /// the transfer.
    package func perform(_ request: TransferRequest) async throws(TransferFailure) -> TransferResponse {
        guard request.isSafe else { throw .unsent(.invalidRequest, "The request holds forbidden characters.") }
        guard request.isMail else {
            // With the first transfer: a portal that has nothing to send is smaller, and answers sooner.
            TransferLoop.open(inbox, "relais-transfers", connectionsPerHost: connectionsPerHost)
            return try await perform(request, in: inbox)
        }
        guard let inbox = mail.take() else { throw .unsent(.cancelled, "The transport is closed.") }
        defer { mail.giveBack(inbox) }
        return try await perform(request, in: inbox)
    }

    private func perform(
        _ request: TransferRequest, in inbox: TransferInbox
    ) async throws(TransferFailure) -> TransferResponse {
        let number = inbox.nextNumber()
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                inbox.add(TransferJob(number: number, request: request, continuation: continuation))
            }
        } onCancel: {
            inbox.cancel(number)
        }
        return try result.get()
    }
}

typealias TransferResult = Result<TransferResponse, TransferFailure>

struct TransferJob: Sendable {
    let number: UInt64
    let request: TransferRequest
    let continuation: CheckedContinuation<TransferResult, Never>
}

extension TransferFailure {
    static func unsent(_ kind: Kind, _ text: String) -> Self {
        Self(kind: kind, status: 0, lastLine: "", requestSent: false, text: text)
    }
}
