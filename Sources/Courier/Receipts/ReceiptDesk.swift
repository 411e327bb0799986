import Domain
package import Gateways
package import Logging
package import Store

/// Takes the delivery receipts of the SMS gateway: what became of a message only they say (P36).
package struct ReceiptDesk: Sendable {
    private let store: Store
    private let gateway: any SMSGateway
    private let tally = PartTally()
    private let logger: Logger

    package init(store: Store, gateway: any SMSGateway, logger: Logger) {
        self.store = store
        self.gateway = gateway
        self.logger = logger
    }

    /// Answers a callback to `/hooks/sms/NAME/SECRET/receipt`. Only what is on disk is acknowledged: a gateway that is
    /// told 500 sends it again.
    package func handle(_ name: String, _ callback: GatewayCallback) async -> CallbackOutcome.Reply {
        guard name == gateway.name else { return CallbackOutcome.Reply(status: 404) }
        let outcome = gateway.parseReceipt(callback)
        guard outcome.isAuthenticated else {
            logger.warning("a receipt that is not the gateway's", metadata: ["gateway": "\(name)"])
            return outcome.reply
        }
        do {
            for receipt in outcome.receipts { try await record(receipt) }
            return outcome.reply
        } catch {
            logger.error("a receipt could not be recorded: \(type(of: error))", metadata: ["gateway": "\(name)"])
            return CallbackOutcome.Reply(status: 500)
        }
    }

    /// Receipts come twice and in any order; the store keeps what says most.
    package func record(_ receipt: DeliveryReceipt) async throws {
        guard let status = try await status(of: receipt) else { return }
        let known = Receipt(
            gateway: gateway.name, notice: receipt.ourID.flatMap { NoticeID($0) }, providerID: receipt.providerID,
            status: status, code: receipt.code, text: receipt.text, at: store.clock.now())
        let effect = try await store.write { transaction in
            let effect = try transaction.record(known)
            guard case .changed(let notice, let status) = effect else { return effect }
            let address = try transaction.reader.delivery(notice)?.address
            switch status {
            case .failed:
                if receipt.isOptOut, let address { try transaction.markOptedOut(address) }
                try NotReached.follow(notice, in: transaction)
            case .delivered: if let address { try transaction.forgetOptOut(address) }
            case .queued, .sent, .cancelled: break
            }
            return effect
        }
        switch effect {
        case .unknown: logger.notice("a receipt of an unknown message", metadata: ["gateway": "\(gateway.name)"])
        case .unchanged: break
        case .changed(let notice, let status):
            logger.info("receipt", metadata: ["notice": "\(notice)", "status": "\(status.rawValue)"])
        }
    }

    /// One failed part loses a long message; it is delivered when all of its parts are.
    private func status(of receipt: DeliveryReceipt) async throws -> Receipt.Status? {
        switch receipt.status {
        case .pending: return nil
        case .sent: return .sent
        case .failed: return .failed
        case .delivered:
            guard receipt.isPerPart, let id = receipt.ourID ?? receipt.providerID else { return .delivered }
            let parts = try await parts(of: receipt.ourID)
            // Where parts have no numbers, their own ids tell them apart (Vonage's).
            let part = receipt.part.map { String($0) } ?? (receipt.ourID == nil ? nil : receipt.providerID)
            return await tally.isComplete(id, part: part, of: parts) ? .delivered : .sent
        }
    }

    private func parts(of ourID: String?) async throws -> Int {
        guard let id = ourID.flatMap({ NoticeID($0) }) else { return 1 }
        return try await store.read { try $0.delivery(id)?.parts ?? 1 }
    }
}
