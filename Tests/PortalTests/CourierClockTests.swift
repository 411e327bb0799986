import Courier
import Domain
import Foundation
import Gateways
import RelaisTesting
import Testing
import Workflow

@testable import Store

@Suite("What the clock does")
struct CourierClockTests {
    private func kinds(_ office: TestOffice, _ ticket: TicketReference) async throws -> [Notice.Kind] {
        try await office.deliveries(of: ticket).filter { $0.status == .sent }.map(\.notice.kind)
    }

    @Test("A15 reminders at half and at nine tenths, then the offer lapses and both sides hear it")
    func ladder() async throws {
        let office = try TestOffice()
        let ticket = try await office.ticket(
            of: office.organization(), priority: .high, to: TestOffice.plumber(channels: [.sms]))
        try await office.courier.drain()
        try await office.advance(.minutes(119))
        #expect(try await kinds(office, ticket) == [.offer])
        try await office.advance(.minutes(1))
        #expect(try await kinds(office, ticket) == [.offer, .offerReminder])
        try await office.advance(.minutes(96))
        #expect(try await kinds(office, ticket) == [.offer, .offerReminder, .offerReminder])
        try await office.advance(.minutes(24))
        #expect(try await office.stored(ticket).label == .toDoLapsed)
        #expect(try await office.stored(ticket).attention == .lapsed)
        let last = try await kinds(office, ticket).suffix(2)
        #expect(Set(last) == [.offerLapsed, .offerLapsedAlert])
        #expect(office.mail.sent.contains { $0.to.name == "Nina Morel" })
    }

    @Test("A15 nobody is reminded of what he has answered")
    func noReminderAfterAnswer() async throws {
        let office = try TestOffice()
        let ticket = try await office.ticket(
            of: office.organization(), priority: .high, to: TestOffice.plumber(channels: [.sms]))
        try await office.courier.drain()
        let link = try #require(office.latestLink(sms: "+33639980001"))
        _ = try await office.workflow.perform(
            AcceptOffer(link: link, appointment: office.appointment(in: 30), comment: nil))
        try await office.advance(.hours(6), steps: 12)
        let sent = try await kinds(office, ticket)
        #expect(!sent.contains(.offerReminder))
        #expect(sent.contains(.accepted))
        #expect(try await office.stored(ticket).label == .dispatchConfirmed)
    }

    @Test("a reminder that was already queued when the answer came is cancelled, not sent")
    func queuedReminder() async throws {
        let office = try TestOffice()
        let ticket = try await office.ticket(
            of: office.organization(), priority: .high, to: TestOffice.plumber(email: nil, channels: [.sms]))
        try await office.courier.drain()
        let link = try #require(office.latestLink(sms: "+33639980001"))
        office.sms.fail(SendFailure(.retry(after: nil), code: "503", text: "Later."))
        try await office.advance(.hours(2))
        office.sms.fail(nil)
        _ = try await office.workflow.perform(
            DeclineOffer(link: link, reasonKey: "busy", reason: nil))
        try await office.advance(.minutes(10), steps: 5)
        let reminder = try await office.deliveries(of: ticket).first { $0.notice.kind == .offerReminder }
        #expect(reminder?.status == .cancelled)
    }

    @Test("after a night without the program the missed timers run once, and one reminder is enough")
    func missed() async throws {
        let office = try TestOffice()
        let ticket = try await office.ticket(
            of: office.organization(), priority: .low, to: TestOffice.plumber(channels: [.sms]))
        try await office.courier.drain()
        try await office.advance(.hours(70))
        let reminders = try await office.deliveries(of: ticket).filter { $0.notice.kind == .offerReminder }
        #expect(reminders.count == 1)
        try await office.advance(.hours(5), steps: 5)
        #expect(try await office.stored(ticket).label == .toDoLapsed)
        let lapsed = try await office.deliveries(of: ticket).filter { $0.notice.kind == .offerLapsed }
        #expect(lapsed.count == 1)
    }

    @Test("of a ticket only the next timer is written down, and a night without the program leaves none of them out")
    func oneByOne() async throws {
        let office = try TestOffice()
        let ticket = try await office.ticket(
            of: office.organization(), priority: .high, to: TestOffice.plumber(channels: [.sms]))
        let far = office.travel.now + .days(400)
        let timers = { try await office.store.read { try $0.dueTimers(at: far, limit: 100) }.map(\.kind) }
        #expect(try await timers() == [.answerReminder])
        try await office.courier.drain()
        let link = try #require(office.latestLink(sms: "+33639980001"))
        let visit = office.appointment(in: 30)
        _ = try await office.workflow.perform(AcceptOffer(link: link, appointment: visit, comment: nil))
        #expect(try await timers() == [.presence])
        #expect(try await office.store.read { try $0.nextTimer() } == visit.instant)
        // Over the visit, the time after which it is late, and two of the reminders of a report.
        try await office.advance(.hours(30 + 60))
        let kinds = try await office.deliveries(of: ticket).map(\.notice.kind)
        #expect(kinds.filter { $0 == .presenceQuestion }.count == 1)
        #expect(kinds.contains(.lateAlert))
        #expect(kinds.filter { $0 == .owedReminder }.count == 1, "\(kinds)")
        #expect(try await timers() == [.completionReminder])
    }

    @Test("P29 what the clock sends waits for the morning of the site; an emergency does not")
    func quietHours() async throws {
        let office = try TestOffice()
        let organization = try await office.organization()
        // Offered at 16:00 in Paris, half of its time is over at 22:00.
        office.travel.advance(.hours(6))
        let plumber = TestOffice.plumber(email: nil, channels: [.sms])
        let ticket = try await office.ticket(
            of: organization, to: plumber, answerBy: office.travel.now + .hours(12))
        try await office.advance(.hours(6) + .minutes(1))
        #expect(try await kinds(office, ticket) == [.offer])
        let waiting = try #require(
            try await office.deliveries(of: ticket).first { $0.notice.kind == .offerReminder })
        #expect(Appointment(waiting.notice.due, in: "Europe/Paris").local.timeText == "07:30")

        let urgent = try await office.ticket(
            of: organization, priority: .emergency, to: TestOffice.plumber(phone: "+33639980002", email: nil))
        try await office.advance(.minutes(16))
        #expect(try await kinds(office, urgent).contains(.offerReminder))
    }

    @Test("a ticket whose row is damaged holds up nobody else's timers and messages, and its own until it is mended")
    func damagedRow() async throws {
        let office = try TestOffice()
        let organization = try await office.organization()
        let damaged = try await office.ticket(
            of: organization, priority: .high, to: TestOffice.plumber(email: nil, channels: [.sms]))
        let other = try await office.ticket(
            of: organization, priority: .high,
            to: TestOffice.plumber(phone: "+33639980002", email: nil, channels: [.sms], name: "Roux"))
        try await office.courier.drain()
        try await office.store.write {
            _ = try $0.run("UPDATE tickets SET phase_data = '!' || phase_data WHERE id = :id", ["id": damaged.id])
        }
        try await office.advance(.hours(2))
        #expect(try await kinds(office, damaged) == [.offer])
        #expect(try await kinds(office, other) == [.offer, .offerReminder])
        try await office.store.write {
            _ = try $0.run("UPDATE tickets SET phase_data = substr(phase_data, 2) WHERE id = :id", ["id": damaged.id])
        }
        try await office.advance(.minutes(6))
        #expect(try await kinds(office, damaged) == [.offer, .offerReminder])
    }

    @Test("timers of kinds that are not built yet end without effect")
    func otherKinds() async throws {
        let office = try TestOffice()
        let ticket = try await office.ticket(of: office.organization(), to: TestOffice.plumber())
        try await office.courier.drain()
        let due = office.travel.now + .minutes(1)
        try await office.store.write { _ = try $0.schedule(.presence, for: ticket.id, due: due) }
        let before = try await office.stored(ticket)
        try await office.advance(.minutes(2))
        #expect(try await office.stored(ticket) == before)
        #expect(try await office.store.read { try $0.dueTimers(at: due + .hours(1), limit: 5) }.isEmpty)
    }

    @Test("A14 whose job went to another is told so, and is not reminded any more")
    func reassigned() async throws {
        let office = try TestOffice()
        let organization = try await office.organization()
        let ticket = try await office.ticket(
            of: organization, priority: .high, to: TestOffice.plumber(email: nil, channels: [.sms]))
        try await office.courier.drain()
        _ = try await office.workflow.perform(
            WithdrawJob(ticket.id, reason: "Déjà réparé", origin: .manager(organization.manager.id)))
        let other = TestOffice.plumber(phone: "+33639980003", email: nil, channels: [.sms], name: "Roux Frères")
        _ = try await office.workflow.perform(
            OfferTicket(ticket.id, OfferForm(.described(other)), origin: .manager(organization.manager.id)))
        try await office.advance(.hours(5), steps: 20)
        let toFirst = try await office.deliveries(of: ticket).filter { $0.address == "+33639980001" }
        #expect(toFirst.map(\.notice.kind) == [.offer, .withdrawn])
        #expect(office.sms.sent.contains { $0.to == "+33639980003" })
    }
}

extension Span {
    fileprivate static func + (left: Span, right: Span) -> Span {
        Span(milliseconds: left.milliseconds + right.milliseconds)
    }
}
