import Domain
import Logging
import Metrics
import Store
import Workflow

/// Writes down what became of a notice. What follows from a failure is in the same transaction as the failure.
struct Outcomes: Sendable {
    let store: Store
    let logger: Logger

    func sent(_ notice: Notice, _ record: SentRecord) async throws {
        try await store.write { transaction in
            // A receipt may have been quicker than the gateway's own answer.
            if try transaction.recordSent(notice.id, record) == .failed {
                try NotReached.follow(notice.id, in: transaction)
            }
        }
        count(notice, "sent")
        logger.info("message sent", metadata: Self.metadata(notice))
    }

    func cancelled(_ notice: Notice) async throws {
        try await store.write { try $0.recordCancelled(notice.id) }
        count(notice, "cancelled")
        logger.info("message no longer needed", metadata: Self.metadata(notice))
    }

    func postponed(_ notice: Notice, until: Instant) async throws {
        try await store.write { try $0.postpone(notice.id, until: until) }
    }

    func retry(_ notice: Notice, at next: Instant, code: String, text: String) async throws {
        try await store.write { try $0.recordRetry(notice.id, at: next, code: code, text: text) }
        count(notice, "retried")
        logger.warning("message not sent, to be tried again", metadata: Self.metadata(notice, code: code))
    }

    /// What the provider says of a number or address for good.
    enum Loss: Sendable {
        case badAddress(String)
        /// Whoever has it said STOP (P35).
        case optedOut(String)
    }

    func failed(
        _ notice: Notice, code: String, text: String, record: SentRecord? = nil, because loss: Loss? = nil
    ) async throws {
        try await store.write { transaction in
            try transaction.recordFailed(notice.id, code: code, text: text, record: record)
            switch loss {
            case .badAddress(let address): try transaction.markUnreachable(address, reason: text)
            case .optedOut(let address): try transaction.markOptedOut(address)
            case nil: break
            }
            try NotReached.follow(notice.id, in: transaction)
        }
        count(notice, "failed")
        logger.warning("message not delivered", metadata: Self.metadata(notice, code: code))
    }

    private func count(_ notice: Notice, _ outcome: String) {
        Counter(label: "relais_messages", dimensions: [("way", notice.way.rawValue), ("outcome", outcome)]).increment()
    }

    /// Never a number, an address or a text.
    static func metadata(_ notice: Notice, code: String? = nil) -> Logger.Metadata {
        var metadata: Logger.Metadata = [
            "notice": "\(notice.id)", "kind": "\(notice.kind.rawValue)", "way": "\(notice.way.rawValue)",
        ]
        if let ticket = notice.ticket { metadata["ticket"] = "\(ticket)" }
        if let code { metadata["code"] = "\(code)" }
        return metadata
    }
}

/// What follows when somebody was not reached for good (T54, E4): the ticket goes to the Inbox, and what the contact
/// has another way for is sent by that, once, by itself.
enum NotReached {
    static func follow(_ id: NoticeID, in transaction: Transaction) throws {
        do {
            _ = try ReportNotReached(id).perform(in: transaction)
        } catch is Refusal {
            // The ticket ended meanwhile: the failure still shows on the notice.
        }
        guard let delivery = try transaction.reader.delivery(id) else { return }
        try sendOtherWay(delivery, in: transaction)
    }

    private static func sendOtherWay(_ delivery: Delivery, in transaction: Transaction) throws {
        let notice = delivery.notice
        guard notice.kind.carriesLink, let way = delivery.otherWay, let id = notice.ticket,
            case .contact(let contactID) = notice.recipient, let contact = try transaction.reader.contact(contactID),
            let address = contact.address(for: way), let ticket = try transaction.reader.ticket(id),
            let organization = try transaction.reader.organization(notice.organization)
        else { return }
        // An offer must not be missed; anything else goes only by a way that the contact wants. Whoever answered STOP
        // has left us no other (P35).
        let hasOptedOut = try delivery.address.map { try transaction.reader.hasOptedOut($0) } ?? false
        guard notice.kind == .offer || hasOptedOut || contact.channels.contains(way) else { return }
        guard try !transaction.reader.isUnreachable(address) else { return }
        let siblings = try transaction.reader.deliveries(of: id).map(\.notice)
        let isTried = siblings.contains {
            $0.kind == notice.kind && $0.order == notice.order && $0.event == notice.event
                && $0.recipient == notice.recipient && $0.way == way
        }
        guard !isTried else { return }
        // As for every message: what the clock sends by itself does not ring at night (P29).
        let isByClock = try notice.event.flatMap { try transaction.reader.event($0) }?.event.actor == .clock
        let due =
            way == .sms && isByClock && !notice.isUrgent && !notice.kind.ringsAtAnyHour
            ? organization.rules.afterQuietHours(transaction.now, in: ticket.timeZone) : transaction.now
        try transaction.enqueue(
            Notice(
                id: transaction.newID(), organization: notice.organization, ticket: id, order: notice.order,
                kind: notice.kind, recipient: notice.recipient, way: way, language: notice.language,
                isUrgent: notice.isUrgent, due: due, event: notice.event),
            address: address)
    }
}
