import Courier
import Domain
import Gateways
import Logging
import RelaisTesting
import Store
import Testing
import Workflow

@Suite("Delivery receipts")
struct CourierReceiptTests {
    private func sent(_ office: TestOffice) async throws -> (TicketReference, NoticeID, ReceiptDesk) {
        let ticket = try await office.ticket(
            of: office.organization(), to: TestOffice.plumber(email: nil, channels: [.sms]))
        try await office.courier.drain()
        let notice = try #require(try await office.deliveries(of: ticket).first?.notice.id)
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        return (ticket, notice, ReceiptDesk(store: office.store, gateway: office.sms, logger: logger))
    }

    private func receipt(
        _ notice: NoticeID, _ status: DeliveryReceipt.Status, text: String? = nil, part: Int? = nil,
        isPerPart: Bool = false
    ) -> DeliveryReceipt {
        DeliveryReceipt(
            ourID: notice.description, providerID: nil, status: status, code: nil, text: text, part: part,
            isPerPart: isPerPart)
    }

    @Test("P36 only a receipt makes it delivered")
    func delivered() async throws {
        let office = try TestOffice()
        let (ticket, notice, desk) = try await sent(office)
        try await desk.record(receipt(notice, .delivered))
        let delivery = try #require(try await office.deliveries(of: ticket).first)
        #expect(delivery.status == .delivered)
        #expect(delivery.deliveredAt == office.travel.now)
    }

    @Test("receipts out of order and twice: delivered stays delivered")
    func order() async throws {
        let office = try TestOffice()
        let (ticket, notice, desk) = try await sent(office)
        for status in [DeliveryReceipt.Status.delivered, .sent, .pending, .delivered, .sent] {
            try await desk.record(receipt(notice, status))
        }
        #expect(try await office.deliveries(of: ticket).first?.status == .delivered)
    }

    @Test("E4 a failed receipt puts the ticket into the Inbox with the provider's reason")
    func failed() async throws {
        let office = try TestOffice()
        let (ticket, notice, desk) = try await sent(office)
        try await desk.record(receipt(notice, .failed, text: "Absent subscriber"))
        try await desk.record(receipt(notice, .failed, text: "Absent subscriber"))
        let delivery = try #require(try await office.deliveries(of: ticket).first)
        #expect(delivery.status == .failed)
        #expect(delivery.errorText == "Absent subscriber")
        #expect(try await office.stored(ticket).attention == .notReached)
        try await office.courier.drain()
        #expect(office.mail.sent.filter { $0.to.name == "Nina Morel" }.count == 1, "told once")
    }

    @Test("P30 a long message is delivered when all of its parts are")
    func parts() async throws {
        let office = try TestOffice()
        let (ticket, notice, desk) = try await sent(office)
        let parts = try #require(try await office.deliveries(of: ticket).first?.parts)
        for part in 1...parts {
            let status = try await office.deliveries(of: ticket).first?.status
            #expect(status == .sent)
            try await desk.record(receipt(notice, .delivered, part: part, isPerPart: true))
        }
        #expect(try await office.deliveries(of: ticket).first?.status == .delivered)
    }

    @Test("a receipt of nobody's message changes nothing")
    func unknown() async throws {
        let office = try TestOffice()
        let (ticket, _, desk) = try await sent(office)
        try await desk.record(receipt(NoticeID(1), .failed))
        #expect(try await office.deliveries(of: ticket).first?.status == .sent)
    }

    @Test("a callback that is not the gateway's gets one quiet answer")
    func forged() async throws {
        let office = try TestOffice()
        let (ticket, notice, desk) = try await sent(office)
        let callback = GatewayCallback(method: "GET", secret: "guessed", query: "id=\(notice)&type=2")
        #expect(await desk.handle("recording", callback).status == 404)
        #expect(await desk.handle("other", callback).status == 404)
        #expect(try await office.deliveries(of: ticket).first?.status == .sent)
    }
}
