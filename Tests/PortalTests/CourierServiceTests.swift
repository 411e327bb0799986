import Courier
import Domain
import Foundation
import Gateways
import Intake
import Logging
import RelaisTesting
import Store
import Testing
import Workflow

@Suite("The courier as a service")
struct CourierServiceTests {
    /// Takes a message and never comes back, as a process that is killed.
    private struct Abyss: SMSGateway {
        let name = "recording"
        let rate: SendRate? = nil
        func send(_ message: OutgoingSMS) async throws(SendFailure) -> SendReceipt {
            try? await Task.sleep(for: .seconds(600))
            throw SendFailure(.retry(after: nil), code: "killed", text: "killed")
        }
        func parseReceipt(_ callback: GatewayCallback) -> CallbackOutcome {
            CallbackOutcome(isAuthenticated: false, receipts: [], reply: .init(status: 404))
        }
    }

    private func wait(until isDone: () async throws -> Bool) async throws {
        for _ in 0..<400 {
            if try await isDone() { return }
            try await Task.sleep(for: .milliseconds(25))
        }
        Issue.record("it did not happen within ten seconds")
    }

    @Test("running, it sends what is enqueued without being told")
    func wakes() async throws {
        let office = try TestOffice()
        let running = Task { try await office.courier.run() }
        defer { running.cancel() }
        _ = try await office.ticket(of: office.organization(), to: TestOffice.plumber(channels: [.sms]))
        try await wait { !office.sms.sent.isEmpty }
    }

    @Test("what a killed process had in hand is sent by the next one, at once")
    func killed() async throws {
        let office = try TestOffice()
        let ticket = try await office.ticket(
            of: office.organization(), to: TestOffice.plumber(email: nil, channels: [.sms]))
        let dying = office.anotherCourier(gateways: .init(sms: Abyss(), mail: office.mail))
        let claimed = try await office.store.write { try $0.claimNotices(limit: 10, by: .sms, leaseFor: .minutes(15)) }
        #expect(!claimed.isEmpty)
        try await dying.drain()
        #expect(office.sms.sent.isEmpty, "the lease holds while the first process may live")
        let running = Task { try await office.anotherCourier().run() }
        defer { running.cancel() }
        try await wait { office.sms.sent.count == 1 }
        // The gateway has it a moment before the database knows.
        try await wait { try await office.deliveries(of: ticket).contains { $0.status == .sent } }
        #expect(office.sms.sent.count == 1)
    }

    @Test("a lease that nobody renews ends by itself")
    func leaseEnds() async throws {
        let office = try TestOffice()
        _ = try await office.ticket(of: office.organization(), to: TestOffice.plumber(email: nil, channels: [.sms]))
        _ = try await office.store.write { try $0.claimNotices(limit: 10, by: .sms, leaseFor: .minutes(15)) }
        try await office.advance(.minutes(14))
        #expect(office.sms.sent.isEmpty)
        try await office.advance(.minutes(2))
        #expect(office.sms.sent.count == 1)
    }

    @Test("stopping leaves nothing half done")
    func stop() async throws {
        let office = try TestOffice()
        let running = Task { try await office.courier.run() }
        _ = try await office.ticket(of: office.organization(), to: TestOffice.plumber(channels: [.sms]))
        running.cancel()
        _ = try? await running.value
        try await office.courier.drain()
        try await office.advance(.minutes(20))
        #expect(office.sms.sent.count == 1)
    }

    @Test("the callback secret is made once and kept")
    func secret() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "keys-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let secret = try CallbackSecret.load(folder: folder)
        #expect(secret.count >= 32)
        #expect(try CallbackSecret.load(folder: folder) == secret)
        let mode = try FileManager.default.attributesOfItem(atPath: folder + "/callback.key")[.posixPermissions]
        #expect((mode as? NSNumber)?.intValue == 0o600)
    }
}
