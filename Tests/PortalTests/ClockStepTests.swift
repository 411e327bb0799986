import Courier
import Domain
import Foundation
import Gateways
import RelaisTesting
import Store
import Testing
import Workflow

/// A job that was accepted for a certain moment.
private struct Job {
    static let phone = "+33639980001"
    let office: TestOffice
    let ticket: TicketReference
    let link: LinkID

    init(
        timeZone: String = "Europe/Paris", start: TravellingClock = TravellingClock(), priority: Priority = .normal,
        rules: OrganizationRules = OrganizationRules(), at appointment: (TestOffice) throws -> Appointment
    ) async throws {
        office = try TestOffice(start: start)
        let organization = try await office.organization(timeZone: timeZone, rules: rules)
        ticket = try await office.ticket(
            of: organization, priority: priority, to: TestOffice.plumber(email: nil, channels: [.sms]))
        try await office.courier.drain()
        link = try #require(office.latestLink(sms: Self.phone))
        _ = try await office.workflow.perform(
            AcceptOffer(link: link, appointment: appointment(office), comment: nil))
        try await office.courier.drain()
    }

    func sent(_ kind: Notice.Kind) async throws -> Int {
        try await office.deliveries(of: ticket).filter { $0.notice.kind == kind && $0.status == .sent }.count
    }

    func stored() async throws -> Ticket { try await office.stored(ticket) }

    func file() throws -> ReceivedFile {
        try office.file("facture.pdf", type: "application/pdf", bytes: Data("%PDF-1.4\n%%EOF\n".utf8))
    }

    func complete(invoice: InvoiceForm? = nil) async throws {
        _ = try await office.workflow.perform(
            Complete(link: link, report: "Siphon remplacé.", files: [], signature: nil, signedBy: nil, invoice: invoice)
        )
        try await office.courier.drain()
    }

    func invoice(_ number: String = "F-17") throws -> InvoiceForm {
        let today = Appointment(office.travel.now, in: "Europe/Paris").local
        return InvoiceForm(
            number: number, date: today, total: Money(amount: 30_000, currency: "EUR"), files: [try file()])
    }
}

@Suite("What the clock does after the answer")
struct ClockStepTests {
    @Test("B24 presence is asked at the agreed minute, once, and silence is late after half an hour")
    func presence() async throws {
        let job = try await Job { $0.appointment(in: 30) }
        try await job.office.advance(.minutes(30 * 60 - 1))
        #expect(try await job.sent(.presenceQuestion) == 0)
        try await job.office.advance(.minutes(1))
        #expect(try await job.sent(.presenceQuestion) == 1)
        #expect(job.office.sms.written.last?.to == Job.phone)
        try await job.office.advance(.minutes(29))
        #expect(try await job.stored().attention != .late)
        try await job.office.advance(.minutes(1))
        #expect(try await job.stored().attention == .late)
        #expect(try await job.sent(.lateAlert) == 1)
        try await job.office.advance(.hours(30), steps: 30)
        #expect(try await job.sent(.presenceQuestion) == 1)
        #expect(try await job.sent(.lateAlert) == 1)
    }

    @Test("B24 who is on site is neither asked nor late")
    func arrivedBefore() async throws {
        let job = try await Job { $0.appointment(in: 30) }
        try await job.office.advance(.hours(29))
        _ = try await job.office.workflow.perform(Arrive(link: job.link))
        try await job.office.advance(.hours(3), steps: 6)
        #expect(try await job.sent(.presenceQuestion) == 0)
        #expect(try await job.sent(.lateAlert) == 0)
        #expect(try await job.sent(.arrivedAlert) == 1)
    }

    @Test("B24 P42 a visit that was moved is asked for at its new hour, and not at the old one")
    func moved() async throws {
        let job = try await Job { $0.appointment(in: 30) }
        let later = job.office.appointment(in: 54)
        _ = try await job.office.workflow.perform(
            ChangeDate(link: job.link, appointment: later, note: "Pièce en retard", told: nil))
        try await job.office.advance(.hours(32), steps: 8)
        #expect(try await job.sent(.presenceQuestion) == 0)
        try await job.office.advance(.hours(22))
        #expect(try await job.sent(.presenceQuestion) == 1)
    }

    @Test("P29 the presence question of an early visit rings in quiet hours")
    func early() async throws {
        let job = try await Job { office in
            try Appointment.resolve(#require(LocalDateTime("2026-11-17T06:15")), in: "Europe/Paris")
        }
        let wanted = try await job.stored().activeOrder?.appointment?.instant
        try await job.office.advance(try #require(wanted) - job.office.travel.now)
        #expect(try await job.sent(.presenceQuestion) == 1)
    }

    @Test(
        "B24 P28 the agreed hour is the site's, also across a change of the clocks",
        arguments: [
            ("Europe/Paris", "2027-03-27T12:00:00Z", "2027-03-28T09:00", "2027-03-28T07:00:00Z"),
            ("Europe/Paris", "2027-10-30T12:00:00Z", "2027-10-31T09:00", "2027-10-31T08:00:00Z"),
            ("Europe/Athens", "2027-03-27T12:00:00Z", "2027-03-28T09:00", "2027-03-28T06:00:00Z"),
            ("Europe/Athens", "2027-10-30T12:00:00Z", "2027-10-31T09:00", "2027-10-31T07:00:00Z"),
        ])
    func clockChange(zone: String, start: String, local: String, utc: String) async throws {
        let (begin, due) = (try instant(start), try instant(utc))
        let job = try await Job(timeZone: zone, start: TravellingClock(begin)) { _ in
            try Appointment.resolve(#require(LocalDateTime(local)), in: zone)
        }
        try await job.office.advance((due - .minutes(1)) - begin)
        #expect(try await job.sent(.presenceQuestion) == 0)
        try await job.office.advance(.minutes(1))
        #expect(try await job.sent(.presenceQuestion) == 1)
    }

    @Test("B28 the invoice is asked for after the completion only if none came")
    func invoiceAsked() async throws {
        let job = try await Job { $0.appointment(in: 3) }
        try await job.office.advance(.hours(3))
        try await job.complete()
        #expect(try await job.sent(.invoiceAsked) == 0)
        try await job.office.advance(.hours(1))
        #expect(try await job.sent(.invoiceAsked) == 1)

        let billed = try await Job { $0.appointment(in: 3) }
        try await billed.office.advance(.hours(3))
        try await billed.complete(invoice: billed.invoice())
        try await billed.office.advance(.days(12), steps: 24)
        #expect(try await billed.sent(.invoiceAsked) == 0)
    }

    @Test("B28 what is owed is asked for again along the priority's ladder, and no more once it came")
    func owed() async throws {
        let job = try await Job(priority: .high) { $0.appointment(in: 3) }
        try await job.office.advance(.hours(3))
        try await job.complete()
        try await job.office.advance(.hours(30), steps: 30)
        #expect(try await job.sent(.invoiceAsked) == 2)
        _ = try await job.office.workflow.perform(SendInvoice(link: job.link, invoice: job.invoice()))
        try await job.office.advance(.days(10), steps: 20)
        #expect(try await job.sent(.invoiceAsked) == 2)
    }

    @Test("B25 a visit without a report is asked about, until the report comes")
    func reportOwed() async throws {
        let job = try await Job(priority: .high) { $0.appointment(in: 3) }
        try await job.office.advance(.hours(3))
        _ = try await job.office.workflow.perform(Arrive(link: job.link))
        try await job.office.advance(.hours(23), steps: 23)
        #expect(try await job.sent(.owedReminder) == 0)
        try await job.office.advance(.hours(1))
        #expect(try await job.sent(.owedReminder) == 1)
        try await job.complete(invoice: job.invoice())
        try await job.office.advance(.days(6), steps: 24)
        #expect(try await job.sent(.owedReminder) == 1)
    }

    @Test(
        "B20 B21 a quote and an answer that were asked for are asked for again, until they come",
        arguments: [true, false])
    func askedOwed(isQuote: Bool) async throws {
        let job = try await Job(priority: .high) { $0.appointment(in: 700) }
        let ask = Ask(
            job.ticket.id, kind: isQuote ? .quote : .message, text: "Which tap?", due: nil,
            origin: .manager(try await job.manager()))
        _ = try await job.office.workflow.perform(ask)
        try await job.office.advance(.hours(27), steps: 27)
        #expect(try await job.sent(.owedReminder) == 0)
        try await job.office.advance(.hours(1))
        #expect(try await job.sent(.owedReminder) == 1)
        if isQuote {
            let price = Money(amount: 60_000, currency: "EUR")
            _ = try await job.office.workflow.perform(
                SendQuote(link: job.link, amount: price, validUntil: nil, note: nil, files: []))
        } else {
            _ = try await job.office.workflow.perform(WriteMessage(.link(job.link), text: "The blue one", files: []))
        }
        try await job.office.advance(.days(6), steps: 24)
        #expect(try await job.sent(.owedReminder) == 1)
    }

    @Test("B21 T34 a quote that nobody decided on expires with its validity, and the owner hears it")
    func quoteExpires() async throws {
        let job = try await Job { $0.appointment(in: 200) }
        let price = Money(amount: 60_000, currency: "EUR")
        _ = try await job.office.workflow.perform(
            SendQuote(
                link: job.link, amount: price, validUntil: job.office.travel.now + .hours(48), note: nil, files: []))
        try await job.office.advance(.hours(47))
        #expect(try await job.stored().activeOrder?.quote?.status == .pending)
        try await job.office.advance(.hours(1))
        #expect(try await job.stored().activeOrder?.quote?.status == .expired)
        #expect(try await job.sent(.quoteExpiredAlert) == 1)
    }

    @Test("D16 a resolved ticket closes by itself when its window is over, but not while an invoice is open")
    func window() async throws {
        let job = try await Job { $0.appointment(in: 3) }
        try await job.office.advance(.hours(3))
        try await job.complete(invoice: job.invoice())
        let origin = Origin.manager(try await job.manager())
        _ = try await job.office.workflow.perform(
            ResolveTicket(job.ticket.id, method: .communicated, note: nil, origin: origin))
        try await job.office.advance(.days(5))
        #expect(try await job.stored().label == .resolved)
        _ = try await job.office.workflow.perform(AcceptInvoice(job.ticket.id, origin: origin))
        #expect(try await job.stored().label == .closed)

        let waived = try await Job { $0.appointment(in: 3) }
        try await waived.office.advance(.hours(3))
        try await waived.complete()
        let owner = Origin.manager(try await waived.manager())
        _ = try await waived.office.workflow.perform(WaiveInvoice(waived.ticket.id, origin: owner))
        _ = try await waived.office.workflow.perform(
            ResolveTicket(waived.ticket.id, method: .communicated, note: nil, origin: owner))
        try await waived.office.advance(.minutes(5 * 24 * 60 - 1))
        #expect(try await waived.stored().label == .resolved)
        try await waived.office.advance(.minutes(1))
        #expect(try await waived.stored().label == .closed)
    }

    @Test("E2 links live as long as the ticket, and ninety days more")
    func expiry() async throws {
        let job = try await Job { $0.appointment(in: 3) }
        let link = job.link
        try await job.office.advance(.days(200), steps: 10)
        let open = try #require(try await job.office.store.read { try $0.link(link) })
        #expect(open.isLive(at: job.office.travel.now))
        try await job.complete(invoice: job.invoice())
        _ = try await job.office.workflow.perform(
            ResolveTicket(job.ticket.id, method: .communicated, note: nil, origin: .manager(job.manager())))
        try await job.office.advance(.days(89), steps: 5)
        let late = try #require(try await job.office.store.read { try $0.link(link) })
        #expect(late.isLive(at: job.office.travel.now))
        try await job.office.advance(.days(1))
        #expect(!late.isLive(at: job.office.travel.now))
    }
}

private func instant(_ text: String) throws -> Instant {
    Instant(milliseconds: Int64(try Date(text, strategy: .iso8601).timeIntervalSince1970) * 1000)
}

extension Job {
    fileprivate func manager() async throws -> ManagerID {
        let organization = try await stored().organization
        let all = try await office.store.read { try $0.managers(of: organization) }
        return try #require(all.first).id
    }
}
