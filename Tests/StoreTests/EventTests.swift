import Domain
import Testing

@testable import Store

@Suite("Events")
struct EventTests {
    @Test(
        "events are never changed and never deleted, not even by hand",
        arguments: ["UPDATE events SET at = 0", "DELETE FROM events", "UPDATE events SET data = '{}'"])
    func appendOnly(sql: String) async throws {
        let office = try await Office()
        let ticket = try await office.ticket()
        await #expect(throws: (any Error).self) { try await office.store.write { _ = try $0.run(sql) } }
        #expect(try await office.store.read { try $0.timeline(ticket.id).map(\.type) } == ["created"])
    }

    @Test("a ticket that was changed by hand no longer agrees with its events")
    func verifying() async throws {
        let office = try await Office()
        let ticket = try await office.ticket()
        #expect(try await office.store.read { try $0.verify(ticket.id) } == [])
        try await office.store.write { _ = try $0.run("UPDATE tickets SET phase_data = '{\"inProgress\":{}}'") }
        #expect(try await office.store.read { try $0.verify(ticket.id) } == ["phase", "label"])
    }
}
