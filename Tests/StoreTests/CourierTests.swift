import Domain
import Foundation
import GRDB
import Testing

@testable import Store

@Suite("Notices, receipts and timers")
struct CourierTests {
    private func enqueue(
        _ office: Office, ticket: TicketID? = nil, order: OrderID? = nil, kind: Notice.Kind = .offer,
        isUrgent: Bool = false, in delay: Span = .seconds(0)
    ) async throws -> NoticeID {
        let contact = office.plumber.contacts[0]
        let organization = office.organization.id
        return try await office.store.write { transaction in
            let notice = Notice(
                id: transaction.newID(), organization: organization, ticket: ticket, order: order, kind: kind,
                recipient: .contact(contact.id), way: .sms, language: .fr, isUrgent: isUrgent,
                due: transaction.now + delay)
            try transaction.enqueue(notice, address: contact.phone)
            return notice.id
        }
    }

    private func claim(_ office: Office) async throws -> [NoticeID] {
        try await office.store.write {
            try $0.claimNotices(limit: 10, by: .sms, leaseFor: .seconds(60)).map(\.notice.id)
        }
    }

    private func status(_ office: Office, _ id: NoticeID) async throws -> Notice.Status? {
        try await office.store.read { try $0.delivery(id)?.status }
    }

    private let sent = SentRecord(
        gateway: "kannel", providerID: "P1", address: "+33612000021", text: "Bonjour …", parts: 1)

    @Test("urgent notices are claimed first, none before it is due, none twice while its lease lasts")
    func claims() async throws {
        let office = try await Office()
        let later = try await enqueue(office, in: .minutes(5))
        let normal = try await enqueue(office)
        let urgent = try await enqueue(office, isUrgent: true)
        #expect(try await claim(office) == [urgent, normal])
        #expect(try await claim(office) == [])
        office.time.advance(.seconds(61))
        #expect(try await claim(office) == [urgent, normal])
        office.time.advance(.minutes(5))
        #expect(try await claim(office) == [urgent, normal, later])
        try await office.store.write { try $0.releaseLeases() }
        #expect(try await claim(office).count == 3)
    }

    @Test("E4 a retry keeps its reason, a given-up notice its error, and the other way is named")
    func retries() async throws {
        let office = try await Office()
        let ticket = try await office.ticket()
        let id = try await enqueue(office, ticket: ticket.id)
        _ = try await claim(office)
        let next = office.time.now + .minutes(1)
        try await office.store.write { try $0.recordRetry(id, at: next, code: "503", text: "busy") }
        #expect(try await office.store.read { try $0.nextNotice() } == next)
        #expect(try await claim(office) == [])
        office.time.advance(.minutes(1))
        #expect(try await claim(office) == [id])
        try await office.store.write { try $0.recordFailed(id, code: "21610", text: "opted out") }
        let organization = office.organization.id
        let (all, failed) = try await office.store.read { reader in
            (try reader.deliveries(of: ticket.id), try reader.failedDeliveries(of: organization))
        }
        #expect(all == failed)
        let delivery = try #require(failed.first)
        #expect(delivery.status == .failed)
        #expect(delivery.errorCode == "21610")
        #expect(delivery.attempts == 2)
        #expect(delivery.recipientName == "Karim")
        #expect(delivery.otherWay == .email)
        #expect(delivery.address == "+33612000021")
    }

    @Test("P36 delivered comes from a receipt alone and never goes back")
    func receipts() async throws {
        let office = try await Office()
        let id = try await enqueue(office)
        _ = try await claim(office)
        let (sent, now) = (sent, office.time.now)
        _ = try await office.store.write { try $0.recordSent(id, sent) }
        #expect(try await status(office, id) == .sent)
        func receive(_ status: Receipt.Status) async throws -> ReceiptEffect {
            try await office.store.write {
                try $0.record(Receipt(gateway: "kannel", providerID: "P1", status: status, code: "1", at: now))
            }
        }
        #expect(try await receive(.sent) == .unchanged(id))
        #expect(try await receive(.delivered) == .changed(id, .delivered))
        #expect(try await receive(.failed) == .unchanged(id))
        #expect(try await receive(.sent) == .unchanged(id))
        #expect(try await status(office, id) == .delivered)
        #expect(try await office.store.read { try $0.delivery(id)?.errorCode } == nil)
    }

    @Test("a receipt that is quicker than the gateway's own answer counts once that is written down")
    func earlyReceipt() async throws {
        let office = try await Office()
        let id = try await enqueue(office)
        _ = try await claim(office)
        let (sent, now) = (sent, office.time.now)
        let receipt = Receipt(gateway: "kannel", providerID: "P1", status: .failed, code: "EXPIRED", at: now)
        #expect(try await office.store.write { try $0.record(receipt) } == .unknown)
        _ = try await office.store.write { try $0.recordSent(id, sent) }
        #expect(try await status(office, id) == .failed)
        let late = Receipt(gateway: "kannel", notice: id, status: .delivered, at: now)
        #expect(try await office.store.write { try $0.record(late) } == .changed(id, .delivered))
    }

    @Test("notices that wait are called off with their order; what is being sent is not")
    func cancelling() async throws {
        let office = try await Office()
        let ticket = try await office.ticket()
        let order = try #require(try await office.offer(ticket.id, to: office.plumber).orders.last?.id)
        let leased = try await enqueue(office, ticket: ticket.id, order: order)
        _ = try await claim(office)
        let reminder = try await enqueue(
            office, ticket: ticket.id, order: order, kind: .offerReminder, in: .hours(2))
        let message = try await enqueue(
            office, ticket: ticket.id, order: order, kind: .messageToContractor, in: .hours(2))
        let count = try await office.store.write { try $0.cancelNotices(of: order, kinds: [.offer, .offerReminder]) }
        #expect(count == 1)
        #expect(try await status(office, reminder) == .cancelled)
        #expect(try await status(office, message) == .queued)
        #expect(try await status(office, leased) == .queued)
    }

    @Test("enqueuing and scheduling wake the Courier after the commit")
    func waking() async throws {
        let office = try await Office()
        let ticket = try await office.ticket()
        var wakes = office.store.wakes().makeAsyncIterator()
        _ = try await enqueue(office)
        #expect(await wakes.next() != nil)
        try await office.store.write { transaction in
            _ = try transaction.schedule(.answerDeadline, for: ticket.id, due: transaction.now + .hours(1))
        }
        #expect(await wakes.next() != nil)
    }

    /// What runs by and by until nothing is due, each a millisecond after the one before it.
    private func run(_ timetable: [ClockAct], of ticket: TicketID, _ office: Office) async throws -> [String] {
        var ran: [String] = []
        while let timer = try await office.store.read({ [now = office.time.now] in
            try $0.dueTimers(at: now, limit: 1).first
        }) {
            ran.append("\(timer.kind) \(timer.step)")
            try await office.store.write { transaction in
                #expect(try transaction.finishTimer(timer.id))
                try transaction.keep(timetable, of: ticket)
            }
            office.time.advance(Span(milliseconds: 1))
        }
        return ran
    }

    @Test("of a ladder that was missed one step is made up for, whatever else was missed beside it")
    func missedLadders() async throws {
        let office = try await Office()
        let ticket = try await office.ticket()
        let start = office.time.now
        let timetable =
            [(ClockAct.Kind.completionReminder, 4, 1), (.completionReminder, 24, 2), (.completionReminder, 48, 3)]
            .map { ClockAct($0, order: nil, due: start + .hours($1), step: $2) }
            + [ClockAct(.messageReminder, order: nil, due: start + .hours(6), step: 1)]
        try await office.store.write { try $0.keep(timetable, of: ticket.id) }
        office.time.advance(.hours(25))
        #expect(try await run(timetable, of: ticket.id, office) == ["completionReminder 1", "messageReminder 1"])
        #expect(try await office.store.read { try $0.nextTimer() } == start + .hours(48))
    }

    @Test("what had passed before it was wanted is not made up for by a later timer")
    func passedBefore() async throws {
        let office = try await Office()
        let ticket = try await office.ticket()
        let start = office.time.now
        let expiry = ClockAct(.quoteExpiry, order: nil, due: start + .days(30))
        try await office.store.write { try $0.keep([expiry], of: ticket.id) }
        office.time.advance(.hours(6))
        // The quote was decided on after the visit was to begin: late is late, the rest comes at its time.
        let timetable = [
            ClockAct(.presence, order: nil, due: start + .hours(1)),
            ClockAct(.late, order: nil, due: start + .hours(2)),
            ClockAct(.completionReminder, order: nil, due: start + .hours(5), step: 1),
            ClockAct(.completionReminder, order: nil, due: start + .hours(25), step: 2), expiry,
        ]
        try await office.store.write { try $0.keep(timetable, of: ticket.id) }
        #expect(try await run(timetable, of: ticket.id, office) == ["late 0"])
        #expect(try await office.store.read { try $0.nextTimer() } == start + .hours(25))
    }

    @Test("of the timers that an earlier version wrote down, the next of each ticket and offer stays")
    func migration() throws {
        let database = try DatabaseQueue()
        try SQLite.migrator.migrate(database, upTo: "12 words of an organization")
        try database.inDatabase { database in
            try database.execute(
                sql: """
                    PRAGMA foreign_keys = OFF;
                    INSERT INTO timers (id, kind, step, ticket, order_id, due, done_at) VALUES
                        (1, 'answerReminder', 0, 7, 70, 100, 100), (2, 'answerReminder', 1, 7, 70, 200, NULL),
                        (3, 'answerDeadline', 0, 7, 70, 300, NULL), (4, 'waitOver', 0, 7, NULL, 400, NULL),
                        (5, 'answerDeadline', 0, 7, 71, 350, NULL),
                        (6, 'late', 0, 8, 80, 260, NULL), (7, 'presence', 0, 8, 80, 250, NULL),
                        (8, 'completionReminder', 1, 8, 80, 270, NULL), (9, 'completionReminder', 2, 8, 80, 270, NULL);
                    """)
        }
        try SQLite.migrator.disablingDeferredForeignKeyChecks().migrate(database)
        let left = try database.read { try Int64.fetchAll($0, sql: "SELECT id FROM timers ORDER BY id") }
        #expect(left == [1, 2, 4, 5, 7])
    }

    @Test("a timer is due at its time, is done once, and goes with its order")
    func timers() async throws {
        let office = try await Office()
        let ticket = try await office.ticket()
        let order = try #require(try await office.offer(ticket.id, to: office.plumber).orders.last?.id)
        let due = office.time.now + .hours(1)
        let (first, second) = try await office.store.write { transaction in
            (
                try transaction.schedule(.answerReminder, for: ticket.id, order: order, due: due, step: 1),
                try transaction.schedule(.answerDeadline, for: ticket.id, order: order, due: due + .hours(1))
            )
        }
        #expect(try await office.store.read { try $0.nextTimer() } == due)
        #expect(try await office.store.read { try $0.dueTimers(at: due - .seconds(1), limit: 10) } == [])
        let found = try await office.store.read { try $0.dueTimers(at: due, limit: 10) }
        #expect(found.map(\.id) == [first])
        #expect(found.first?.step == 1)
        #expect(try await office.store.write { try $0.finishTimer(first) })
        #expect(try await office.store.write { try $0.finishTimer(first) } == false)
        try await office.store.write { try $0.cancelTimers(of: ticket.id, order: order) }
        #expect(try await office.store.write { try $0.finishTimer(second) } == false)
        #expect(try await office.store.read { try $0.nextTimer() } == nil)
    }
}
