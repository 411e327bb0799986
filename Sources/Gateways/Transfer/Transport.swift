import Foundation

/// The one way out of the program: HTTP and SMTP by libcurl, all transfers driven by one thread, connections reused,
/// HTTP/2 where it is offered. Redirects are never followed.
package final class Transport: Sendable {
    private let inbox = TransferInbox()
    private let connectionsPerHost: Int

    /// `connectionsPerHost` bounds what one busy gateway gets at a time; what is above it waits its turn.
    package init(connectionsPerHost: Int = 32) {
        self.connectionsPerHost = connectionsPerHost
    }

    deinit { inbox.stop() }

    /// Ends the thread; transfers under way fail as cancelled.
    package func shutDown() { inbox.stop() }

    /// An HTTP answer of any status is returned; a mail that was not accepted is a failure. Cancelling the task ends
    /// the transfer.
    package func perform(_ request: TransferRequest) async throws(TransferFailure) -> TransferResponse {
        guard request.isSafe else { throw .unsent(.invalidRequest, "The request holds forbidden characters.") }
        if inbox.open() { startThread() }
        let number = inbox.nextNumber()
        let inbox = inbox
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                inbox.add(TransferJob(number: number, request: request, continuation: continuation))
            }
        } onCancel: {
            inbox.cancel(number)
        }
        return try result.get()
    }

    /// With the first transfer: a portal that has nothing to send is smaller, and answers sooner.
    private func startThread() {
        let loop = TransferLoop(inbox: inbox, connectionsPerHost: connectionsPerHost)
        let thread = Thread { loop.run() }
        thread.name = "relais-transfers"
        thread.start()
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
