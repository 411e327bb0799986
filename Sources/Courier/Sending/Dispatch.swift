import Domain
import Gateways
import Logging
import Rendering
import Store

/// One notice from claim to record: still true? which text? sent, or why not?
struct Dispatch: Sendable {
    let store: Store
    let gateways: CourierGateways
    let writer: LetterWriter
    let outcomes: Outcomes
    let lanes: [Contact.Way: Lane]
    let breakers: [Contact.Way: Breaker]
    let chance: @Sendable () -> Double
    let logger: Logger

    /// Never throws: what cannot be written down now is found again when the lease ends.
    func deliver(_ claimed: ClaimedNotice) async {
        do {
            try await attempt(claimed)
        } catch is CancellationError {
            logger.info("message left for the next start", metadata: Outcomes.metadata(claimed.notice))
        } catch {
            logger.error(
                "message could not be handled: \(type(of: error))", metadata: Outcomes.metadata(claimed.notice))
        }
    }

    private func attempt(_ claimed: ClaimedNotice) async throws {
        let notice = claimed.notice
        let now = store.clock.now()
        let end = Backoff.end(of: notice, enqueuedAt: claimed.enqueuedAt)
        if notice.kind == .signIn, now > end { return try await outcomes.cancelled(notice) }
        if let pause = await heldBack(notice.way, at: now) {
            guard now + pause <= end else {
                return try await outcomes.failed(
                    notice, code: "gateway", text: "The gateway did not answer anybody for too long.")
            }
            return try await outcomes.postponed(notice, until: now + pause)
        }
        switch try await look(up: claimed, now: now) {
        case .obsolete: try await outcomes.cancelled(notice)
        case .unsendable(let code, let text): try await outcomes.failed(notice, code: code, text: text)
        case .letter(let letter):
            if let pause = letter.waitForPictures(enqueuedAt: claimed.enqueuedAt, now: now) {
                return try await outcomes.postponed(notice, until: now + pause)
            }
            try await send(letter, claimed, end: end)
        }
    }

    private func heldBack(_ way: Contact.Way, at now: Instant) async -> Span? {
        if let rest = await breakers[way]?.pause(at: now) { return rest }
        return await lanes[way]?.held()
    }

    private func look(up claimed: ClaimedNotice, now: Instant) async throws -> Reading {
        let words = writer.renderer.words(claimed.notice.language)
        return try await store.read { reader in
            let letters = LetterReader(
                reader: reader, notice: claimed.notice, now: now, declineReason: { words.declineReason($0) })
            return try letters.read()
        }
    }

    // MARK: Sending

    private func send(_ letter: Letter, _ claimed: ClaimedNotice, end: Instant) async throws {
        let now = store.clock.now()
        let (name, record, result): (String, (String?) -> SentRecord, Result<SendReceipt, SendFailure>)
        switch letter.notice.way {
        case .sms:
            let sms = try await writer.sms(letter, gateway: gateways.sms.name, now: now)
            name = gateways.sms.name
            record = { id in
                SentRecord(gateway: name, providerID: id, address: letter.address, text: sms.kept, parts: sms.parts)
            }
            result = await Self.result { () throws(SendFailure) in try await gateways.sms.send(sms.outgoing) }
        case .email:
            let mail = try await writer.mail(letter, now: now)
            name = "mail"
            record = { id in
                SentRecord(
                    gateway: name, providerID: id ?? mail.outgoing.messageID, address: letter.address,
                    subject: mail.outgoing.subject, text: mail.kept)
            }
            result = await Self.result { () throws(SendFailure) in try await gateways.mail.send(mail.outgoing) }
        }
        switch result {
        case .success(let receipt):
            await breakers[letter.notice.way]?.succeeded()
            try await outcomes.sent(letter.notice, record(receipt.providerID))
        case .failure(let failure):
            try await settle(failure, claimed, address: letter.address, record: record(nil), end: end)
        }
    }

    private static func result(
        _ send: () async throws(SendFailure) -> SendReceipt
    ) async -> Result<SendReceipt, SendFailure> {
        do {
            return .success(try await send())
        } catch {
            return .failure(error)
        }
    }

    // MARK: Failures, sorted

    private func settle(
        _ failure: SendFailure, _ claimed: ClaimedNotice, address: String, record: SentRecord, end: Instant
    ) async throws {
        let notice = claimed.notice
        let now = store.clock.now()
        switch failure.kind {
        case .retry(let after):
            if let after { await lanes[notice.way]?.pause(for: after) }
            await breakers[notice.way]?.failed(at: now, isEverybodys: false)
            try await again(claimed, failure, notBefore: after, record: record, end: end)
        case .badCredentials:
            await breakers[notice.way]?.failed(at: now, isEverybodys: true)
            logger.critical(
                "the \(record.gateway) gateway refuses our credentials or configuration: nothing is sent by \(notice.way.rawValue)",
                metadata: Outcomes.metadata(notice, code: failure.code))
            try await again(claimed, failure, notBefore: .minutes(1), record: record, end: end)
        case .ambiguous where notice.way == .email:
            // The same Message-ID again is one mail to whoever already has it.
            try await again(claimed, failure, notBefore: nil, record: record, end: end)
        case .ambiguous:
            try await outcomes.failed(
                notice, code: failure.code, text: "\(failure.text) It may have arrived all the same.", record: record)
        case .giveUp:
            await breakers[notice.way]?.succeeded()
            try await outcomes.failed(notice, code: failure.code, text: failure.text, record: record)
        case .badAddress:
            await breakers[notice.way]?.succeeded()
            try await outcomes.failed(
                notice, code: failure.code, text: failure.text, record: record, badAddress: address)
        }
    }

    private func again(
        _ claimed: ClaimedNotice, _ failure: SendFailure, notBefore: Span?, record: SentRecord, end: Instant
    ) async throws {
        let delay = Backoff.delay(
            attempt: claimed.attempts, isUrgent: claimed.notice.isUrgent, chance: chance())
        let next = store.clock.now() + max(delay, notBefore ?? .seconds(0))
        guard next <= end else {
            return try await outcomes.failed(
                claimed.notice, code: failure.code, text: failure.text, record: record)
        }
        try await outcomes.retry(claimed.notice, at: next, code: failure.code, text: failure.text)
    }
}
