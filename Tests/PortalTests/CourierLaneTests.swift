import Courier
import Domain
import Foundation
import Gateways
import RelaisTesting
import Store
import Testing

@Suite("The courier's lanes")
struct CourierLaneTests {
    /// Where messages are held up until the test lets them go, in the order in which they came.
    private actor Gate {
        private var held: [CheckedContinuation<Void, Never>] = []
        private var isOpen = false
        var count: Int { held.count }

        func pass() async {
            if isOpen { return }
            await withCheckedContinuation { held.append($0) }
        }

        func letGo(_ count: Int) {
            for _ in 0..<min(count, held.count) { held.removeFirst().resume() }
        }

        func open() {
            isOpen = true
            letGo(held.count)
        }
    }

    private struct HeldSMS: SMSGateway {
        let name = "recording"
        let rate: SendRate? = nil
        let taken: RecordingSMS
        let gate = Gate()

        func send(_ message: OutgoingSMS) async throws(SendFailure) -> SendReceipt {
            await gate.pass()
            return try await taken.send(message)
        }
        func parseReceipt(_ callback: GatewayCallback) -> CallbackOutcome { taken.parseReceipt(callback) }
    }

    private struct HeldMail: MailGateway {
        let taken: RecordingMail
        let gate = Gate()

        func send(_ mail: OutgoingMail) async throws(SendFailure) -> SendReceipt {
            await gate.pass()
            return try await taken.send(mail)
        }
    }

    private func wait(until isDone: () async throws -> Bool) async throws {
        for _ in 0..<1200 {
            if try await isDone() { return }
            try await Task.sleep(for: .milliseconds(25))
        }
        Issue.record("it did not happen within thirty seconds")
    }

    /// So many SMS ordered, of which the gateway holds the first 32 up; of the others 64 at most wait in the lane.
    private func heldUp(
        _ count: Int, of organization: TestOrganization, in office: TestOffice
    ) async throws -> (HeldSMS, Courier, Task<Void, any Error>) {
        for _ in 0..<count {
            _ = try await office.ticket(of: organization, to: TestOffice.plumber(email: nil, channels: [.sms]))
        }
        let slow = HeldSMS(taken: office.sms)
        let courier = office.anotherCourier(gateways: .init(sms: slow, mail: office.mail))
        let running = Task { try await courier.run() }
        try await wait { await slow.gate.count == 32 }
        return (slow, courier, running)
    }

    @Test("E4 many mails that a server keeps waiting, and were due before, take no SMS's place")
    func slowMail() async throws {
        let office = try TestOffice()
        let organization = try await office.organization()
        for _ in 0..<60 {
            _ = try await office.ticket(of: organization, to: TestOffice.plumber(phone: nil, channels: [.email]))
        }
        for _ in 0..<40 {
            _ = try await office.ticket(of: organization, to: TestOffice.plumber(email: nil, channels: [.sms]))
        }
        let slow = HeldMail(taken: office.mail)
        let courier = office.anotherCourier(gateways: .init(sms: office.sms, mail: slow))
        let running = Task { try await courier.run() }
        defer { running.cancel() }
        try await wait { await slow.gate.count == 8 }
        try await wait { office.sms.sent.count == 40 }
        #expect(office.mail.sent.isEmpty)
        await slow.gate.open()
        try await wait { office.mail.sent.count == 60 }
    }

    @Test("A1 an emergency goes before those who wait in the lane already")
    func urgent() async throws {
        let office = try TestOffice()
        let organization = try await office.organization()
        let (slow, _, running) = try await heldUp(120, of: organization, in: office)
        defer { running.cancel() }
        let phone = "+33639980002"
        let emergency = try await office.ticket(
            of: organization, priority: .emergency,
            to: TestOffice.plumber(phone: phone, email: nil, channels: [.sms], name: "Roux"))
        try await wait { try await office.deliveries(of: emergency).first?.attempts == 1 }
        // It is claimed, and in its lane a moment later.
        try await Task.sleep(for: .milliseconds(300))
        while office.sms.sent.count < 121 {
            await slow.gate.letGo(1)
            try await Task.sleep(for: .milliseconds(5))
        }
        let place = try #require(office.sms.sent.firstIndex { $0.to == phone })
        #expect(place < 64, "it waited for more than those that were being sent")
    }

    @Test("A1 what waited in its lane until its lease was nearly over is sent once, by whoever claims it next")
    func leaseNearlyOver() async throws {
        let office = try TestOffice()
        let organization = try await office.organization()
        let (slow, courier, running) = try await heldUp(40, of: organization, in: office)
        defer { running.cancel() }
        office.travel.advance(.minutes(25))
        await slow.gate.open()
        try await wait { office.sms.sent.count == 32 }
        // Those who waited had five minutes left, and a transfer may take as long.
        try await Task.sleep(for: .milliseconds(300))
        #expect(office.sms.sent.count == 32)
        office.travel.advance(.minutes(6))
        courier.wake()
        try await wait { office.sms.sent.count == 40 }
        try await Task.sleep(for: .milliseconds(300))
        #expect(office.sms.sent.count == 40)
    }
}
