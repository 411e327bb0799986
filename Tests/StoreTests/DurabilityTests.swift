import Domain
import Foundation
import Store
import Testing

@Suite("What is written stays written")
struct DurabilityTests {
    @Test("the writer waits for the disk at each commit, keeps a write-ahead log and checks foreign keys")
    func settings() async throws {
        let office = try await Office()
        #expect(try office.store.setting("synchronous") == "2")
        #expect(try office.store.setting("journal_mode") == "wal")
        #expect(try office.store.setting("foreign_keys") == "1")
        await #expect(throws: (any Error).self) {
            try await office.store.write { transaction in
                try transaction.insertSession(hash: "x", manager: ManagerID(99), expires: transaction.now)
            }
        }
    }

    @Test("64 writers at once share commits, and one that fails is undone alone")
    func groupCommit() async throws {
        let office = try await Office()
        let before = office.store.commitCount
        let organization = office.organization.id
        let failures = try await withThrowingTaskGroup(of: Bool.self) { group in
            for index in 0..<64 {
                group.addTask {
                    do {
                        try await office.store.write { transaction in
                            let customer = Customer(id: transaction.newID(), name: "Customer \(index)")
                            try transaction.insert(customer, of: organization)
                            if index == 7 { throw Mishap() }
                        }
                        return false
                    } catch is Mishap {
                        return true
                    }
                }
            }
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(failures == 1)
        let names = try await office.store.read { try $0.customers(of: organization).map(\.name) }
        #expect(names.count == 63)
        #expect(!names.contains("Customer 7"))
        #expect(office.store.commitCount - before < 32)
    }

    @Test("the database and its folder belong to nobody else, and everything is there after opening again")
    func reopening() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/var/relais.sqlite"
        let time = StoppedClock()
        let store = try Store.open(path, clock: time.clock)
        let office = try await Office(in: store, time: time, name: "Cabinet Lenoir")
        let ticket = try await office.ticket()
        let ids = Set((0..<5000).map { _ in store.newID() as TicketID })
        #expect(ids.count == 5000)
        try store.close()
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)

        let again = try Store.open(path, clock: time.clock)
        let found = try await again.read { try $0.ticket(ticket.id) }
        #expect(found == ticket)
        #expect((again.newID() as TicketID) > ticket.id)
        await #expect(throws: StoreError.closed) { try await store.write { _ in } }
        try again.close()
    }

    @Test("a backup is a whole database of its own")
    func backup() async throws {
        let office = try await Office()
        let ticket = try await office.ticket()
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await office.store.backup(to: folder + "/copy.sqlite")
        let copy = try Store.open(folder + "/copy.sqlite")
        #expect(try await copy.read { try $0.ticket(ticket.id) } == ticket)
        try copy.close()
    }

    @Test("listeners hear of a change after its commit, and never of one that was undone")
    func feed() async throws {
        let office = try await Office()
        let ticket = try await office.ticket()
        var changes = office.store.changes(of: office.organization.id).makeAsyncIterator()
        await #expect(throws: Mishap.self) {
            try await office.change(ticket.id, by: .clock) { transaction in
                _ = try transaction.text("lost")
                throw Mishap()
            }
        }
        await #expect(throws: Mishap.self) {
            try await office.store.write { transaction in
                var copy = ticket
                try transaction.append([.edited(fields: ["title"])], to: &copy, by: .clock, channel: .clock)
                throw Mishap()
            }
        }
        let edited = try await office.change(ticket.id, by: .clock) { _ in [.edited(fields: ["title"])] }
        let change = await changes.next()
        #expect(change == TicketChange(organization: office.organization.id, ticket: ticket.id, version: 2))
        #expect(edited.version == 2)
        #expect(try await office.store.read { try $0.ticket(ticket.id)?.version } == 2)
    }

    @Test("whoever decided on an old state of the ticket is told so and changes nothing")
    func stale() async throws {
        let office = try await Office()
        let ticket = try await office.ticket()
        try await office.change(ticket.id, by: .clock) { _ in [.edited(fields: ["title"])] }
        await #expect(throws: StoreError.stale(ticket.id)) {
            try await office.store.write { transaction in
                var old = ticket
                try transaction.append([.edited(fields: ["title"])], to: &old, by: .clock, channel: .clock)
            }
        }
        #expect(try await office.store.read { try $0.timeline(ticket.id).count } == 2)
    }
}
