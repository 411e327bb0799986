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

@Suite("Keys of links, and what logs say of them")
struct ExchangeKeyTests {
    @Test("after the keys were rotated old links still open, and new ones are signed with the new key")
    func rotated() async throws {
        let folder = KeyShelf()
        var setting = ExchangeStage.Setting()
        setting.links = try LinkKeyring(load: { folder.keys }, uptime: { folder.uptime })
        try await ExchangeStage.use(setting) { stage in
            #expect(stage.token.first == "a")
            folder.rotate()
            try await stage.offerAnother()
            let fresh = try stage.portal.page(sms: ExchangeStage.secondNumber)
            #expect(fresh.hasPrefix("/t/b"))
            #expect(try await stage.phone.get(fresh).status == 200)
            #expect(try await stage.page().status == 200)
            folder.dropOldest()
            try await stage.offerAnother()
            #expect(try await stage.page().status == 404)
            #expect(try await stage.phone.get(fresh).status == 200)
        }
    }

    @Test("no log line, however talkative, holds a link, a number or an address")
    func logs() async throws {
        let log = LogShelf()
        var setting = ExchangeStage.Setting()
        setting.logger = Logger(label: "test") { _ in RecordedLog(shelf: log) }
        setting.contractor = TestOffice.plumber(language: .en)
        try await ExchangeStage.use(setting) { stage in
            _ = try await stage.page()
            _ = try await stage.accept("", "")
            _ = try await stage.following(try await stage.accept(comment: "Ring the bell"))
            _ = try await stage.send("Hello", files: [ExchangeFile.part("p.png", ExchangeFile.png)])
            _ = try await stage.phone.get("/t/\(stage.token.dropLast())")
            _ = try await stage.phone.send("DELETE", stage.path)
            try await stage.office.courier.drain()
            stage.office.sms.fail(SendFailure(.badAddress, code: "42", text: "No such number."))
            try await stage.managerWrites("Hello")
            try await stage.office.courier.drain()
            try stage.office.store.close()
            let failed = LoopPage(try await stage.phone.get(stage.path))
            #expect(failed.status == 500)
            let error = try #require(log.lines.first { $0.contains("request failed") && $0.contains("error.id") })
            let code = try #require(error.firstMatch(of: /error\.id=(\w+)/).map { String($0.1) })
            #expect(failed.text.contains(code))
            #expect(log.lines.count > 3)
            for secret in [String(stage.token.dropFirst(10)), "39980001", "plomberie-martin", "Ring the bell", "Lilas"]
            {
                #expect(log.lines.filter { $0.contains(secret) } == [])
            }
        }
    }
}

extension ExchangeStage {
    /// Another ticket, offered to the rival.
    fileprivate func offerAnother() async throws {
        _ = try await office.ticket(of: organization, to: Self.rival())
        try await office.courier.drain()
    }
}

/// Unchecked: its state is touched only under `lock`.
private final class KeyShelf: @unchecked Sendable {
    private let lock = NSLock()
    private var all = [LinkKey(id: "a", secret: [UInt8](repeating: 1, count: 32), mints: true)]
    private var time = ContinuousClock.now

    var keys: [LinkKey] { lock.withLock { all } }
    var uptime: ContinuousClock.Instant { lock.withLock { time } }

    func rotate() {
        lock.withLock {
            all = all.map { LinkKey(id: $0.id, secret: $0.secret, mints: false) }
            all.append(LinkKey(id: "b", secret: [UInt8](repeating: 2, count: 32), mints: true))
            time = time.advanced(by: .seconds(61))
        }
    }

    func dropOldest() {
        lock.withLock {
            all.removeFirst()
            time = time.advanced(by: .seconds(61))
        }
    }
}
