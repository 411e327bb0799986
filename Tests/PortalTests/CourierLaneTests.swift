import Courier
import Domain
import Foundation
import Gateways
import RelaisTesting
import Store
import Testing

@Suite("The courier's lanes")
struct CourierLaneTests {
    /// Takes its time over each message.
    private struct SlowSMS: SMSGateway {
        let name = "recording"
        let rate: SendRate? = nil
        let taken: RecordingSMS
        let pause: Duration

        func send(_ message: OutgoingSMS) async throws(SendFailure) -> SendReceipt {
            try? await Task.sleep(for: pause)
            return try await taken.send(message)
        }
        func parseReceipt(_ callback: GatewayCallback) -> CallbackOutcome { taken.parseReceipt(callback) }
    }

    private struct SlowMail: MailGateway {
        let taken: RecordingMail

        func send(_ mail: OutgoingMail) async throws(SendFailure) -> SendReceipt {
            try? await Task.sleep(for: .seconds(1))
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

    @Test("E4 many mails that take a second each, and were due before, take no SMS's place")
    func slowMail() async throws {
        let office = try TestOffice()
        let organization = try await office.organization()
        for _ in 0..<150 {
            _ = try await office.ticket(of: organization, to: TestOffice.plumber(phone: nil, channels: [.email]))
        }
        for _ in 0..<40 {
            _ = try await office.ticket(of: organization, to: TestOffice.plumber(email: nil, channels: [.sms]))
        }
        let courier = office.anotherCourier(gateways: .init(sms: office.sms, mail: SlowMail(taken: office.mail)))
        let running = Task { try await courier.run() }
        defer { running.cancel() }
        try await wait { office.sms.sent.count == 40 }
        #expect(office.mail.sent.count < 75, "the SMS waited for \(office.mail.sent.count) mails")
    }

    @Test("A1 an emergency goes before those who wait in the lane already")
    func urgent() async throws {
        let office = try TestOffice()
        let organization = try await office.organization()
        for _ in 0..<120 {
            _ = try await office.ticket(of: organization, to: TestOffice.plumber(email: nil, channels: [.sms]))
        }
        let slow = SlowSMS(taken: office.sms, pause: .milliseconds(700))
        let courier = office.anotherCourier(gateways: .init(sms: slow, mail: office.mail))
        let running = Task { try await courier.run() }
        defer { running.cancel() }
        try await wait { !office.sms.sent.isEmpty }
        let phone = "+33639980002"
        _ = try await office.ticket(
            of: organization, priority: .emergency,
            to: TestOffice.plumber(phone: phone, email: nil, channels: [.sms], name: "Roux"))
        let before = office.sms.sent.count
        try await wait { office.sms.sent.contains { $0.to == phone } }
        let place = try #require(office.sms.sent.firstIndex { $0.to == phone })
        #expect(place <= before + 2 * 32, "it waited for more than those that were being sent")
        try await wait { office.sms.sent.count == 121 }
    }
}
