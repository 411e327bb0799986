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
    let lookups: Lookups
    let outcomes: Outcomes
    let lanes: [Contact.Way: Lane]
    let breakers: [Contact.Way: Breaker]
    /// Longer than any transfer may take.
    let longestTransfer: Span
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

    /// `isCounted`: it has its place in the gateway's rate already.
    private func attempt(_ claimed: ClaimedNotice, isCounted: Bool = false) async throws {
        let notice = claimed.notice
        _ = await breakers[notice.way]?.probeEnd()
        let now = store.clock.now()
        // It waited too long for its turn, and could be claimed and sent once more while it is on its way.
        guard claimed.leaseUntil - now > longestTransfer else {
            return logger.info("message left until its lease ends", metadata: Outcomes.metadata(notice))
        }
        let end = Backoff.end(of: notice, enqueuedAt: claimed.enqueuedAt)
        if notice.kind == .signIn, now > end { return try await outcomes.cancelled(notice) }
        if let pause = await heldBack(notice.way, isCounted, at: now) {
            return try await hold(notice, for: pause, end: end)
        }
        switch try await lookups.reading(of: notice, at: now) {
        case .obsolete: try await outcomes.cancelled(notice)
        case .unsendable(let code, let text): try await outcomes.failed(notice, code: code, text: text)
        case .letter(let letter):
            if let pause = letter.waitForPictures(enqueuedAt: claimed.enqueuedAt, now: now) {
                return try await outcomes.postponed(notice, until: now + pause)
            }
            try await sendIfAdmitted(letter, claimed, end: end)
        }
    }

    private func hold(_ notice: Notice, for pause: Span, end: Instant) async throws {
        let until = store.clock.now() + pause
        guard until <= end else {
            return try await outcomes.failed(
                notice, code: "gateway", text: "The gateway did not answer anybody for too long.")
        }
        try await outcomes.postponed(notice, until: until)
    }

    private func heldBack(_ way: Contact.Way, _ isCounted: Bool, at now: Instant) async -> Span? {
        if let rest = await breakers[way]?.pause(at: now) { return rest }
        return isCounted ? nil : await lanes[way]?.held()
    }

    // MARK: Sending

    private func sendIfAdmitted(_ letter: Letter, _ claimed: ClaimedNotice, end: Instant) async throws {
        let breaker = breakers[letter.notice.way]
        let admission = await breaker?.admit(at: store.clock.now()) ?? .go
        if case .wait(let pause) = admission {
            // Somebody else tries the gateway at this moment.
            if await breaker?.probeEnd() == true { return try await attempt(claimed, isCounted: true) }
            return try await hold(letter.notice, for: pause, end: end)
        }
        do {
            try await send(letter, claimed, end: end)
        } catch {
            if admission == .probe { await breaker?.abandon(at: store.clock.now()) }
            throw error
        }
    }

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
            await works(letter.notice.way, gateway: name)
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
        if failure.isGateways {
            await fails(notice.way, gateway: record.gateway, failure)
        } else {
            await works(notice.way, gateway: record.gateway)
        }
        switch failure.kind {
        case .retry(let after):
            if let after { await lanes[notice.way]?.pause(for: after) }
            try await again(claimed, failure, notBefore: after, record: record, end: end)
        case .badCredentials:
            try await again(claimed, failure, notBefore: .minutes(1), record: record, end: end)
        case .ambiguous where notice.way == .email:
            // The same Message-ID again is one mail to whoever already has it.
            try await again(claimed, failure, notBefore: nil, record: record, end: end)
        case .ambiguous:
            try await outcomes.failed(
                notice, code: failure.code, text: "\(failure.text) It may have arrived all the same.", record: record)
        case .giveUp:
            try await outcomes.failed(notice, code: failure.code, text: failure.text, record: record)
        case .badAddress:
            try await outcomes.failed(
                notice, code: failure.code, text: failure.text, record: record, because: .badAddress(address))
        case .optedOut:
            try await outcomes.failed(
                notice, code: failure.code, text: failure.text, record: record, because: .optedOut(address))
        }
    }

    /// One line when an outage begins, one when it ends, however many messages meet it.
    private func fails(_ way: Contact.Way, gateway: String, _ failure: SendFailure) async {
        var (isEverybodys, rest): (Bool, Span?) = (false, nil)
        if case .badCredentials = failure.kind { isEverybodys = true }
        if case .retry(let after) = failure.kind { rest = after }
        let hasBegun =
            await breakers[way]?.failed(at: store.clock.now(), isEverybodys: isEverybodys, atLeast: rest) ?? false
        guard hasBegun else { return }
        let metadata: Logger.Metadata = ["gateway": "\(gateway)", "way": "\(way.rawValue)", "code": "\(failure.code)"]
        if isEverybodys {
            logger.critical("the gateway refuses our credentials or configuration: messages wait", metadata: metadata)
        } else {
            logger.error("the gateway does not work: messages wait", metadata: metadata)
        }
    }

    private func works(_ way: Contact.Way, gateway: String) async {
        guard await breakers[way]?.succeeded() == true else { return }
        logger.notice(
            "the gateway works again: messages go", metadata: ["gateway": "\(gateway)", "way": "\(way.rawValue)"])
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
